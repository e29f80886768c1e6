import type { StartVisitResponse } from '@beckon/protocol';
import type { Tracker } from '../tracker/tracker';
import { type Api, pauseBefore } from '../transport/api';
import type { Store } from './store';
import { type Cancel, exclusively, type World } from './world';

/** Keeps the server and the browser of one mind about the visit: asks for what is open, and again when that has aged. */
export interface Session {
  /** Starts the visit or goes on with it. Asked while asking, it asks once more. */
  ask(): void;
  /** The visitor entered a page or did something: the server may have to hear of it. */
  noticed(): void;
}

export const VISITOR = 'visitor';
/** ms within which activity counts as present. */
const JUST_NOW = 5000;

export function createSession(
  world: World,
  store: Store,
  api: Api,
  tracker: Tracker,
  answered: (answer: StartVisitResponse) => void,
): Session {
  const { clock } = world;
  let cancel: Cancel | undefined;
  let asking = false;
  let again = false;
  /** Not to be asked by what the visitor does: not begun yet, or waiting after a failure. */
  let pausing = true;
  /** The server wants nothing of this site, until the next page. */
  let refused = false;
  let failures = 0;
  let heardAt = 0;

  async function once(): Promise<void> {
    again = false;
    const visit = tracker.visit();
    if (!visit || refused) return;
    const active = clock.now() - visit.active < JUST_NOW;
    const answer = await api.post(
      '/v1/visits',
      { visit: visit.id, facts: tracker.facts(), active },
      { tries: 2 },
    );
    if (world.ended.aborted) return;
    const body = (answer.body ?? {}) as StartVisitResponse;
    const { visitor, visit: told, residue, settings } = body as Partial<StartVisitResponse>;
    // Is it the answer that it should be, as far as we lean on it: lists, a text, and numbers?
    if (
      !visitor ||
      !residue?.rules?.map ||
      !body.unread?.map ||
      !settings?.accent?.slice ||
      !told ||
      !(told.age + settings.visitIdle + settings.visitMax >= 0)
    ) {
      if (answer.status === 401 && store.kept(VISITOR)) {
        // The server does not know this visitor (any more): begin as a new one.
        store.write(VISITOR, undefined);
        await tracker.change((same) => delete same.id);
        again = true;
      } else if (answer.final) refused = true;
      else {
        cancel?.();
        pausing = true;
        cancel = clock.wait(pauseBefore(++failures, world.chance), ask);
      }
      return;
    }
    failures = 0;
    heardAt = clock.now();
    if (visitor.secret) store.write(VISITOR, visitor);
    if (visit.id && !told.continued) await tracker.renew(told.id);
    await tracker.change((same, now) => {
      if (same.key !== visit.key && same.id !== told.id) {
        again = true;
        return;
      }
      same.id = told.id;
      same.began = now - told.age;
      same.engaged ||= told.engaged;
      same.idle = settings.visitIdle;
      same.max = settings.visitMax;
    });
    if (!again) answered(body);
  }

  function ask(): void {
    cancel?.();
    pausing = false;
    again = true;
    if (asking) return;
    asking = true;
    void exclusively(world, store.key('ask'), once).then(() => {
      asking = false;
      if (again) ask();
    });
  }

  return {
    ask,
    noticed() {
      const visit = tracker.visit();
      // The server moves the end of the visit only when it hears of us.
      if (visit && !pausing && (!visit.id || clock.now() - heardAt > visit.idle / 3)) ask();
    },
  };
}
