import { describe, expect, it } from 'vitest';
import { addRule, addTeam, Browser, createWorld, draftOf, newKey, type World } from '../../test/world';
import { createRelay, type DomainEvent, type Logger } from '..';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A conversation whose visit has been told of already. */
async function conversation(world: World, texts: string[]) {
  const browser = new Browser(world);
  await browser.start();
  for (const { visitId, events } of await world.storage.visits.listUnsent(100)) await world.storage.visits.markSent(visitId, events.map((event) => event.id));
  const { id } = await browser.write(texts[0]!);
  for (const text of texts.slice(1)) await world.domain.conversations.send({ actor: browser.actor, conversationId: id, text, key: newKey() });
  return id;
}

const nameOf = ({ type, payload }: DomainEvent) => (type === 'conversation.started' ? 'started' : String(payload['text']));

describe('the relay', () => {
  it('delivers everything once, in order within a conversation', async () => {
    const world = await createWorld();
    const [a, b] = [await conversation(world, ['1', '2', '3']), await conversation(world, ['4'])];
    const arrived: DomainEvent[] = [];
    const relay = createRelay({ storage: world.storage, logger: silent, deliver: async (event) => void arrived.push(event) });
    expect(await relay.run()).toBe(6);
    expect(arrived.filter(({ payload }) => payload['conversationId'] === a).map(nameOf)).toEqual(['started', '1', '2', '3']);
    expect(arrived.filter(({ payload }) => payload['conversationId'] === b).map(nameOf)).toEqual(['started', '4']);
    expect(await relay.run()).toBe(0);
    expect(await world.storage.conversations.listUnsent(10)).toEqual([]);
  });

  it('delivers again what did not arrive, keeps the order, and holds up no other conversation', async () => {
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
    expect(arrived.sort()).toEqual(['1', '4', 'started', 'started']);
    arrived.length = 0;
    broken = false;
    expect(await relay.run()).toBe(2);
    expect(arrived).toEqual(['2', '3']);
  });

  it('delivers again after a crash between arrival and note: at least once', async () => {
    const world = await createWorld();
    await conversation(world, ['1']);
    const arrived: DomainEvent[] = [];
    const deliver = async (event: DomainEvent) => void arrived.push(event);
    const crashing = { ...world.storage, conversations: { ...world.storage.conversations, markSent: () => Promise.reject(new Error('killed')) } };
    await expect(createRelay({ storage: crashing, logger: silent, deliver }).run()).rejects.toThrow('killed');
    await createRelay({ storage: world.storage, logger: silent, deliver }).run();
    expect(arrived.map(nameOf)).toEqual(['started', '1', 'started', '1']);
    expect(arrived[0]?.id).toBe(arrived[2]?.id);
  });

  it('looks once more when called while it runs', async () => {
    const world = await createWorld();
    await conversation(world, ['1']);
    const arrived: string[] = [];
    let second: Promise<number> | undefined;
    const relay = createRelay({
      storage: world.storage,
      logger: silent,
      deliver: async (event) => {
        if (!second) {
          await conversation(world, ['2']);
          second = relay.run();
        }
        arrived.push(nameOf(event));
      },
    });
    await relay.run();
    await second;
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
    await createRelay({ storage: world.storage, logger: silent, deliver: async (event) => void arrived.push(event) }).run();
    expect(arrived.map(({ type }) => type)).toEqual([
      'visit.started', 'engagement.claimed', 'engagement.delivered', 'engagement.opened', 'engagement.dismissed', 'conversation.started', 'conversation.message',
    ]);
    expect(arrived[2]?.payload).toMatchObject({ engagementId: engagement.id, ruleId: engagement.ruleId, visitId: browser.visit, message: engagement.message });
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
    expect(carried?.events.map(({ type, payload }) => [type, payload['engagementId']])).toEqual(new Array(2).fill(['engagement.claimed', first.engagement.id]));
  });

  it('delivers more conversations than it takes at once', async () => {
    const world = await createWorld();
    for (let count = 0; count < 105; count += 1) await conversation(world, ['x']);
    let arrived = 0;
    const relay = createRelay({ storage: world.storage, logger: silent, deliver: async () => void (arrived += 1) });
    expect(await relay.run()).toBe(210);
    expect(arrived).toBe(210);
  });
});
