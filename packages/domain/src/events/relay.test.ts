import { describe, expect, it, vi } from 'vitest';
import { addRule, addTeam, Browser, createWorld, draftOf, newKey, type World } from '../../test/world';
import { createRelay, type DomainEvent, type Logger } from '..';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A conversation whose visit has been told of already. */
async function conversation(world: World, texts: string[]) {
  const browser = new Browser(world);
  await browser.start();
  for (const { visitId, events } of await world.storage.visits.listUnsent(100))
    await world.storage.visits.markSent(
      visitId,
      events.map((event) => event.id),
    );
  const { id } = await browser.write(texts[0]!);
  for (const text of texts.slice(1))
    await world.domain.conversations.send({ actor: browser.actor, conversationId: id, text, key: newKey() });
  return id;
}

const nameOf = ({ type, payload }: DomainEvent) =>
  type === 'conversation.started' ? 'started' : String(payload['text']);

describe('the relay', () => {
  it('delivers everything once, in order within a conversation', async () => {
    const world = await createWorld();
    const [a, b] = [await conversation(world, ['1', '2', '3']), await conversation(world, ['4'])];
    const arrived: DomainEvent[] = [];
    const relay = createRelay({
      storage: world.storage,
      logger: silent,
      deliver: async (event) => void arrived.push(event),
    });
    expect(await relay.run()).toBe(6);
    await relay.idle();
    expect(arrived.filter(({ payload }) => payload['conversationId'] === a).map(nameOf)).toEqual([
      'started',
      '1',
      '2',
      '3',
    ]);
    expect(arrived.filter(({ payload }) => payload['conversationId'] === b).map(nameOf)).toEqual([
      'started',
      '4',
    ]);
    expect(await relay.run()).toBe(0);
    expect(await world.storage.conversations.listUnsent(10)).toEqual([]);
  });

  it('delivers again what did not arrive, and nothing else', async () => {
    const world = await createWorld();
    await conversation(world, ['1', '2', '3']);
    await conversation(world, ['4']);
    const arrived: string[] = [];
    let broken = true;
    const relay = createRelay({
      storage: world.storage,
      logger: silent,
      deliver: async (event) => {
        if (broken && nameOf(event) === '2') throw new Error('listener down');
        arrived.push(nameOf(event));
      },
    });
    await relay.run();
    await relay.idle();
    expect(arrived.sort()).toEqual(['1', '3', '4', 'started', 'started']);
    arrived.length = 0;
    broken = false;
    expect(await relay.run()).toBe(1);
    expect(arrived).toEqual(['2']);
  });

  it('delivers again after a crash between arrival and note: at least once', async () => {
    const world = await createWorld();
    await conversation(world, ['1']);
    const arrived: DomainEvent[] = [];
    const deliver = async (event: DomainEvent) => void arrived.push(event);
    const crashing = {
      ...world.storage,
      conversations: { ...world.storage.conversations, markSent: () => Promise.reject(new Error('killed')) },
    };
    await createRelay({ storage: crashing, logger: silent, deliver }).run();
    await createRelay({ storage: world.storage, logger: silent, deliver }).run();
    expect(arrived.map(nameOf)).toEqual(['started', '1', 'started', '1']);
    expect(arrived[0]?.id).toBe(arrived[2]?.id);
  });

  it('looks once more when called while it runs', async () => {
    const world = await createWorld();
    await conversation(world, ['1']);
    const arrived: string[] = [];
    const { conversations } = world.storage;
    let second: Promise<number> | undefined;
    const listUnsent = async (limit: number) => {
      const listed = await conversations.listUnsent(limit);
      if (!second) {
        await conversation(world, ['2']);
        second = relay.run();
      }
      return listed;
    };
    const relay = createRelay({
      storage: { ...world.storage, conversations: { ...conversations, listUnsent } },
      logger: silent,
      deliver: async (event) => void arrived.push(nameOf(event)),
    });
    expect(await relay.run()).toBe(4);
    expect(await second).toBe(4);
    expect(arrived).toEqual(['started', '1', 'started', '2']);
  });

  it('delivers what happened to a message, each step once', async () => {
    const world = await createWorld();
    await addRule(world, draftOf(await addTeam(world)));
    const browser = new Browser(world);
    await browser.start();
    await browser.start();
    const { engagement } = await browser.granted();
    await browser.mark(engagement.id, 'delivered');
    await browser.mark(engagement.id, 'delivered');
    await browser.write('Yes', engagement.id);
    await browser.mark(engagement.id, 'dismissed');
    const arrived: DomainEvent[] = [];
    await createRelay({
      storage: world.storage,
      logger: silent,
      deliver: async (event) => void arrived.push(event),
    }).run();
    expect(arrived.map(({ type }) => type)).toEqual([
      'visit.started',
      'engagement.claimed',
      'engagement.delivered',
      'engagement.opened',
      'engagement.dismissed',
      'conversation.started',
      'conversation.message',
    ]);
    expect(arrived[2]?.payload).toMatchObject({
      engagementId: engagement.id,
      ruleId: engagement.ruleId,
      visitId: browser.visit,
      message: engagement.message,
    });
    expect(arrived[0]?.payload).toMatchObject({ visitId: browser.visit, visitorId: browser.visitor?.id });
  });

  it('names the one engagement when a lapsed claim is renewed', async () => {
    const world = await createWorld();
    await addRule(world, draftOf(await addTeam(world)));
    const browser = new Browser(world);
    await browser.start();
    const first = await browser.granted();
    world.clock.advance(30_000);
    await browser.granted();
    const [carried] = await world.storage.engagements.listUnsent(10);
    expect(carried?.events.map(({ type, payload }) => [type, payload['engagementId']])).toEqual(
      new Array(2).fill(['engagement.claimed', first.engagement.id]),
    );
  });

  it('delivers more conversations than it takes at once', async () => {
    const world = await createWorld();
    for (let count = 0; count < 105; count += 1) await conversation(world, ['x']);
    let arrived = 0;
    const relay = createRelay({
      storage: world.storage,
      logger: silent,
      deliver: async () => void (arrived += 1),
    });
    expect(await relay.run()).toBe(210);
    await relay.idle();
    expect(arrived).toBe(210);
    expect(await world.storage.conversations.listUnsent(10)).toEqual([]);
  });

  it('waits for nothing: however many are stuck, and of what kind, the rest flows, theirs too', async () => {
    const world = await createWorld();
    for (let count = 0; count < 120; count += 1) await conversation(world, ['stuck']);
    const late = await conversation(world, ['early']);
    const arrived: string[] = [];
    const release: (() => void)[] = [];
    const relay = createRelay({
      storage: world.storage,
      logger: silent,
      deliver: (event) => {
        arrived.push(nameOf(event));
        return nameOf(event) === 'stuck'
          ? new Promise((resolve) => release.push(resolve))
          : Promise.resolve();
      },
    });
    expect(await relay.run()).toBe(242);
    await vi.waitFor(() => expect(relay.pending()).toBe(120));
    // What arrived is noted a moment later, for each conversation by itself.
    await vi.waitFor(async () => {
      const unsent = await world.storage.conversations.listUnsent(1000);
      expect(unsent.map(({ conversationId }) => conversationId)).not.toContain(late);
      expect(unsent.flatMap(({ events }) => events.map(nameOf))).toEqual(Array(120).fill('stuck'));
    });
    await conversation(world, ['later']);
    expect(await relay.run()).toBe(2);
    expect(arrived.slice(-2)).toEqual(['started', 'later']);
    for (const letGo of release) letGo();
    await relay.idle();
    expect(await world.storage.conversations.listUnsent(10)).toEqual([]);
    expect(await relay.run()).toBe(0);
  });

  it('notes later what arrived while the storage could not note it, and does not hand it on twice', async () => {
    const world = await createWorld();
    await conversation(world, ['1']);
    const arrived: string[] = [];
    let broken = true;
    const { conversations } = world.storage;
    const storage = {
      ...world.storage,
      conversations: {
        ...conversations,
        markSent: (id: string, ids: string[]) =>
          broken ? Promise.reject(new Error('disk full')) : conversations.markSent(id, ids),
      },
    };
    const relay = createRelay({
      storage,
      logger: silent,
      deliver: async (event) => void arrived.push(nameOf(event)),
    });
    await relay.run();
    await vi.waitFor(() => expect(relay.pending()).toBe(0));
    broken = false;
    expect(await relay.run()).toBe(0);
    await relay.idle();
    expect(arrived).toEqual(['started', '1']);
    expect(await conversations.listUnsent(10)).toEqual([]);
  });
});
