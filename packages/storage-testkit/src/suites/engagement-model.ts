import { type Claimed, type Engagement, type EngagementStep } from '@beckon/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, newId, sampleEngagement } from '../samples';
import { type StorageSetup, useStorage } from '../under-test';

const LEASE = 30;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('claim' as const), rule: fc.nat(2), key: fc.nat(5) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      pick: fc.nat(2),
      step: fc.constantFrom('delivered', 'opened', 'dismissed'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40 }) }),
  },
);

/** One visit's engagements as the port tells of them, in memory. */
class Model {
  readonly all: Engagement[] = [];

  claim(wanted: Engagement, now: Date): Claimed {
    const repeated = this.all.find(({ claimKey }) => claimKey === wanted.claimKey);
    if (repeated) return { outcome: 'claimed', engagement: repeated };
    const before = this.all.find(({ ruleId }) => ruleId === wanted.ruleId);
    if (before?.deliveredAt) return { outcome: 'engagedBefore', engagement: before };
    const holder = this.all.find(({ deliveredAt, leaseUntil }) => deliveredAt === null && leaseUntil > now);
    if (holder) return { outcome: 'busy', until: holder.leaseUntil };
    if (before)
      return { outcome: 'claimed', engagement: Object.assign(before, { ...wanted, id: before.id }) };
    this.all.push(wanted);
    return { outcome: 'claimed', engagement: wanted };
  }

  mark(engagement: Engagement, step: EngagementStep, now: Date): boolean {
    const changed = engagement[`${step}At`] === null;
    engagement.deliveredAt ??= now;
    engagement[`${step}At`] ??= now;
    return changed;
  }

  get listed(): Engagement[] {
    return [...this.all].sort(
      (a, b) => a.claimedAt.getTime() - b.claimedAt.getTime() || (a.id < b.id ? -1 : 1),
    );
  }
}

export function engagementModelSuite(setup: StorageSetup): void {
  describe('engagements, against a model', () => {
    const connections = useStorage(setup);

    it('answers what a plain array answers, whatever is claimed, marked and waited', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
          const [visitId, siteId, visitorId] = [newId(), newId(), newId()];
          const rules = [newId(), newId(), newId()];
          const model = new Model();
          let clock = 0;
          for (const [index, command] of steps.entries()) {
            const { engagements } = connections.turn(index);
            const now = at(clock);
            if (command.kind === 'wait') clock += command.ms;
            else if (command.kind === 'claim') {
              const wanted = sampleEngagement({
                siteId,
                visitId,
                visitorId,
                ruleId: rules[command.rule] ?? '',
                claimKey: `key-${command.key}`,
                message: `Step ${index}`,
                claimedAt: now,
                leaseUntil: at(clock + LEASE),
              });
              expect(await engagements.claim(wanted, now)).toEqual(model.claim(wanted, now));
            } else {
              const engagement = model.all[command.pick];
              if (!engagement) continue;
              const changed = model.mark(engagement, command.step as EngagementStep, now);
              expect(await engagements.mark(engagement.id, command.step as EngagementStep, now)).toEqual({
                changed,
                engagement,
              });
            }
            expect(await connections.turn(index + 1).engagements.listByVisit(visitId)).toEqual(model.listed);
          }
          const expected = rules
            .map((ruleId) =>
              model.all.filter((engagement) => engagement.ruleId === ruleId && engagement.deliveredAt),
            )
            .flatMap((delivered) =>
              delivered[0]
                ? [
                    {
                      ruleId: delivered[0].ruleId,
                      delivered: delivered.length,
                      clicked: delivered.filter(({ openedAt }) => openedAt).length,
                      conversations: 0,
                    },
                  ]
                : [],
            );
          expect(await connections.first.engagements.countByRule(siteId, null, null)).toEqual(expected);
        }),
        { numRuns: 60 },
      );
      // Hundreds of steps over a network: a busy machine takes more than the usual five seconds.
    }, 60_000);
  });
}
