import type { StartVisitResponse } from '@beckon/protocol';
import type { Tracker } from '../tracker/tracker';
import { type Api, pauseBefore, type VisitorKey } from '../transport/api';
import type { Store } from './store';
import { type Cancel, exclusively, unique, type World } from './world';

/** Keeps the server and the browser of one mind about the visit: asks for what is open, and again when that has aged. */
export interface Session {
  /** Starts the visit or goes on with it. Asked while asking, it asks once more. */
  ask(): Promise<void>;
  /** The visitor entered a page or did something: the server may have to hear of it. */
  noticed(): void;
}

export const VISITOR = 'visitor';
/** ms within which activity counts as present. */
const JUST_NOW = 5000;

/** Is it the answer that it should be, as far as we lean on it? */
function isAnswer(body: unknown): body is StartVisitResponse {
  const answer = body as Partial<StartVisitResponse> | undefined;
  return Boolean(answer?.visitor && answer.visit && answer.residue?.rules && answer.settings && answer.unread);
}

export function createSession(
  world: World,
  store: Store,
  api: Api,
  tracker: Tracker,
  site: string,
  answered: (answer: StartVisitResponse) => void,
): Session {
  const { clock } = world;
  let cancel: Cancel = () => undefined;
  let asking: Promise<void> | undefined;
  let again = false;
  /** Begun: the first question was asked. Refused: the server wants nothing of this site, until the next page. */
  let begun = false;
  let refused = false;
  let pausing = false;
  let failures = 0;
  let heardAt = 0;

  async function once(): Promise<void> {
    again = false;
    const visit = tracker.visit();
    if (!visit || refused) return;
    const facts = tracker.facts();
    const active = clock.now() - visit.active < JUST_NOW;
    const request = { site, ...(visit.id ? { visit: visit.id } : {}), facts, active };
    const answer = await api.post('/v1/visits', request, { key: unique(world), tries: 2 });
    if (world.ended.aborted) return;
    if (!answer.ok || !isAnswer(answer.body)) {
      if (!answer.ok && answer.status === 401 && store.read(VISITOR)) {
        // The server does not know this visitor (any more): begin as a new one.
        store.write(VISITOR, undefined);
        await tracker.change((same) => delete same.id);
        again = true;
      } else if (answer.ok || !answer.final) {
        cancel();
        pausing = true;
        cancel = clock.after(pauseBefore(++failures, world.random), ask);
      } else refused = true;
      return;
    }
    failures = 0;
    heardAt = clock.now();
    const { visitor, visit: told, settings } = answer.body;
    if (visitor.secret) store.write(VISITOR, { id: visitor.id, secret: visitor.secret } satisfies VisitorKey);
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
    if (!again) answered(answer.body);
  }

  function ask(): Promise<void> {
    cancel();
    begun = true;
    pausing = false;
    if (asking) {
      again = true;
      return asking;
    }
    asking = exclusively(world, store.key('ask'), once).finally(() => {
      asking = undefined;
      if (again) void ask();
    });
    return asking;
  }

  return {
    ask,
    noticed() {
      const visit = begun && !pausing && tracker.visit();
      // The server moves the end of the visit only when it hears of us.
      if (visit && (!visit.id || clock.now() - heardAt > visit.idle / 3)) void ask();
    },
  };
}
