import { compileRules, type Criterion } from '@beckon/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRule,
  addTeam,
  Browser,
  createWorld,
  draftOf,
  refusal,
  value,
  type World,
} from '../../test/world';
import { type PageFact, system } from '..';

const plan: PageFact = { name: 'plan', label: 'Plan', type: 'text' };
const cart: PageFact = { name: 'cartValue', label: 'Value of the cart', type: 'number' };

async function declare(world: World, facts: PageFact[], siteId = world.site.id) {
  const site = value(await world.domain.sites.get({ actor: system, siteId }));
  return world.domain.sites.save({
    actor: system,
    siteId,
    name: site.name,
    origins: site.origins,
    settings: site.settings,
    facts,
    revision: site.revision,
  });
}

describe('page facts', () => {
  it('are criteria of their site alone, and of all it does', async () => {
    const world = await createWorld();
    const team = await addTeam(world);
    expect(value(await declare(world, [plan, { ...cart, label: ' Value of the cart ' }])).facts).toEqual([
      plan,
      cart,
    ]);
    const pro = draftOf(team, { when: { criterion: 'page/plan', operator: 'is', value: 'pro' } });
    const dear = draftOf(team, {
      when: {
        all: [
          { criterion: 'page/cartValue', operator: 'greaterThan', value: 500 },
          { criterion: 'pageUrl', operator: 'contains', value: '/product' },
        ],
      },
    });
    const [first, second] = [await addRule(world, pro), await addRule(world, dear)];
    const elsewhere = value(await world.domain.sites.create({ actor: system, name: 'Blog', origins: [] }));
    expect(
      refusal(await world.domain.rules.create({ actor: system, siteId: elsewhere.id, draft: pro })),
    ).toBe('invalidRule | /when/criterion criterionUnknown');
    const ids = async (siteId?: string) =>
      value(await world.domain.rules.criteria({ actor: system, ...(siteId === undefined ? {} : { siteId }) }))
        .map(({ id }) => id)
        .filter((id) => id.startsWith('page/'));
    expect([await ids(world.site.id), await ids(elsewhere.id), await ids()]).toEqual([
      ['page/plan', 'page/cartValue'],
      [],
      [],
    ]);

    const browser = new Browser(world);
    const { residue } = await browser.start();
    expect(residue.criteria.map(({ id }) => id).sort()).toEqual(['page/cartValue', 'page/plan', 'pageUrl']);
    const compiled = compileRules(residue.rules, { criteria: residue.criteria });
    expect(compiled.ok && compiled.ruleSet.match({ 'page/plan': 'pro' })?.id).toBe(first.id);
    expect((await browser.claim({ facts: { ...browser.facts, 'page/cartValue': 499 } })).granted).toBe(false);
    const { engagement } = await browser.granted({
      facts: { ...browser.facts, 'page/cartValue': 501, 'page/unheardOf': 1 },
    });
    expect(engagement.ruleId).toBe(second.id);
    expect(
      refusal(
        await world.domain.engagements.claim(browser.claimRequest({ facts: { 'page/cartValue': '501' } })),
      ),
    ).toBe('invalidRequest | /facts/page~1cartValue wrongType');
    const explained = value(
      await world.domain.rules.explain({
        actor: system,
        siteId: world.site.id,
        facts: { 'page/plan': 'pro' },
      }),
    );
    expect(explained.winner).toBe(first.id);
    expect(value(await world.domain.rules.analyze({ actor: system, siteId: world.site.id }))).toEqual([]);
  });

  it('take effect at once, in rule sets that were compiled before too', async () => {
    const world = await createWorld();
    const team = await addTeam(world);
    value(await declare(world, [plan]));
    const rule = await addRule(
      world,
      draftOf(team, { when: { criterion: 'page/plan', operator: 'is', value: 'pro' } }),
    );
    const browser = new Browser(world);
    const labels = async () => (await browser.start()).residue.criteria.map(({ label }) => label);
    expect(await labels()).toEqual(['Plan']);
    value(await declare(world, [{ ...plan, label: 'Plan of the customer' }, cart]));
    expect(await labels()).toEqual(['Plan of the customer']);
    value(
      await world.domain.rules.save({
        actor: system,
        ruleId: rule.id,
        draft: draftOf(team, { when: { criterion: 'page/cartValue', operator: 'isKnown' } }),
        revision: 1,
      }),
    );
    value(await declare(world, [cart]));
    expect(await labels()).toEqual(['Value of the cart']);
  });

  it('cannot be taken out, nor change their type against their rules, while rules read them; the rules are named', async () => {
    const world = await createWorld();
    const team = await addTeam(world);
    value(await declare(world, [plan, cart]));
    for (const title of ['A', 'B', 'C', 'D'])
      await addRule(
        world,
        draftOf(team, {
          title,
          enabled: title !== 'D',
          when: { not: { criterion: 'page/cartValue', operator: 'lessThan', value: 5 } },
        }),
      );
    const removed = await declare(world, [plan]);
    expect(removed).toMatchObject({
      ok: false,
      error: {
        code: 'invalidRequest',
        issues: [
          {
            path: '/facts',
            code: 'inUse',
            message:
              '"Value of the cart" (cartValue) is read by the rules "A", "B", "C" and 1 more. Take it out of them first.',
          },
        ],
      },
    });
    expect(refusal(await declare(world, [{ ...cart, type: 'boolean' }, plan]))).toBe(
      'invalidRequest | /facts/0/type inUse',
    );
    expect(value(await declare(world, [{ ...cart, label: 'Cart' }])).facts).toEqual([
      { ...cart, label: 'Cart' },
    ]);
    const { rules } = value(await world.domain.rules.list({ actor: system, siteId: world.site.id }));
    for (const { id, revision } of rules)
      value(await world.domain.rules.remove({ actor: system, ruleId: id, revision }));
    expect(value(await declare(world, [])).facts).toEqual([]);
  });

  it('stay as they are where a save does not tell of them', async () => {
    const world = await createWorld();
    const { revision } = value(await declare(world, [plan]));
    const { site, domain } = world;
    expect(
      value(
        await domain.sites.save({
          actor: system,
          siteId: site.id,
          name: 'New',
          origins: site.origins,
          settings: site.settings,
          revision,
        }),
      ).facts,
    ).toEqual([plan]);
  });

  it('are refused with the field', async () => {
    const world = await createWorld();
    expect(
      refusal(
        await declare(world, [
          { ...plan, name: 'Plan' },
          { ...plan, label: ' ' },
          { ...plan },
          { ...cart, type: 'country' as never },
        ]),
      ),
    ).toBe(
      'invalidRequest | /facts/0/name nameInvalid | /facts/1/label empty | /facts/2/name taken | /facts/3/type typeInvalid',
    );
    const many = Array.from({ length: 51 }, (_, index) => ({ ...plan, name: `f${index}` }));
    expect(refusal(await declare(world, many))).toBe('invalidRequest | /facts tooMany');
    expect((await declare(world, many.slice(1))).ok).toBe(true);
  });

  it('bring the browser modules of plugins whose facts are open, and no other', async () => {
    const facts = ['a/width', 'a/count', 'b/seen', 'c/secret'];
    const criteria: Criterion[] = facts.map((fact) => ({
      id: fact,
      label: fact,
      fact,
      type: 'number',
      knownBy: fact.startsWith('c/') ? 'server' : 'browser',
      changes: 'free',
      ...(fact === 'a/count' ? { qualifier: { label: 'Of' } } : {}),
    }));
    const modules = [
      { plugin: 'a', facts: ['a/width', 'a/count'], settings: { x: 1 } },
      { plugin: 'b', facts: ['b/seen'], settings: null },
      { plugin: 'c', facts: ['c/secret'], settings: null },
    ];
    await fc.assert(
      fc.asyncProperty(fc.subarray(facts), async (read) => {
        const world = await createWorld({ extraCriteria: criteria, browserModules: modules });
        const team = await addTeam(world);
        for (const id of read)
          await addRule(
            world,
            draftOf(team, {
              when: {
                criterion: id,
                operator: 'greaterThan',
                value: 1,
                ...(id === 'a/count' ? { of: 'x' } : {}),
              },
            }),
          );
        const { residue } = await new Browser(world).start();
        expect(residue.modules).toEqual(
          modules.filter(
            ({ plugin, facts: own }) => plugin !== 'c' && own.some((fact) => read.includes(fact)),
          ),
        );
      }),
      { numRuns: 16 },
    );
  });
});
