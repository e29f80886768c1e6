import type { WidgetSettings } from '@beckon/protocol';
import { createPopup } from '../popup/create-popup';
import type { Stage } from '../tracker/stage';
import { createLauncher, type Launcher } from '../ui/launcher';
import type { Context } from './context';
import type { Step } from './outbox';
import type { Door, Presenter } from './view';
import { atEnd } from './world';

/**
 * @param send has the server told what became of an engagement
 * @param free called when neither a pop-up nor the messenger is up any more
 */
export function createPresenter(
  context: Context,
  stage: Stage,
  send: (engagement: string, step: Step) => void,
  free: () => void,
): Presenter {
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
      door ??= import('../messenger/door').then(
        ({ createDoor }) => createDoor(presenter),
        () => (door = undefined),
      );
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
