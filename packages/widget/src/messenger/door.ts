import type { Correspondence } from '../live/correspondence';
import { type Door, OPEN, type Presenter } from '../runtime/view';
import { atEnd } from '../runtime/world';
import type { Messenger } from './messenger';

export function createDoor(presenter: Presenter): Door {
  const { context, stage } = presenter;
  const { mailbox, session, world } = context;
  let messenger: Messenger | undefined;
  let correspondence: Promise<Correspondence> | undefined;

  const listen = (): Promise<Correspondence> =>
    (correspondence ??= import('../live/correspondence').then(({ createCorrespondence }) =>
      createCorrespondence(context),
    ));

  function open(asked: boolean): void {
    if (presenter.opened) return;
    presenter.opened = true;
    stage.occupy();
    for (const { id, opened } of mailbox.engagements()) if (!opened) presenter.note('opened', id);
    presenter.leave();
    presenter.draw();
    Promise.all([import('./messenger'), listen()]).then(
      ([{ createMessenger }, letters]) => {
        if (!presenter.opened || world.ended.aborted) return;
        messenger ??= createMessenger(context, letters, close);
        presenter.place(messenger.host);
        messenger.open(asked);
      },
      () => {
        // The part could not be loaded: as if it had not been opened, so that the next click tries again.
        correspondence = undefined;
        close();
      },
    );
  }

  function close(): void {
    if (!presenter.opened) return;
    presenter.opened = false;
    session.write(OPEN, undefined);
    const hadFocus = messenger?.close();
    presenter.draw();
    if (hadFocus) presenter.focus();
    presenter.freed();
  }

  atEnd(world, () => messenger?.host.remove());

  return {
    open: () => open(true),
    close,
    toggle: () => (presenter.opened ? close() : open(true)),
    restore() {
      const address = session.kept<string>(OPEN);
      // On a narrow screen the messenger covers the page: it does not follow to another one.
      if (innerWidth > 480 || address === location.href) open(false);
      else session.write(OPEN, undefined);
    },
    listen() {
      listen().catch(() => (correspondence = undefined));
    },
  };
}
