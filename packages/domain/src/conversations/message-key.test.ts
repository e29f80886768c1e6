import { describe, expect, it } from 'vitest';
import { type Message } from '../model';
import { agentMessageKey, PROACTIVE_KEY, sentWithKey, visitorMessageKey } from './message-key';

const message = (author: Message['author'], key: string, proactive = false): Message => ({
  id: 'm1',
  author,
  text: 'Hello',
  sentAt: new Date(0),
  proactive,
  key,
});

describe('the key that a message was sent with', () => {
  it.each(['abcdefgh', 'with:colons:in-it', 'agent:a1:x'])('is what its writer chose: %s', (key) => {
    expect(sentWithKey(message({ kind: 'visitor' }, visitorMessageKey(key)))).toBe(key);
    expect(sentWithKey(message({ kind: 'agent', agentId: 'a1' }, agentMessageKey('a1', key)))).toBe(key);
  });

  it('is none where a rule sent it', () => {
    expect(sentWithKey(message({ kind: 'team', teamId: 't1' }, PROACTIVE_KEY, true))).toBeNull();
    expect(sentWithKey(message({ kind: 'agent', agentId: 'a1' }, PROACTIVE_KEY, true))).toBeNull();
  });

  it('never meets that of somebody else', () => {
    const keys = [
      visitorMessageKey('k'),
      agentMessageKey('a1', 'k'),
      agentMessageKey('a2', 'k'),
      PROACTIVE_KEY,
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
