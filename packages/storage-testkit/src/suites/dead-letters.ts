import { DEAD_LETTER_LASTS, type DeadLetter } from '@beckon/domain';
import { describe, expect, it } from 'vitest';
import { at, hostileTexts, newId, sampleDeadLetter, sampleEvent, textWithNul } from '../samples';
import { race, type StorageSetup, useStorage } from '../under-test';

/** Events that plugins did not take. */
export function deadLetterSuite(setup: StorageSetup): void {
  describe('dead letters', () => {
    const connections = useStorage(setup);
    const letters = () => connections.first.deadLetters;
    const empty = async () => {
      for (const { id } of (await letters().list(null, 1000)).items) await letters().remove(id);
    };

    it('gives back what was put in; the same id again replaces it', async () => {
      const letter = sampleDeadLetter();
      await letters().put(letter);
      expect(await connections.second.deadLetters.get(letter.id)).toEqual(letter);
      const later = { ...letter, attempts: 10, error: 'again', at: at(7) };
      await letters().put(later);
      await letters().put(later);
      expect(await letters().get(letter.id)).toEqual(later);
    });

    it('answers null for what is not there, whatever the text, and removes it without a word', async () => {
      for (const text of [newId(), textWithNul, ...hostileTexts]) {
        expect(await letters().get(text)).toBeNull();
        await letters().remove(text);
      }
    });

    it.each([1, 2, 3, 7, 100])(
      'pages by %i, newest first, then id descending: every one once',
      async (limit) => {
        await empty();
        const made: DeadLetter[] = [];
        for (const moment of [5, 5, 1, 5, 9, 5, 1]) {
          const letter = sampleDeadLetter({ at: at(moment) });
          await letters().put(letter);
          made.push(letter);
        }
        const seen: string[] = [];
        let pages = 0;
        for (let after: string | null | undefined; after !== null && pages < 20; pages += 1) {
          const page = await letters().list(after ?? null, limit);
          seen.push(...page.items.map(({ id }) => id));
          after = page.next;
        }
        const sorted = made.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
        expect(seen).toEqual(sorted.map(({ id }) => id));
        expect(pages).toBe(Math.ceil(7 / limit));
        expect(await letters().list('no cursor', 5)).toEqual({ items: [], next: null });
      },
    );

    it('counts them by plugin', async () => {
      await empty();
      expect(await letters().count()).toEqual([]);
      for (const plugin of ['slack', 'webhooks', 'slack']) await letters().put(sampleDeadLetter({ plugin }));
      expect(await letters().count()).toEqual([
        { plugin: 'slack', count: 2 },
        { plugin: 'webhooks', count: 1 },
      ]);
    });

    it('lets go of those that are older than 90 days when another comes', async () => {
      await empty();
      const [old, edge] = [sampleDeadLetter({ at: at(0) }), sampleDeadLetter({ at: at(1) })];
      for (const letter of [old, edge]) await letters().put(letter);
      const late = sampleDeadLetter({ at: at(1 + DEAD_LETTER_LASTS) });
      await letters().put(late);
      expect((await letters().list(null, 10)).items).toEqual([late, edge]);
      expect(await letters().get(old.id)).toBeNull();
    });

    it('is there once after many puts at once, and gone after a removal', async () => {
      const letter = sampleDeadLetter();
      await race(connections, 20, (storage) => storage.deadLetters.put(letter));
      expect((await letters().list(null, 1000)).items.filter(({ id }) => id === letter.id)).toEqual([letter]);
      await letters().remove(letter.id);
      await letters().remove(letter.id);
      expect(await letters().get(letter.id)).toBeNull();
    });

    it('keeps any text whole, in the event too', async () => {
      for (const text of hostileTexts) {
        const letter = sampleDeadLetter({
          error: text,
          event: sampleEvent({ payload: { [text]: [text, { [text]: null }] } }),
        });
        await letters().put(letter);
        expect(await letters().get(letter.id)).toEqual(letter);
      }
    });
  });
}
