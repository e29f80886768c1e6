import { type Rule } from '@beckon/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, newId, sampleRule } from '../samples';
import { type StorageSetup, useStorage } from '../under-test';

/** What may happen to a site's rules; numbers pick among what is there. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('save' as const), pick: fc.nat(20), stale: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), pick: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('reorder' as const),
      turns: fc.nat(20),
      stale: fc.boolean(),
      drop: fc.boolean(),
    }),
  },
);

/** The simplest list of rules there is: an array in full order, and a count of changes. */
class Model {
  readonly all: Rule[] = [];
  changes = 0;

  get live(): Rule[] {
    return this.all.filter(({ deletedAt }) => deletedAt === null);
  }

  change(rule: Rule, parts: Partial<Rule>): void {
    Object.assign(rule, parts, { revision: rule.revision + 1 });
    this.changes += 1;
  }

  /** Live rules share out the places that live rules have. */
  reorder(ids: string[]): void {
    const places = this.all.flatMap(({ deletedAt }, index) => (deletedAt === null ? [index] : []));
    const byId = new Map(this.all.map((rule) => [rule.id, rule]));
    ids.forEach((id, index) => {
      const rule = byId.get(id);
      if (rule) this.all[places[index] ?? -1] = rule;
    });
    this.changes += 1;
  }
}

export function ruleModelSuite(setup: StorageSetup): void {
  describe('rules, against a model', () => {
    const connections = useStorage(setup);

    it('has the order, the contents and the revisions of a plain array, whatever is done', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
          const siteId = newId();
          const model = new Model();
          let revision = 0;
          for (const [index, command] of steps.entries()) {
            const { rules } = connections.turn(index);
            const before = model.changes;
            if (command.kind === 'insert') {
              const rule = sampleRule({ siteId });
              expect(await rules.insert(rule)).toMatchObject({ ok: true });
              model.all.push(rule);
              model.changes += 1;
            } else if (command.kind === 'reorder') {
              const ids = model.live.map(({ id }) => id);
              const turned = [
                ...ids.slice(command.turns % (ids.length || 1)),
                ...ids.slice(0, command.turns % (ids.length || 1)),
              ];
              const wanted = command.drop ? turned.slice(1) : turned;
              const outcome = await rules.reorder(siteId, wanted, command.stale ? revision + 1 : revision);
              const refusal = command.stale ? 'stale' : wanted.length < ids.length ? 'mismatch' : null;
              if (refusal) expect(outcome).toEqual({ ok: false, reason: refusal });
              else {
                expect(outcome).toMatchObject({ ok: true });
                model.reorder(wanted);
              }
            } else if (model.all.length > 0) {
              const rule = model.all[command.pick % model.all.length];
              if (!rule) continue;
              const stale = command.kind === 'save' && command.stale;
              const parts =
                command.kind === 'save'
                  ? { title: `Step ${index}` }
                  : { deletedAt: command.kind === 'delete' ? at(index) : null };
              const outcome = await rules.save(
                { ...rule, ...parts },
                stale ? rule.revision + 1 : rule.revision,
              );
              expect(outcome.ok).toBe(!stale);
              if (!stale) model.change(rule, parts);
            }
            const list = await connections.turn(index + 1).rules.list(siteId);
            expect(list.rules).toEqual(model.live);
            expect(list.revision).toBe(await rules.revision(siteId));
            if (model.changes === before) expect(list.revision).toBe(revision);
            else expect(list.revision).toBeGreaterThan(revision);
            revision = list.revision;
          }
          for (const rule of model.all) expect(await connections.first.rules.get(rule.id)).toEqual(rule);
        }),
        { numRuns: 40 },
      );
      // Hundreds of steps over a network: a busy machine takes more than the usual five seconds.
    }, 60_000);
  });
}
