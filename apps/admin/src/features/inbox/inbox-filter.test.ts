import { type ConversationSummaryWire } from '@beckon/protocol';
import { describe, expect, it } from 'vitest';
import { belongs, merged } from './inbox-filter';

const conversation = (
  id: string,
  minute: number,
  more: Partial<ConversationSummaryWire> = {},
): ConversationSummaryWire => ({
  id,
  siteId: 'S',
  visitorName: id,
  status: 'open',
  assignedTeamId: null,
  assignedAgentId: null,
  ruleId: null,
  pageUrl: 'https://shop.test/',
  messageCount: 1,
  lastMessage: { id: 'M', author: { kind: 'visitor' }, text: 'x', sentAt: '', proactive: false, key: null },
  createdAt: '',
  lastMessageAt: `2027-01-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
  revision: 1,
  ...more,
});
const ids = (list: readonly ConversationSummaryWire[]) => list.map(({ id }) => id).join('');

describe('belongs', () => {
  it('goes by state and by who looks after it', () => {
    const mine = conversation('a', 1, { assignedAgentId: 'ME' });
    expect(
      ['all', 'mine', 'unassigned', 'closed'].map((filter) => belongs(mine, filter as 'all', 'ME')),
    ).toEqual([true, true, false, false]);
    const free = conversation('b', 1);
    expect(
      ['all', 'mine', 'unassigned', 'closed'].map((filter) => belongs(free, filter as 'all', 'ME')),
    ).toEqual([true, false, true, false]);
    const closed = conversation('c', 1, { status: 'closed', assignedAgentId: 'ME' });
    expect(
      ['all', 'mine', 'unassigned', 'closed'].map((filter) => belongs(closed, filter as 'all', 'ME')),
    ).toEqual([false, false, false, true]);
  });
});

describe('merged', () => {
  const list = [conversation('a', 30), conversation('b', 20), conversation('c', 10)];
  it('brings one with a new message to the top', () =>
    expect(ids(merged(list, conversation('c', 40, { revision: 2 }), true, false))).toBe('cab'));
  it('takes out what belongs no longer', () =>
    expect(ids(merged(list, conversation('b', 40, { revision: 2 }), false, false))).toBe('ac'));
  it('ignores what is older than it has', () =>
    expect(ids(merged([conversation('a', 30, { revision: 5 })], conversation('a', 10), false, false))).toBe(
      'a',
    ));
  it('leaves what is further down to the next page', () =>
    expect(ids(merged(list, conversation('d', 5), true, true))).toBe('abc'));
});
