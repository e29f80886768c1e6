import type { Residue } from '@beckon/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../testing/world';
import { createBrowserModules } from './browser-modules';

const criteria = [
  { id: 'p/seen', label: 'Seen', fact: 'p/seen', type: 'boolean' },
] as unknown as Residue['criteria'];
const seen = (of?: string) => ({ criterion: 'p/seen', operator: 'is', value: true, ...(of ? { of } : {}) });
const residue = (...ofs: string[]): Residue => ({
  revision: 1,
  validFor: null,
  rules: [
    {
      id: 'r',
      when: {
        any: [{ not: { all: ofs.map(seen) } }, { criterion: 'pageUrl', operator: 'contains', value: 'x' }],
      },
    },
  ],
  criteria,
  modules: ofs.length > 0 ? [{ url: 'https://b.test/p.js', facts: ['p/seen'], settings: { a: 1 } }] : [],
});

describe('browser modules of plugins', () => {
  let facts: Record<string, unknown>;
  let life: AbortController;
  let starts: readonly string[][];
  let stops: number;
  let set: (key: string, value: boolean) => void;
  const load = vi.fn(async () => ({
    default: {
      start(tell: typeof set, { asked }: { asked: readonly string[] }) {
        starts = [...starts, [...asked]];
        set = tell;
        return () => void stops++;
      },
    },
  }));
  const open = () =>
    createBrowserModules(
      life.signal,
      (key, value) => (value === undefined ? delete facts[key] : (facts[key] = value)),
      load as never,
    );

  beforeEach(() => {
    facts = {};
    starts = [];
    stops = 0;
    life = new AbortController();
    load.mockClear();
  });

  it('are loaded where an open condition needs them, and asked for just that', async () => {
    const modules = open();
    modules.use(residue());
    expect(load).not.toHaveBeenCalled();
    modules.use(residue('#b', '#a'));
    await settle();
    expect(starts).toEqual([['p/seen/#a', 'p/seen/#b']]);
    set('p/seen/#a', true);
    set('pageUrl', true);
    expect(facts).toEqual({ 'p/seen/#a': true });
  });

  it('go on over a fresh residue that asks the same, and stop with what they told when it does not', async () => {
    const modules = open();
    modules.use(residue('#a'));
    await settle();
    set('p/seen/#a', true);
    modules.use({ ...residue('#a'), revision: 2 });
    await settle();
    expect([starts.length, stops]).toEqual([1, 0]);
    modules.use(residue());
    expect([stops, facts]).toEqual([1, {}]);
    set('p/seen/#a', true);
    expect(facts).toEqual({});
  });

  it('start anew on another page, and end with everything else', async () => {
    const modules = open();
    modules.use(residue('#a'));
    await settle();
    modules.restart();
    await settle();
    expect([starts.length, stops]).toEqual([2, 1]);
    life.abort();
    modules.use(residue('#b'));
    await settle();
    expect([starts.length, stops]).toEqual([2, 2]);
  });

  it('take nothing down when they throw or cannot be loaded', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    load.mockRejectedValueOnce(new Error('404') as never);
    open().use(residue('#a'));
    load.mockResolvedValueOnce({
      default: {
        start: () => {
          throw new Error('of the plugin');
        },
      },
    } as never);
    open().use(residue('#a'));
    await settle();
    expect(error).toHaveBeenCalledTimes(1);
    error.mockRestore();
  });
});
