import { describe, expect, it } from 'vitest';
import {
  addTeam,
  addRule,
  Browser,
  createWorld,
  draftOf,
  error,
  newKey,
  ORIGIN,
  refusal,
  signIn,
  value,
} from '../test/world';
import { createSecrets } from './adapters';
import { type Answer, system } from '.';
import { fingerprint } from './reused-key';

const REUSED = 'keyReused | header/Idempotency-Key keyReused';

async function setting() {
  const world = await createWorld();
  const team = await addTeam(world);
  const browser = new Browser(world);
  await browser.start();
  return { world, team, browser, domain: world.domain };
}

/** What the storage holds of a visitor's conversations. */
async function said({ world, browser }: Awaited<ReturnType<typeof setting>>): Promise<string[]> {
  const listed = value(await world.domain.conversations.list({ actor: browser.actor }));
  return listed.flatMap(({ messages }) => messages.map(({ text }) => text)).sort();
}

describe('a key that comes again with another request', () => {
  it('says which header is at fault and how to mend it', async () => {
    const { team, domain, world } = await setting();
    const key = newKey();
    const create = (title: string) =>
      domain.rules.create({ actor: system, siteId: world.site.id, draft: draftOf(team, { title }), key });
    value(await create('One'));
    const { code, message, issues } = error(await create('Two'));
    expect(code).toBe('keyReused');
    expect(message).toContain('new key');
    expect(issues).toEqual([
      {
        path: 'header/Idempotency-Key',
        code: 'keyReused',
        message: expect.stringContaining('new key') as string,
      },
    ]);
  });

  it('is refused where a visitor starts a visit, known or new', async () => {
    const { world, browser, domain } = await setting();
    for (const actor of [browser.actor, { ...browser.actor, visitor: null }]) {
      const request = browser.request({ actor, visitId: undefined });
      const first = value(await domain.visits.start(request));
      expect(value(await domain.visits.start(request)).visit.id).toBe(first.visit.id);
      const facts = { ...request.facts, pageUrl: `${ORIGIN}/other` };
      for (const other of [
        { ...request, facts },
        { ...request, active: false },
      ])
        expect(refusal(await domain.visits.start(other))).toBe(REUSED);
      // The order in which the facts stand says nothing.
      const turned = { ...request, facts: Object.fromEntries(Object.entries(request.facts).reverse()) };
      expect(value(await domain.visits.start(turned)).visit.id).toBe(first.visit.id);
      expect(await world.storage.visitors.get(first.visitor.id)).toMatchObject({
        visits: actor.visitor ? 2 : 1,
      });
    }
  });

  it('is refused where a message is claimed, as long as what it claimed is there', async () => {
    const { world, team, browser, domain } = await setting();
    const rule = await addRule(world, draftOf(team));
    const request = browser.claimRequest({ ruleId: rule.id });
    const granted = value(await domain.engagements.claim(request));
    if (!granted.granted) throw new Error(granted.reason);
    const others = [
      { ...request, ruleId: 'another' },
      { ...request, revision: 7 },
      { ...request, facts: { ...request.facts, pageUrl: `${ORIGIN}/product/other` } },
    ];
    for (const other of others) expect(refusal(await domain.engagements.claim(other))).toBe(REUSED);
    await browser.mark(granted.engagement.id, 'delivered');
    for (const other of others) expect(refusal(await domain.engagements.claim(other))).toBe(REUSED);
    expect(value(await domain.engagements.claim(request))).toMatchObject({ granted: true });
    expect(await world.storage.engagements.listByVisit(browser.visit)).toHaveLength(1);
  });

  it('is refused where a claim was refused busy by nobody but itself, both at once', async () => {
    const { world, team, browser, domain } = await setting();
    await addRule(world, draftOf(team));
    const request = browser.claimRequest();
    const answers: Answer<{ granted: boolean }>[] = await Promise.all(
      Array.from({ length: 8 }, (_, revision) => domain.engagements.claim({ ...request, revision })),
    );
    expect(answers.filter((answer) => answer.ok && answer.value.granted)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok).map(refusal)).toEqual(
      Array.from({ length: 7 }, () => REUSED),
    );
  });

  it('may be used again where the claim was not granted: nothing was kept of it', async () => {
    const { world, team, browser, domain } = await setting();
    await addRule(world, draftOf(team));
    const request = browser.claimRequest({ facts: { pageUrl: `${ORIGIN}/` } });
    expect(value(await domain.engagements.claim(request))).toMatchObject({ granted: false });
    expect(value(await domain.engagements.claim({ ...request, facts: browser.facts }))).toMatchObject({
      granted: true,
    });
  });

  it('is refused where a visitor begins a conversation with other words; the page and visit may have moved on', async () => {
    const setup = await setting();
    const { browser, domain } = setup;
    const request = {
      actor: browser.actor,
      visitId: browser.visit,
      text: ' Hi ',
      pageUrl: ORIGIN,
      key: newKey(),
    };
    const first = value(await domain.conversations.start(request));
    expect(refusal(await domain.conversations.start({ ...request, text: 'Something else' }))).toBe(REUSED);
    const { visit } = await browser.start({ visitId: undefined });
    const later = { ...request, text: 'Hi', visitId: visit.id, pageUrl: `${ORIGIN}/next` };
    expect(value(await domain.conversations.start(later))).toEqual(first);
    expect(await said(setup)).toEqual(['Hi']);
  });

  it('is refused where it would answer another message, which is not noted as opened', async () => {
    const setup = await setting();
    const { world, team, browser, domain } = setup;
    await addRule(world, draftOf(team));
    const { engagement } = await browser.granted();
    await browser.mark(engagement.id, 'delivered');
    const request = {
      actor: browser.actor,
      visitId: browser.visit,
      text: 'Hi',
      pageUrl: ORIGIN,
      key: newKey(),
    };
    value(await domain.conversations.start(request));
    const answering = { ...request, engagementId: engagement.id };
    expect(refusal(await domain.conversations.start(answering))).toBe(REUSED);
    expect(await world.storage.engagements.get(engagement.id)).toMatchObject({ openedAt: null });
    // Another tab answers it; a message of this one went on in that conversation, and is known by its key there.
    await browser.write('From the other tab', engagement.id);
    const joining = { ...answering, key: newKey() };
    value(await domain.conversations.start(joining));
    value(await domain.conversations.start(joining));
    expect(refusal(await domain.conversations.start({ ...joining, text: 'Other' }))).toBe(REUSED);
    expect(await said(setup)).toEqual(['From the other tab', 'Hi', 'Hi', 'Need a hand choosing?']);
  });

  it('is refused where a visitor or an agent writes other words, and nothing is added', async () => {
    const setup = await setting();
    const { world, browser, domain } = setup;
    const { id } = await browser.write('Hello');
    const agent = await signIn(world, 'agent');
    const write: Record<'visitor' | 'agent', (text: string) => Promise<Answer<{ id: string }>>> = {
      visitor: (text) =>
        domain.conversations.send({ actor: browser.actor, conversationId: id, text, key: 'one-key-of-both' }),
      agent: (text) => domain.inbox.reply({ actor: agent, conversationId: id, text, key: 'one-key-of-both' }),
    };
    for (const who of ['visitor', 'agent'] as const) {
      const first = value(await write[who](`By the ${who} \ud800`));
      expect(value(await write[who](` By the ${who} \ud800 `))).toEqual(first);
      expect(refusal(await write[who]('Other words'))).toBe(REUSED);
    }
    expect(await said(setup)).toEqual(['By the agent \ufffd', 'By the visitor \ufffd', 'Hello']);
  });

  it('is refused of many that come at once, but for one', async () => {
    const setup = await setting();
    const { browser, domain } = setup;
    const { id: conversationId } = await browser.write('Hello');
    const key = newKey();
    const answers: Answer<unknown>[] = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        domain.conversations.send({ actor: browser.actor, conversationId, text: `Words ${n}`, key }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok).map(refusal)).toEqual(Array.from({ length: 7 }, () => REUSED));
    expect(await said(setup)).toHaveLength(2);
  });

  it('is refused where another rule is created; the rule may have been changed since', async () => {
    const { world, team, domain } = await setting();
    const request = { actor: system, siteId: world.site.id, draft: draftOf(team), key: newKey() };
    const made = value(await domain.rules.create(request));
    const changed = value(
      await domain.rules.save({
        actor: system,
        ruleId: made.id,
        draft: draftOf(team, { title: 'Changed' }),
        revision: 1,
      }),
    );
    expect(value(await domain.rules.create(request))).toEqual(changed);
    expect(
      refusal(await domain.rules.create({ ...request, draft: draftOf(team, { title: 'Changed' }) })),
    ).toBe(REUSED);
    expect(value(await domain.rules.list({ actor: system, siteId: world.site.id })).rules).toHaveLength(1);
  });

  it('is taken for the same request where the first is older than fingerprints', async () => {
    const { world, team, browser, domain } = await setting();
    const rule = await addRule(world, draftOf(team));
    const [startKey, claimKey] = [newKey(), newKey()];
    const { visit } = value(
      await domain.visits.start(browser.request({ visitId: undefined, key: startKey })),
    );
    const kept = await world.storage.visits.get(visit.id);
    if (!kept) throw new Error('It was started.');
    const older = { ...kept, id: '01OLDERVISIT00000000000000', startKey: newKey(), startFingerprint: null };
    await world.storage.visits.insert(older);
    const again = browser.request({ visitId: undefined, key: older.startKey, facts: {} });
    expect(value(await domain.visits.start(again)).visit.id).toBe(older.id);
    const now = world.clock.now();
    await world.storage.engagements.claim(
      {
        id: '01OLDERENGAGEMENT000000000',
        siteId: world.site.id,
        ruleId: rule.id,
        visitId: visit.id,
        visitorId: kept.visitorId,
        from: { team },
        message: 'Hi',
        assign: false,
        claimKey,
        claimFingerprint: null,
        claimedAt: now,
        leaseUntil: new Date(now.getTime() + 30_000),
        deliveredAt: null,
        openedAt: null,
        dismissedAt: null,
        pageUrl: '',
      },
      now,
    );
    expect(await browser.claim({ visitId: visit.id, key: claimKey })).toMatchObject({
      granted: true,
      engagement: { id: '01OLDERENGAGEMENT000000000' },
    });
  });
});

describe('a fingerprint', () => {
  const secrets = createSecrets({ cost: 2 });

  it('is the same whatever the order of names, and for absent and undefined', () => {
    expect(fingerprint(secrets, { a: 1, b: { c: [1, { d: 2, e: 3 }], f: undefined } })).toBe(
      fingerprint(secrets, { b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
  });

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: '1' }, { a: 1 }],
    [{ a: null }, {}],
    [{ a: { b: 1 } }, { a: 1, b: 1 }],
    [JSON.parse('{"__proto__": 1}'), {}],
  ] as [unknown, unknown][])('tells %j from %j', (one, other) => {
    expect(fingerprint(secrets, one)).not.toBe(fingerprint(secrets, other));
    expect(fingerprint(secrets, one)).toMatch(/^[0-9a-f]{32}$/);
  });
});
