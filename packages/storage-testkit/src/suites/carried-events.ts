import { type DomainEvent, type StepEvents } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, newId, sampleEngagement, sampleEvent, sampleVisit } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

/** Events that visits and engagements carry until they have arrived. */
export function carriedEventSuite(setup: StorageSetup): void {
  describe('events of visits and engagements', () => {
    const connections = useStorage(setup);
    const visits = () => connections.first.visits;
    const engagements = () => connections.first.engagements;
    const ofEngagement = async (id: string): Promise<DomainEvent[]> =>
      (await connections.second.engagements.listUnsent(1000)).find(({ engagementId }) => engagementId === id)
        ?.events ?? [];

    it('are carried by the visit that is created, and by none that was there', async () => {
      const [visit, event] = [sampleVisit(), sampleEvent()];
      await visits().insert(visit, [event]);
      await visits().insert({ ...sampleVisit(), visitorId: visit.visitorId, startKey: visit.startKey }, [
        sampleEvent(),
      ]);
      expect(await visits().listUnsent(1000)).toEqual([{ visitId: visit.id, events: [event] }]);
      expect(await visits().get(visit.id)).toEqual(visit);
      await visits().markSent(visit.id, [event.id, newId()]);
      await visits().markSent(visit.id, [event.id]);
      expect(await visits().listUnsent(1000)).toEqual([]);
    });

    it('are carried by the engagement that a claim reserves, and not twice', async () => {
      const [engagement, event] = [sampleEngagement(), sampleEvent()];
      await engagements().claim(engagement, at(0), [event]);
      await engagements().claim(engagement, at(1), [sampleEvent()]);
      await engagements().claim(sampleEngagement({ visitId: engagement.visitId }), at(1), [sampleEvent()]);
      expect(await ofEngagement(engagement.id)).toEqual([event]);
      const renewal = sampleEvent();
      await engagements().claim(
        sampleEngagement({ visitId: engagement.visitId, ruleId: engagement.ruleId, leaseUntil: at(90_000) }),
        at(30_000),
        [renewal],
      );
      expect(await ofEngagement(engagement.id)).toEqual([event, renewal]);
      await engagements().markSent(engagement.id, [event.id]);
      expect(await ofEngagement(engagement.id)).toEqual([renewal]);
      await engagements().markSent(engagement.id, [renewal.id]);
    });

    it('are carried of each step that a mark notes, delivered first, and of no other', async () => {
      const engagement = sampleEngagement();
      await engagements().claim(engagement, at(0));
      const events = (): Required<StepEvents> => ({
        opened: sampleEvent({ type: 'opened' }),
        dismissed: sampleEvent({ type: 'dismissed' }),
        delivered: sampleEvent({ type: 'delivered' }),
      });
      const first = events();
      await engagements().mark(engagement.id, 'opened', at(5), first);
      await engagements().mark(engagement.id, 'delivered', at(6), events());
      await engagements().mark(engagement.id, 'opened', at(6), events());
      expect(await ofEngagement(engagement.id)).toEqual([first.delivered, first.opened]);
      const last = events();
      await engagements().mark(engagement.id, 'dismissed', at(7), last);
      expect(await ofEngagement(engagement.id)).toEqual([first.delivered, first.opened, last.dismissed]);
      await engagements().markSent(engagement.id, [first.delivered.id, first.opened.id, last.dismissed.id]);
      expect(await ofEngagement(engagement.id)).toEqual([]);
    });

    it('are carried once of many marks at once', async () => {
      const engagement = sampleEngagement();
      await engagements().claim(engagement, at(0));
      await race(connections, 20, (storage, index) =>
        storage.engagements.mark(engagement.id, index % 2 ? 'opened' : 'delivered', at(index), {
          delivered: sampleEvent({ type: 'delivered' }),
          opened: sampleEvent({ type: 'opened' }),
        }),
      );
      expect((await ofEngagement(engagement.id)).map(({ type }) => type)).toEqual(['delivered', 'opened']);
      await engagements().markSent(
        engagement.id,
        (await ofEngagement(engagement.id)).map(({ id }) => id),
      );
    });

    it('are listed by their oldest, so many', async () => {
      const made = [];
      for (const moment of [at(30), at(10), at(20)]) {
        const engagement = sampleEngagement();
        await engagements().claim(engagement, at(0), [sampleEvent({ at: moment })]);
        made.push(engagement.id);
      }
      expect((await engagements().listUnsent(2)).map(({ engagementId }) => engagementId)).toEqual([
        made[1],
        made[2],
      ]);
    });
  });
}
