import type { VisitorConversation } from '@beckon/protocol';
import { describe, expect, it } from 'vitest';
import { threadEntries, unseen, wayOf } from './thread';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const agent = { kind: 'agent', name: 'Ada' } as const;
const conversation = (
  id: string,
  said: readonly [minute: number, text: string, mine?: boolean][],
  more: Partial<VisitorConversation> = {},
): VisitorConversation => ({
  id,
  status: 'open',
  engagement: null,
  readCount: 0,
  messages: said.map(([minute, text, mine]) => ({
    id: id + minute,
    author: mine ? 'me' : agent,
    text,
    sentAt: at(minute),
    key: mine ? `key ${text}` : null,
  })),
  ...more,
});
const engagement = (id: string, minute: number) => ({
  id,
  from: { kind: 'team', name: 'Sales' } as const,
  message: `Hello ${id}`,
  deliveredAt: at(minute),
  opened: false,
});

describe('where the next message goes', () => {
  it('starts a conversation where there is none', () => expect(wayOf([], [])).toEqual({}));
  it('answers the newest message that popped up', () =>
    expect(wayOf([], [engagement('a', 1), engagement('b', 2)])).toEqual({ engagement: 'b' }));
  it('goes on with an open conversation', () => {
    const talk = conversation('c', [
      [1, 'x', true],
      [5, 'y'],
    ]);
    expect(wayOf([talk], [])).toEqual({ conversation: 'c' });
    expect(wayOf([talk], [engagement('a', 2)])).toEqual({ conversation: 'c' });
    expect(wayOf([talk], [engagement('a', 6)])).toEqual({ engagement: 'a' });
    expect(wayOf([{ ...talk, status: 'closed' }], [])).toEqual({});
    expect(wayOf([{ ...talk, engagement: 'a' }], [engagement('a', 6)])).toEqual({ conversation: 'c' });
  });
});

describe('the thread', () => {
  it('has everything once, in order: conversations, messages not answered, and those on their way', () => {
    const entries = threadEntries(
      [
        conversation(
          'c',
          [
            [4, 'four'],
            [5, 'five', true],
          ],
          { engagement: 'a' },
        ),
        conversation('b', [[1, 'one', true]]),
      ],
      [engagement('a', 3), engagement('z', 6)],
      [
        { key: 'key five', text: 'five', writtenAt: at(5), way: { conversation: 'c' } },
        // The same words again are another message.
        { key: 'k1', text: 'five', writtenAt: at(6) },
        { key: 'k2', text: 'seven', writtenAt: at(7) },
        { key: 'k3', text: 'eight', writtenAt: at(8), way: {}, failed: 'lost' },
      ],
    );
    expect(entries.map(({ text, state }) => `${text} ${state}`)).toEqual([
      'one sent',
      'four sent',
      'five sent',
      'Hello z sent',
      'five sending',
      'seven sending',
      'eight failed',
    ]);
  });

  it('counts what the other side wrote and was not seen', () => {
    expect(
      unseen([
        conversation(
          'c',
          [
            [1, 'a', true],
            [2, 'b'],
            [3, 'c'],
          ],
          { readCount: 2 },
        ),
        conversation('d', [[1, 'x']]),
      ]),
    ).toBe(2);
  });
});
