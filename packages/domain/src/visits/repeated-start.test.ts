import { describe, expect, it } from 'vitest';
import { Browser, createWorld, MINUTE, newKey, ORIGIN, refusal, value } from '../../test/world';

describe('the first start of a visitor, sent again since its answer was lost', () => {
  it('makes one visitor and one visit, and tells the same secret', async () => {
    const world = await createWorld();
    const request = new Browser(world).request();
    const lost = value(await world.domain.visits.start(request));
    world.clock.advance(2 * MINUTE);
    const again = value(await world.domain.visits.start(request));
    expect(again.visitor).toEqual(lost.visitor);
    expect(again.visit.id).toBe(lost.visit.id);
    expect(await world.storage.visitors.get(lost.visitor.id)).toMatchObject({ visits: 1 });
    expect(await world.storage.visits.listUnsent(10)).toHaveLength(1);
    const { id, secret = '' } = again.visitor;
    const actor = { siteKey: world.site.key, origin: ORIGIN, visitor: { id, secret } };
    expect((await world.domain.visits.start({ ...request, actor, key: newKey() })).ok).toBe(true);
  });

  it('is one visitor too where both arrive at once', async () => {
    const world = await createWorld();
    const request = new Browser(world).request();
    const started = await Promise.all([1, 2, 3, 4].map(() => world.domain.visits.start(request)));
    expect(new Set(started.map((answer) => JSON.stringify(value(answer).visitor))).size).toBe(1);
    expect(new Set(started.map((answer) => value(answer).visit.id)).size).toBe(1);
  });

  it.each([
    ['another address', { ip: '192.0.2.2' }, 0],
    ['no known address', { ip: null }, 0],
    ['later than two minutes', {}, 2 * MINUTE + 1],
    ['another key', { key: 'another-key-of-the-test' }, 0],
  ])('gives nothing away to whoever guesses: %s makes another visitor', async (_, changes, wait) => {
    const world = await createWorld();
    const request = new Browser(world).request();
    const { visitor, visit } = value(await world.domain.visits.start(request));
    world.clock.advance(wait);
    const other = value(await world.domain.visits.start({ ...request, ...changes }));
    expect(other.visitor.id).not.toBe(visitor.id);
    expect(other.visitor.secret).not.toBe(visitor.secret);
    expect(other.visit.id).not.toBe(visit.id);
    const mixed = { id: visitor.id, secret: other.visitor.secret ?? '' };
    const actor = { ...request.actor, visitor: mixed };
    expect(refusal(await world.domain.visits.start({ ...request, actor }))).toBe('visitorUnknown');
  });

  it('of another origin makes another visitor', async () => {
    const world = await createWorld();
    const { id: siteId, name, settings, revision } = world.site;
    const origins = [ORIGIN, 'https://blog.example'];
    value(
      await world.domain.sites.save({
        actor: { kind: 'system' },
        siteId,
        name,
        origins,
        settings,
        revision,
      }),
    );
    const request = new Browser(world).request();
    const { visitor } = value(await world.domain.visits.start(request));
    const actor = { ...request.actor, origin: 'https://blog.example' };
    expect(value(await world.domain.visits.start({ ...request, actor })).visitor.id).not.toBe(visitor.id);
  });

  it('keeps no secret that the storage alone could give', async () => {
    const world = await createWorld();
    const { visitor } = value(await world.domain.visits.start(new Browser(world).request()));
    const stored = JSON.stringify(await world.storage.visitors.get(visitor.id));
    expect(stored).not.toContain(visitor.secret);
  });
});
