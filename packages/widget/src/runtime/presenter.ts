import type { WidgetSettings } from '@beckon/protocol';
import type { Door } from '../messenger/door';
import { createPopup } from '../popup/create-popup';
import type { Stage } from '../tracker/stage';
import { createLauncher, type Launcher } from '../ui/launcher';
import type { Context } from './context';
import type { Engagement } from './mailbox';
import type { Step } from './outbox';
import { atEnd } from './world';

/** What the visitor sees: the pop-up, the launcher, and the messenger, whose part is loaded when it is needed. */
export interface Presenter {
  readonly context: Context;
  readonly stage: Stage;
  /** Is the messenger open? The door says so. */
  opened: boolean;
  /** Is a pop-up up, or the messenger open? */
  busy(): boolean;
  show(engagement: Engagement): void;
  /** Does something with the messenger, once that is there; where it cannot be loaded (offline, say), the next try loads it. */
  door(work: (door: Door) => void): void;
  /** The page has changed: a pop-up does not follow to the next one. */
  leave(): void;
  /** Draws what has changed. */
  draw(): void;
  /** Puts a host on the page, again if the page has thrown it out. */
  place(host: Element): void;
  /** Keeps what has become of an engagement, and tells it to the server, the page and the other tabs. */
  note(step: Step, of: string, engagement?: Engagement): void;
  /** Neither a pop-up nor the messenger is up any more. */
  freed(): void;
  focus(): void;
}

/** Where the messenger was open in this tab, over reloads. */
export const OPEN = 'open';

/**
 * @param send has the server told what became of an engagement
 * @param free called when neither a pop-up nor the messenger is up any more
 */
export function createPresenter(context: Context, stage: Stage, send: (engagement: string, step: Step) => void, free: () => void): Presenter {
  const { mailbox, nonce, settings } = context;
  let popup: { readonly host: Element; readonly engagement: string } | undefined;
  let launcher: Launcher | undefined;
  let door: Promise<Door | undefined> | undefined;

  const presenter: Presenter = {
    context,
    stage,
    opened: false,
    busy: () => presenter.opened || Boolean(popup),
    place(host) {
      if (!host.isConnected) document.body.append(host);
    },
    draw() {
      const shown = settings();
      if (!shown?.launcher) return launcher?.host.remove();
      launcher ??= createLauncher(nonce, reply);
      presenter.place(launcher.host);
      launcher.draw(presenter.opened, mailbox.unread(), shown.accent);
    },
    door(work) {
      door ??= import('../messenger/door').then(({ createDoor }) => createDoor(presenter), () => (door = undefined));
      void door.then((loaded) => loaded && !context.world.ended.aborted && work(loaded));
    },
    note(step, of, engagement) {
      mailbox.tell(engagement ? { engagement } : { step: step as 'opened', of });
      send(of, step);
      context.emit(step, { engagement: of });
    },
    freed() {
      stage.leave();
      free();
    },
    leave() {
      if (!popup) return;
      takeDown();
      if (!presenter.opened) presenter.freed();
    },
    focus: () => launcher?.focus(),
    show(engagement) {
      const { id } = engagement;
      const { host, draw } = createPopup(reply, dismiss, nonce);
      function dismiss(): void {
        const focused = document.activeElement === host;
        presenter.note('dismissed', id);
        presenter.leave();
        // Who dismissed it by keyboard stays where they were.
        if (focused) presenter.focus();
      }
      popup = { host, engagement: id };
      presenter.place(host);
      draw({ ...engagement, accent: (settings() as WidgetSettings).accent });
      presenter.note('delivered', id, engagement);
    },
  };
  const reply = (): void => presenter.door((loaded) => loaded.toggle());
  const takeDown = (): void => {
    popup?.host.remove();
    popup = undefined;
  };

  mailbox.changed.on((news) => {
    presenter.draw();
    // Here or in another tab the messenger was opened, or the message was dealt with.
    if (popup && news && 'step' in news && news.of === popup.engagement) presenter.leave();
  });
  atEnd(context.world, () => {
    takeDown();
    launcher?.host.remove();
  });
  return presenter;
}
