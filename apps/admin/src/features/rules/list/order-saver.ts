import { BeckonProblem } from '@beckon/client';
import { type RuleListResponse } from '@beckon/protocol';

/** An order as the server had it. */
interface KnownOrder {
  ids: readonly string[];
  revision: number;
}

interface OrderSaverPorts {
  list(siteId: string): Promise<RuleListResponse>;
  save(siteId: string, ids: readonly string[], revision: number): Promise<RuleListResponse>;
  /** The server has the order that was wanted last. */
  saved(siteId: string, list: RuleListResponse): void;
  /** It was not taken; nothing of what was wanted holds. */
  refused(error: unknown): void;
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/**
 * Saves orders one after another: while one is on its way the last that is wanted waits, the ones between are left out.
 * Where the list's revision has moved on but its order has not (a rule was switched off, say), the order is sent again.
 */
export function createOrderSaver(ports: OrderSaverPorts) {
  let wanted: { siteId: string; ids: readonly string[] } | undefined;
  let running = false;

  async function put(siteId: string, known: KnownOrder, ids: readonly string[]): Promise<RuleListResponse> {
    try {
      return await ports.save(siteId, ids, known.revision);
    } catch (error) {
      if (!(error instanceof BeckonProblem && error.code === 'stale')) throw error;
      const now = await ports.list(siteId);
      if (
        !same(
          now.rules.map(({ id }) => id),
          known.ids,
        )
      )
        throw error;
      return ports.save(siteId, ids, now.revision);
    }
  }

  return {
    busy: () => running,
    /** Wants `ids` as the site's order; `known` is what the server had before any move that is not saved yet. */
    async want(siteId: string, known: KnownOrder, ids: readonly string[]): Promise<void> {
      wanted = { siteId, ids };
      if (running) return;
      running = true;
      let base = known;
      try {
        while (wanted) {
          const target: { siteId: string; ids: readonly string[] } = wanted;
          wanted = undefined;
          if (target.siteId !== siteId)
            base = await ports
              .list(target.siteId)
              .then((list) => ({ ids: list.rules.map(({ id }) => id), revision: list.revision }));
          const list = await put(target.siteId, base, target.ids);
          base = { ids: list.rules.map(({ id }) => id), revision: list.revision };
          if (!wanted) ports.saved(target.siteId, list);
        }
      } catch (error) {
        wanted = undefined;
        ports.refused(error);
      } finally {
        running = false;
      }
    },
  };
}
