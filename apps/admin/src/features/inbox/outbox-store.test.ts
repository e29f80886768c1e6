import { type MessageWire } from '@beckon/protocol';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useOutbox } from './outbox-store';

const reply = vi.hoisted(() => vi.fn<(id: string, body: unknown, how: unknown) => Promise<unknown>>());
vi.mock('../../shared/api', () => ({ api: { conversations: { reply } } }));

const written = (key: string | null, text: string): MessageWire => ({
  id: `m-${key}`,
  author: { kind: 'agent', id: 'a1', name: 'Ada' },
  text,
  sentAt: '2026-11-25T10:00:00.000Z',
  proactive: false,
  key,
});

describe('the outbox', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    reply.mockReset();
  });

  it('forgets a reply that an event brings before the answer to its request', async () => {
    const outbox = useOutbox();
    let answer!: (message: MessageWire) => void;
    reply.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const sent = outbox.send('c1', 'Yes');
    const { key } = outbox.pending[0]!;

    outbox.arrived([written(null, 'Yes'), written('another1', 'Yes')]);
    expect(outbox.pending).toHaveLength(1);
    outbox.arrived([written(key, 'Yes')]);
    expect(outbox.pending).toEqual([]);

    answer(written(key, 'Yes'));
    expect(await sent).toMatchObject({ key });
    expect(outbox.pending).toEqual([]);
  });

  it('is not told "not sent" of a reply that has arrived, though its answer was lost', async () => {
    const outbox = useOutbox();
    let lose!: (error: Error) => void;
    reply.mockReturnValue(new Promise((_, reject) => (lose = reject)));
    const sent = outbox.send('c1', 'Yes');
    outbox.arrived([written(outbox.pending[0]!.key, 'Yes')]);
    lose(new Error('The connection was lost.'));
    expect(await sent).toBeUndefined();
    expect(outbox.pending).toEqual([]);
  });

  it('keeps what did not go, and sends it again under its key', async () => {
    const outbox = useOutbox();
    reply.mockRejectedValueOnce(new Error('away'));
    await outbox.send('c1', 'Yes');
    const [kept] = outbox.pending;
    expect(kept?.failure).toBeDefined();
    reply.mockResolvedValueOnce(written(kept!.key, 'Yes'));
    await outbox.deliver(kept!);
    expect(reply.mock.calls.map(([, , how]) => how)).toEqual([
      { idempotencyKey: kept!.key },
      { idempotencyKey: kept!.key },
    ]);
    expect(outbox.pending).toEqual([]);
  });
});
