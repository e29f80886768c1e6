import { type Engagement, type EngagementStep } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, newId, sampleConversation, sampleEngagement, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function engagementCountSuite(setup: StorageSetup): void {
  describe('engagement counts', () => {
    const connections = useStorage(setup);
    const engagements = () => connections.first.engagements;
    async function engaged(
      parts: Partial<Engagement>,
      ...steps: [EngagementStep, Date][]
    ): Promise<Engagement> {
      const engagement = sampleEngagement(parts);
      await engagements().claim(engagement, engagement.claimedAt);
      for (const [step, moment] of steps) await engagements().mark(engagement.id, step, moment);
      return engagement;
    }
    const answer = ({ id, siteId, ruleId, visitorId, visitId }: Engagement) =>
      connections.first.conversations.insert(
        sampleConversation({ siteId, ruleId, visitorId, visitId, engagementId: id }),
      );

    it('counts nothing where nothing was delivered', async () => {
      const siteId = newId();
      await engaged({ siteId });
      expect(await engagements().countByRule(siteId, null, null)).toEqual([]);
      expect(await engagements().countByRule(newId(), null, null)).toEqual([]);
      expect(await engagements().countByRule(textWithNul, null, null)).toEqual([]);
    });

    it('counts delivered, clicked and answered by rule, of this site alone', async () => {
      const [siteId, popular, ignored, never] = [newId(), newId(), newId(), newId()];
      await engaged({ siteId, ruleId: popular }, ['delivered', at(1)]);
      await engaged({ siteId, ruleId: popular }, ['delivered', at(2)], ['opened', at(3)]);
      await answer(await engaged({ siteId, ruleId: popular }, ['opened', at(4)], ['dismissed', at(5)]));
      await engaged({ siteId, ruleId: ignored }, ['dismissed', at(6)]);
      await engaged({ siteId, ruleId: never });
      await answer(await engaged({ ruleId: popular }, ['opened', at(7)]));
      await connections.first.conversations.insert(sampleConversation({ siteId, ruleId: popular }));
      expect(await engagements().countByRule(siteId, null, null)).toEqual([
        { ruleId: popular, delivered: 3, clicked: 2, conversations: 1 },
        { ruleId: ignored, delivered: 1, clicked: 0, conversations: 0 },
      ]);
    });

    it('takes deliveredAt from `from` on and before `to`; what came of it counts whenever it came', async () => {
      const [siteId, ruleId] = [newId(), newId()];
      for (const moment of [99, 100, 199, 200])
        await answer(
          await engaged({ siteId, ruleId }, ['delivered', at(moment)], ['opened', at(moment + 5_000)]),
        );
      const counts = async (from: number | null, to: number | null) => {
        const rows = await engagements().countByRule(
          siteId,
          from === null ? null : at(from),
          to === null ? null : at(to),
        );
        const { delivered, clicked, conversations } = rows[0] ?? {
          delivered: 0,
          clicked: 0,
          conversations: 0,
        };
        expect([clicked, conversations]).toEqual([delivered, delivered]);
        return delivered;
      };
      expect(await counts(100, 200)).toBe(2);
      expect(await counts(100, null)).toBe(3);
      expect(await counts(null, 100)).toBe(1);
      expect(await counts(99, 201)).toBe(4);
      expect(await counts(100, 100)).toBe(0);
      expect(await counts(201, null)).toBe(0);
    });

    it('is not moved by anything said twice, also at once', async () => {
      const [siteId, ruleId, visitId, visitorId, claimKey] = [newId(), newId(), newId(), newId(), newId()];
      const claims = await race(connections, 10, (storage) =>
        storage.engagements.claim(sampleEngagement({ siteId, ruleId, visitId, visitorId, claimKey }), at(0)),
      );
      const id = claims[0]?.outcome === 'claimed' ? claims[0].engagement.id : '';
      for (const step of ['delivered', 'opened', 'dismissed'] as const) {
        await race(connections, 10, (storage) => storage.engagements.mark(id, step, at(1)));
      }
      await race(connections, 10, (storage) =>
        storage.conversations.insert(sampleConversation({ siteId, ruleId, visitorId, engagementId: id })),
      );
      expect(await engagements().countByRule(siteId, null, null)).toEqual([
        { ruleId, delivered: 1, clicked: 1, conversations: 1 },
      ]);
    });

    it('counts all of many visits at once', async () => {
      const [siteId, ruleId] = [newId(), newId()];
      await race(connections, 60, async (storage, index) => {
        const engagement = sampleEngagement({ siteId, ruleId });
        await storage.engagements.claim(engagement, at(0));
        await storage.engagements.mark(engagement.id, index % 3 === 0 ? 'opened' : 'delivered', at(index));
      });
      expect(await engagements().countByRule(siteId, null, null)).toEqual([
        { ruleId, delivered: 60, clicked: 20, conversations: 0 },
      ]);
    });
  });
}
