import { type Engagement, StorageError } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleEngagement, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

export function engagementSuite(setup: StorageSetup): void {
  describe('engagements', () => {
    const connections = useStorage(setup);
    const engagements = () => connections.first.engagements;
    async function claimed(parts: Partial<Engagement> = {}): Promise<Engagement> {
      const engagement = sampleEngagement(parts);
      expect(await engagements().claim(engagement, engagement.claimedAt)).toEqual({
        outcome: 'claimed',
        engagement,
      });
      return engagement;
    }

    it('gives back what was claimed, null for what was not', async () => {
      const engagement = await claimed();
      expect(await engagements().get(engagement.id)).toEqual(engagement);
      for (const text of [newId(), textWithNul, ...hostileTexts]) {
        expect(await engagements().get(text)).toBeNull();
        expect(await engagements().listByVisit(text)).toEqual([]);
        expect(await engagements().listByVisitor(text, 10)).toEqual([]);
        expect(await engagements().mark(text, 'delivered', at(0))).toBeNull();
      }
    });

    it('gives the same engagement to the same key again, as it is, whatever rule is named, also later', async () => {
      const engagement = await claimed();
      const { visitId, claimKey } = engagement;
      const repeated = sampleEngagement({ visitId, claimKey, message: 'Another', leaseUntil: at(90_000) });
      for (const now of [at(0), at(29_999), at(30_000), at(99_000)]) {
        expect(await engagements().claim(repeated, now)).toEqual({ outcome: 'claimed', engagement });
        expect(await engagements().claim({ ...repeated, ruleId: engagement.ruleId }, now)).toEqual({
          outcome: 'claimed',
          engagement,
        });
      }
      await engagements().mark(engagement.id, 'delivered', at(5));
      expect(await engagements().claim(repeated, at(6))).toEqual({
        outcome: 'claimed',
        engagement: { ...engagement, deliveredAt: at(5) },
      });
      expect(await engagements().listByVisit(visitId)).toHaveLength(1);
    });

    it('takes one key in two visits for two claims', async () => {
      const engagement = await claimed();
      await claimed({ claimKey: engagement.claimKey, ruleId: engagement.ruleId });
    });

    it('holds the visit against every other claim until the lease ends', async () => {
      const engagement = await claimed();
      const { visitId, ruleId } = engagement;
      for (const other of [sampleEngagement({ visitId }), sampleEngagement({ visitId, ruleId })]) {
        for (const now of [at(0), at(29_999)])
          expect(await engagements().claim(other, now)).toEqual({ outcome: 'busy', until: at(30_000) });
      }
      expect(await engagements().listByVisit(visitId)).toEqual([engagement]);
      const next = sampleEngagement({ visitId, claimedAt: at(30_000), leaseUntil: at(60_000) });
      expect(await engagements().claim(next, at(30_000))).toEqual({ outcome: 'claimed', engagement: next });
      expect(await engagements().claim(sampleEngagement({ visitId }), at(30_001))).toEqual({
        outcome: 'busy',
        until: at(60_000),
      });
    });

    it('does not hold other visits', async () => {
      const engagement = await claimed();
      await claimed({ ruleId: engagement.ruleId, visitorId: engagement.visitorId });
    });

    it('renews a lapsed claim of the same rule under the id it had, with all that is new', async () => {
      const engagement = await claimed();
      const { id, siteId, visitId, ruleId, visitorId } = engagement;
      const again = sampleEngagement({
        siteId,
        visitId,
        ruleId,
        visitorId,
        message: 'New words',
        assign: false,
        pageUrl: 'https://shop.example/other',
        from: { team: newId() },
        claimedAt: at(31_000),
        leaseUntil: at(61_000),
      });
      const renewed = { ...again, id };
      expect(await engagements().claim(again, at(31_000))).toEqual({
        outcome: 'claimed',
        engagement: renewed,
      });
      expect(await engagements().get(id)).toEqual(renewed);
      expect(await engagements().get(again.id)).toBeNull();
      expect(await engagements().claim(again, at(32_000))).toEqual({
        outcome: 'claimed',
        engagement: renewed,
      });
      expect(await engagements().claim({ ...engagement, id: newId() }, at(32_000))).toEqual({
        outcome: 'busy',
        until: at(61_000),
      });
      expect(await engagements().listByVisit(visitId)).toEqual([renewed]);
    });

    it('answers engagedBefore once the rule was delivered in the visit, also while another holds it', async () => {
      const engagement = await claimed();
      const { visitId, ruleId } = engagement;
      await engagements().mark(engagement.id, 'delivered', at(10));
      const delivered = { ...engagement, deliveredAt: at(10) };
      const again = sampleEngagement({ visitId, ruleId });
      expect(await engagements().claim(again, at(11))).toEqual({
        outcome: 'engagedBefore',
        engagement: delivered,
      });
      await claimed({ visitId, claimedAt: at(12) });
      expect(await engagements().claim(again, at(13))).toEqual({
        outcome: 'engagedBefore',
        engagement: delivered,
      });
      expect(await engagements().claim(again, at(99_999))).toEqual({
        outcome: 'engagedBefore',
        engagement: delivered,
      });
    });

    it('frees the visit when it is delivered, also after the lease', async () => {
      const engagement = await claimed();
      await engagements().mark(engagement.id, 'delivered', at(10));
      const second = await claimed({ visitId: engagement.visitId, claimedAt: at(11), leaseUntil: at(40) });
      const third = await claimed({ visitId: engagement.visitId, claimedAt: at(50), leaseUntil: at(90) });
      expect(await engagements().mark(second.id, 'delivered', at(60))).toMatchObject({ changed: true });
      expect(await engagements().claim(sampleEngagement({ visitId: engagement.visitId }), at(61))).toEqual({
        outcome: 'busy',
        until: at(90),
      });
      await engagements().mark(third.id, 'dismissed', at(70));
      await claimed({ visitId: engagement.visitId, claimedAt: at(71) });
    });

    it.each([
      ['of different rules', () => ({})],
      ['of one rule', (ruleId: string) => ({ ruleId })],
    ])('lets one of 50 claims %s at once win', async (_, parts) => {
      const [visitId, ruleId] = [newId(), newId()];
      const outcomes = await race(connections, 50, (storage) =>
        storage.engagements.claim(sampleEngagement({ visitId, ...parts(ruleId) }), at(0)),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(
        outcomes.filter(
          (outcome) => outcome.outcome === 'busy' && outcome.until.getTime() === at(30_000).getTime(),
        ),
      ).toHaveLength(49);
      expect(await engagements().listByVisit(visitId)).toHaveLength(1);
    });

    it('gives 50 claims with one key at once the same engagement', async () => {
      const { visitId, claimKey } = sampleEngagement();
      const outcomes = await race(connections, 50, (storage) =>
        storage.engagements.claim(sampleEngagement({ visitId, claimKey }), at(0)),
      );
      expect(
        new Set(
          outcomes.map((outcome) =>
            outcome.outcome === 'claimed' ? outcome.engagement.id : outcome.outcome,
          ),
        ).size,
      ).toBe(1);
      expect(await engagements().listByVisit(visitId)).toHaveLength(1);
    });

    it('lets one of 50 claims at once take over a lapsed lease', async () => {
      const old = await claimed();
      const { visitId } = old;
      const outcomes = await race(connections, 50, (storage, index) =>
        storage.engagements.claim(
          sampleEngagement({
            visitId,
            ...(index % 3 === 0 ? { ruleId: old.ruleId } : {}),
            claimedAt: at(30_000),
            leaseUntil: at(60_000),
          }),
          at(30_000),
        ),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'busy')).toHaveLength(49);
    });

    it('notes each step once: the first time stamp stays', async () => {
      const engagement = await claimed();
      const { id } = engagement;
      const delivered = { ...engagement, deliveredAt: at(10) };
      expect(await engagements().mark(id, 'delivered', at(10))).toEqual({
        changed: true,
        engagement: delivered,
      });
      expect(await engagements().mark(id, 'delivered', at(9))).toEqual({
        changed: false,
        engagement: delivered,
      });
      const opened = { ...delivered, openedAt: at(20) };
      expect(await engagements().mark(id, 'opened', at(20))).toEqual({ changed: true, engagement: opened });
      expect(await engagements().mark(id, 'opened', at(30))).toEqual({ changed: false, engagement: opened });
      const dismissed = { ...opened, dismissedAt: at(40) };
      expect(await engagements().mark(id, 'dismissed', at(40))).toEqual({
        changed: true,
        engagement: dismissed,
      });
      expect(await engagements().mark(id, 'delivered', at(50))).toEqual({
        changed: false,
        engagement: dismissed,
      });
      expect(await connections.second.engagements.get(id)).toEqual(dismissed);
    });

    it.each(['opened', 'dismissed'] as const)('takes %s for delivered too', async (step) => {
      const engagement = await claimed();
      const expected = { ...engagement, deliveredAt: at(7), [`${step}At`]: at(7) };
      expect(await engagements().mark(engagement.id, step, at(7))).toEqual({
        changed: true,
        engagement: expected,
      });
      expect(await engagements().mark(engagement.id, 'delivered', at(8))).toEqual({
        changed: false,
        engagement: expected,
      });
      expect(
        await engagements().claim(
          sampleEngagement({ visitId: engagement.visitId, ruleId: engagement.ruleId }),
          at(9),
        ),
      ).toMatchObject({ outcome: 'engagedBefore' });
    });

    it('says changed to one of many marks at once', async () => {
      const { id } = await claimed();
      for (const step of ['delivered', 'opened', 'dismissed'] as const) {
        const outcomes = await race(connections, 20, (storage, index) =>
          storage.engagements.mark(id, step, at(index)),
        );
        expect(outcomes.filter((outcome) => outcome?.changed)).toHaveLength(1);
      }
    });

    it('lists a visit by claimedAt, then id', async () => {
      const visitId = newId();
      const made: Engagement[] = [];
      for (const claimedAt of [at(50), at(10), at(10), at(90)]) {
        const engagement = await claimed({ visitId, claimedAt });
        await engagements().mark(engagement.id, 'delivered', claimedAt);
        made.push(engagement);
      }
      const listed = await engagements().listByVisit(visitId);
      expect(listed.map(({ id }) => id)).toEqual([made[1]?.id, made[2]?.id, made[0]?.id, made[3]?.id]);
    });

    it('lists the delivered ones of a visitor, newest first, so many', async () => {
      const visitorId = newId();
      const made: Engagement[] = [];
      for (const deliveredAt of [at(10), at(30), null, at(20), at(30)]) {
        const engagement = await claimed({ visitorId });
        if (deliveredAt) await engagements().mark(engagement.id, 'delivered', deliveredAt);
        made.push(engagement);
      }
      const ids = (limit: number) =>
        engagements()
          .listByVisitor(visitorId, limit)
          .then((list) => list.map(({ id }) => id));
      const expected = [made[4]?.id, made[1]?.id, made[3]?.id, made[0]?.id];
      expect(await ids(10)).toEqual(expected);
      expect(await ids(3)).toEqual(expected.slice(0, 3));
      expect(await ids(1)).toEqual(expected.slice(0, 1));
    });

    it('hands out fresh copies', async () => {
      const engagement = sampleEngagement();
      const pristine = structuredClone(engagement);
      const outcome = await engagements().claim(engagement, at(0));
      engagement.claimedAt.setTime(0);
      if (outcome.outcome === 'claimed') outcome.engagement.leaseUntil.setTime(0);
      const read = await engagements().get(engagement.id);
      expect(read).toEqual(pristine);
      read?.claimedAt.setTime(0);
      expect(await engagements().get(engagement.id)).toEqual(pristine);
    });

    it('keeps any text whole and refuses NUL', async () => {
      for (const text of hostileTexts) {
        const engagement = await claimed({ message: text, pageUrl: text, from: { team: text } });
        expect(await engagements().get(engagement.id)).toEqual(engagement);
      }
      const refused = sampleEngagement({ message: textWithNul });
      await expect(engagements().claim(refused, at(0))).rejects.toBeInstanceOf(StorageError);
      expect(await engagements().get(refused.id)).toBeNull();
    });

    it('refuses an id that another visit has as broken, holding nothing', async () => {
      const engagement = await claimed();
      const stranger = sampleEngagement({ id: engagement.id });
      await expect(engagements().claim(stranger, at(0))).rejects.toBeInstanceOf(StorageError);
      await claimed({ visitId: stranger.visitId });
    });
  });
}
