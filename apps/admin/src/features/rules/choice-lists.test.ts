import { BeckonUnreachable } from '@beckon/client';
import { type ChoicesResponse } from '@beckon/protocol';
import { describe, expect, it } from 'vitest';
import { createChoiceLists, withStored } from './choice-lists';

function setUp() {
  const asked: string[] = [];
  const answers: ((answer: ChoicesResponse | Error) => void)[] = [];
  const clock = { now: 0 };
  const lists = createChoiceLists(
    (list) => {
      asked.push(list);
      return new Promise((resolve, reject) =>
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
      );
    },
    () => clock.now,
  );
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const answer = async (given: ChoicesResponse | Error) => {
    await settle();
    answers.shift()?.(given);
    await settle();
  };
  return { asked, clock, lists, answer, settle };
}
const brands = { load: 'brands' };
const options = [{ value: 'r', label: 'Rocket' }];

describe('lists of choices', () => {
  it('are there at once where the declaration has them', () => {
    const { asked, lists } = setUp();
    expect(lists.of(options)).toMatchObject({ options, loading: false });
    expect(lists.of(undefined)).toMatchObject({ options: undefined, list: undefined, loading: false });
    expect(asked).toEqual([]);
  });
  it('are loaded once, however often they are asked for', async () => {
    const { asked, lists, answer, settle } = setUp();
    expect(lists.of(brands)).toMatchObject({ options: undefined, loading: true });
    lists.of(brands);
    await settle();
    expect(asked).toEqual(['brands']);
    await answer({ options });
    expect(lists.of(brands)).toEqual({ options, list: 'brands', loading: false, failure: undefined });
    lists.refresh(brands);
    expect(asked).toEqual(['brands']);
  });
  it('say why they are missing, and are tried again', async () => {
    const { asked, lists, answer } = setUp();
    lists.of(brands);
    await answer(new BeckonUnreachable('The shop does not answer.'));
    expect(lists.of(brands)).toMatchObject({
      options: undefined,
      loading: false,
      failure: 'The shop does not answer.',
    });
    expect(asked).toHaveLength(1);
    void lists.renew('brands');
    await answer({ options });
    expect(lists.of(brands)).toMatchObject({ options, failure: undefined });
  });
  it('are asked anew when they have grown old; until then the old ones stand', async () => {
    const { asked, clock, lists, answer } = setUp();
    lists.of(brands);
    await answer({ options });
    clock.now = 60_000;
    lists.refresh(brands);
    await answer(new BeckonUnreachable('Down.'));
    expect(asked).toHaveLength(2);
    expect(lists.of(brands)).toMatchObject({ options, failure: 'Down.' });
  });
  it('show what is stored and gone from them', () => {
    expect(withStored(options, ['r', undefined])).toBe(options);
    expect(withStored(options, ['x', 'r', 'x'])).toEqual([
      ...options,
      { value: 'x', label: 'x (not in the list)' },
    ]);
    expect(withStored(undefined, ['x'])).toEqual([{ value: 'x', label: 'x' }]);
  });
});
