import type { EngagementEventRequest } from '@beckon/protocol';
import { type Api, pauseBefore } from '../transport/api';
import type { Store } from './store';
import { type Cancel, exclusively, unique, type World } from './world';

export type Step = EngagementEventRequest['step'];

/** What has become of engagements, kept until the server has acknowledged it, over reloads too. */
export interface Outbox {
  /** Keeps the step and sends it. */
  add(engagement: string, step: Step): void;
  /** Sends all that is kept, in order, as far as the server acknowledges it. */
  flush(): Promise<void>;
}

interface Letter {
  readonly engagement: string;
  readonly step: Step;
  readonly key: string;
}

const OUTBOX = 'outbox';

export function createOutbox(world: World, store: Store, api: Api): Outbox {
  let cancel: Cancel | undefined;
  let failures = 0;
  let running: Promise<void> | undefined;
  /** What is no list of ours is one letter that the server refuses. */
  const letters = (): readonly Letter[] => ([] as Letter[]).concat(store.kept<Letter[]>(OUTBOX) ?? []);

  async function send(): Promise<void> {
    for (let letter; (letter = letters()[0]);) {
      const { engagement, step, key } = letter;
      const answer = await api.post(`/v1/engagements/${engagement}/events`, { step }, { key });
      if (!answer.ok && !answer.final) {
        cancel?.();
        cancel = world.clock.wait(pauseBefore(failures++, world.chance), flush);
        return;
      }
      failures = 0;
      const rest = letters().filter((kept) => kept.key !== key);
      store.write(OUTBOX, rest);
    }
  }

  const flush = async (): Promise<void> => {
    if (letters()[0])
      await (running ??= exclusively(world, store.key(OUTBOX), send).finally(() => (running = undefined)));
  };

  return {
    add(engagement, step) {
      store.write(OUTBOX, [...letters(), { engagement, step, key: unique(world) }]);
      void flush();
    },
    flush,
  };
}
