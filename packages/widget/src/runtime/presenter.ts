import type { Correspondence } from '../live/correspondence';
import type { Messenger } from '../messenger/messenger';
import { type Popup, renderPopup } from '../popup/render-popup';
import { createLauncher, type Launcher } from '../ui/launcher';
import type { Context } from './context';
import type { Engagement } from './mailbox';
import type { Step } from './outbox';

/** What the visitor sees: the pop-up, the launcher, and the messenger once it is opened. */
export interface Presenter {
  /** Is a pop-up up, or the messenger open? */
  busy(): boolean;
  show(engagement: Engagement): void;
  open(): void;
  close(): void;
  /** The page has changed: a pop-up does not follow to the next one. */
  leave(): void;
  /** Draws what has changed, and listens for answers if there are conversations. */
  refresh(conversations: number): void;
  /** Opens the messenger again if it was open before the reload. */
  restore(): void;
  stop(): void;
}

export interface PresenterOptions {
  readonly context: Context;
  readonly step: (engagement: string, step: Step) => void;
  readonly occupied: (by: 'popup' | 'messenger' | 'nobody') => void;
}

const OPEN = 'open';

export function createPresenter({ context, step, occupied }: PresenterOptions): Presenter {
  const { mailbox, session, settings } = context;
  let popup: (Popup & { readonly engagement: Engagement }) | undefined;
  let launcher: Launcher | undefined;
  let messenger: Messenger | undefined;
  let correspondence: Promise<Correspondence> | undefined;
  let open = false;
  let stopped = false;

  const place = (node: Element): void => {
    if (!node.isConnected) document.body.append(node);
  };

  const draw = (): void => {
    const shown = settings();
    if (shown && (shown.launcher || launcher)) {
      launcher ??= createLauncher(context.nonce, () => (open ? close() : openMessenger(true)));
      launcher.host.hidden = !shown.launcher;
      place(launcher.host);
      launcher.draw(open, mailbox.unread(), shown.accent);
    }
  };

  const takeDown = (): void => {
    popup?.remove();
    popup = undefined;
  };

  const listen = (): Promise<Correspondence> =>
    (correspondence ??= import('../live/correspondence').then(({ createCorrespondence }) => createCorrespondence(context)));

  const opened = (): void => {
    for (const { id, opened } of mailbox.engagements()) {
      if (opened) continue;
      mailbox.tell({ opened: id });
      step(id, 'opened');
      context.emit('opened', { engagement: id });
    }
  };

  function openMessenger(focus: boolean): void {
    if (open || stopped) return;
    open = true;
    occupied('messenger');
    takeDown();
    opened();
    session.write(OPEN, location.href);
    draw();
    Promise.all([import('../messenger/messenger'), listen()]).then(
      ([{ createMessenger }, letters]) => {
        if (stopped) return;
        messenger ??= createMessenger(context, letters, close);
        place(messenger.host);
        if (open) messenger.open(focus);
      },
      () => {
        // The part could not be loaded (offline, say): as if it had not been opened, so that the next click tries again.
        correspondence = undefined;
        close();
      },
    );
  }

  function close(): void {
    if (!open) return;
    open = false;
    session.write(OPEN, undefined);
    const hadFocus = messenger?.close();
    draw();
    if (hadFocus) launcher?.focus();
    occupied('nobody');
  }

  const dismiss = (): void => {
    if (!popup) return;
    const { id } = popup.engagement;
    takeDown();
    mailbox.tell({ gone: id });
    step(id, 'dismissed');
    context.emit('dismissed', { engagement: id });
    occupied('nobody');
  };

  const undo = [
    mailbox.changed.on(draw),
    // Another tab's messenger was opened, or the message was dealt with there.
    mailbox.news.on((news) => {
      const id = popup?.engagement.id;
      if (id && (('opened' in news && news.opened === id) || ('gone' in news && news.gone === id))) leave();
    }),
  ];

  function leave(): void {
    if (!popup) return;
    takeDown();
    occupied('nobody');
  }

  return {
    busy: () => open || popup !== undefined,
    show(engagement) {
      const { from, message } = engagement;
      const options = { from, message, accent: settings()?.accent, nonce: context.nonce, onReply: () => openMessenger(true), onDismiss: dismiss };
      popup = { ...renderPopup(document.body, options), engagement };
      mailbox.tell({ engagement });
      step(engagement.id, 'delivered');
      context.emit('delivered', { engagement: engagement.id, from: from.name });
    },
    open: () => openMessenger(true),
    close,
    leave,
    refresh(conversations) {
      draw();
      if (conversations > 0) listen().catch(() => (correspondence = undefined));
    },
    restore() {
      const address = session.read<string>(OPEN);
      // On a narrow screen the messenger covers the page: it does not follow to another one.
      if (address && (innerWidth > 480 || address === location.href)) openMessenger(false);
      else session.write(OPEN, undefined);
    },
    stop() {
      stopped = true;
      undo.forEach((cancel) => cancel());
      takeDown();
      launcher?.host.remove();
      messenger?.host.remove();
      void correspondence?.then((letters) => letters.stop());
    },
  };
}
