import { BeckonProblem } from '@beckon/client';
import { type RuleListResponse } from '@beckon/protocol';
import { describe, expect, it } from 'vitest';
import { createOrderSaver } from './order-saver';

const stale = () =>
  new BeckonProblem({ type: 'x', title: 'Stale', status: 409, code: 'stale', detail: 'It has changed.' });

/** A server with one list, which can be told to answer late. */
function server(ids: string[]) {
  const state = { ids, revision: 1, saves: [] as string[] };
  const gates: (() => void)[] = [];
  const answer = () =>
    ({ revision: state.revision, rules: state.ids.map((id) => ({ id })) }) as unknown as RuleListResponse;
  const told = { saved: [] as string[], refused: [] as unknown[] };
  const saver = createOrderSaver({
    list: () => Promise.resolve(answer()),
    async save(_site, next, revision) {
      await new Promise<void>((resolve) => gates.push(resolve));
      if (revision !== state.revision) throw stale();
      state.ids = [...next];
      state.revision += 1;
      state.saves.push(next.join(''));
      return answer();
    },
    saved: (_site, list) => told.saved.push(list.rules.map(({ id }) => id).join('')),
    refused: (error) => told.refused.push(error),
  });
  const open = async () => {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, saver, told, open };
}
const known = { ids: ['a', 'b', 'c'], revision: 1 };

describe('saving an order', () => {
  it('sends one at a time and leaves out what is overtaken', async () => {
    const { saver, state, told, open } = server(['a', 'b', 'c']);
    void saver.want('S', known, ['b', 'a', 'c']);
    void saver.want('S', known, ['b', 'c', 'a']);
    void saver.want('S', known, ['c', 'b', 'a']);
    await open();
    await open();
    expect(state.saves).toEqual(['bac', 'cba']);
    expect(told).toEqual({ saved: ['cba'], refused: [] });
    expect(saver.busy()).toBe(false);
  });

  it('sends it again where the revision has moved on but the order has not', async () => {
    const { saver, state, told, open } = server(['a', 'b', 'c']);
    state.revision = 7;
    void saver.want('S', known, ['b', 'a', 'c']);
    await open();
    await open();
    expect(told).toEqual({ saved: ['bac'], refused: [] });
  });

  it('gives up where somebody else has changed the order', async () => {
    const { saver, state, told, open } = server(['a', 'b', 'c']);
    Object.assign(state, { ids: ['c', 'a', 'b'], revision: 2 });
    void saver.want('S', known, ['b', 'a', 'c']);
    void saver.want('S', known, ['b', 'c', 'a']);
    await open();
    expect(state.ids.join('')).toBe('cab');
    expect(told.refused).toHaveLength(1);
    expect(told.saved).toEqual([]);
    expect(saver.busy()).toBe(false);
  });
});
