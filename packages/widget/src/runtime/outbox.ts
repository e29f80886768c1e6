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

/** By the key that each is sent with, in order. No list: some libraries of pages change how lists become JSON. */
type Letters = Readonly<Record<string, Letter>>;

interface Letter {
  readonly engagement: string;
  readonly step: Step;
}

const OUTBOX = 'outbox';

export function createOutbox(world: World, store: Store, api: Api): Outbox {
  let cancel: Cancel | undefined;
  let failures = 0;
  const letters = (): Letters => store.kept<Letters>(OUTBOX) ?? {};
  const next = (): string | undefined => Object.keys(letters())[0];

  async function send(): Promise<void> {
    for (let key; (key = next());) {
      // What is no letter of ours the server refuses.
      const { engagement, step } = Object(letters()[key]) as Letter;
      const answer = await api.post(`/v1/engagements/${engagement}/events`, { step }, { key });
      if (!answer.ok && !answer.final) {
        cancel?.();
        cancel = world.clock.wait(pauseBefore(failures++, world.chance), flush);
        return;
      }
      failures = 0;
      store.write(OUTBOX, { ...letters(), [key]: undefined });
    }
  }

  const flush = async (): Promise<void> => {
    if (next()) await exclusively(world, store.key(OUTBOX), send);
  };

  return {
    add(engagement, step) {
      store.write(OUTBOX, { ...letters(), [unique(world)]: { engagement, step } });
      void flush();
    },
    flush,
  };
}
