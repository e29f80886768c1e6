import type { Correspondence } from '../live/correspondence';
import type { Messenger } from '../messenger/messenger';
import { type Popup, renderPopup } from '../popup/render-popup';
import { createLauncher, type Launcher } from '../ui/launcher';
import type { Context } from './context';
import type { Engagement, TabNews } from './mailbox';
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
}

export interface PresenterOptions {
  readonly context: Context;
  /** Has the server told what became of an engagement. */
  readonly send: (engagement: string, step: Step) => void;
  readonly occupied: (by: 'popup' | 'messenger' | 'nobody') => void;
}

const OPEN = 'open';

export function createPresenter({ context, send, occupied }: PresenterOptions): Presenter {
  const { mailbox, session, settings } = context;
  let popup: (Popup & { readonly engagement: string }) | undefined;
  let launcher: Launcher | undefined;
  let messenger: Messenger | undefined;
  let correspondence: Promise<Correspondence> | undefined;
  let open = false;

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

  /** Keeps what has become of an engagement, and tells it to the server, the page and the other tabs. */
  const note = (of: string, step: Step, news: TabNews): void => {
    mailbox.tell(news);
    send(of, step);
    context.emit(step, { engagement: of });
  };

  function openMessenger(focus: boolean): void {
    if (open) return;
    open = true;
    occupied('messenger');
    takeDown();
    for (const { id, opened } of mailbox.engagements()) if (!opened) note(id, 'opened', { step: 'opened', of: id });
    session.write(OPEN, location.href);
    draw();
    Promise.all([import('../messenger/messenger'), listen()]).then(
      ([{ createMessenger }, letters]) => {
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
    const focused = document.activeElement?.matches('[data-beckon=popup]');
    note(popup.engagement, 'dismissed', { step: 'dismissed', of: popup.engagement });
    leave();
    // Who dismissed it by keyboard stays where they were.
    if (focused) launcher?.focus();
  };

  mailbox.changed.on(draw);
  // Another tab's messenger was opened, or the message was dealt with there.
  mailbox.news.on((news) => {
    if ('step' in news && news.of === popup?.engagement) leave();
  });
  context.world.ended.addEventListener('abort', () => {
    takeDown();
    launcher?.host.remove();
    messenger?.host.remove();
  });

  function leave(): void {
    if (!popup) return;
    takeDown();
    occupied('nobody');
  }

  return {
    busy: () => open || popup !== undefined,
    show(engagement) {
      const { id, from, message } = engagement;
      const options = { from, message, accent: settings()?.accent, nonce: context.nonce, onReply: () => openMessenger(true), onDismiss: dismiss };
      popup = { ...renderPopup(document.body, options), engagement: id };
      note(id, 'delivered', { engagement });
    },
    open: () => openMessenger(true),
    close,
    leave,
    refresh(conversations) {
      draw();
      if (open) occupied('messenger');
      if (conversations) listen().catch(() => (correspondence = undefined));
    },
    restore() {
      const address = session.read<string>(OPEN);
      // On a narrow screen the messenger covers the page: it does not follow to another one.
      if (address && (innerWidth > 480 || address === location.href)) openMessenger(false);
      else session.write(OPEN, undefined);
    },
  };
}
