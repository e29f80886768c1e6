import {
  DEAD_LETTER_LASTS,
  type DeadLetter,
  type DeadLetterStore,
  decodeCursor,
  encodeCursor,
  storable,
} from '@beckon/domain';
import { type DeadLetterDocument } from '../documents';
import { atLeastOne } from '../limits';
import { type Models } from '../models';
import { eventOf } from './unsent-events';

export function deadLetterStore({ deadLetters }: Models): DeadLetterStore {
  return {
    async put(input) {
      const { id, event, ...rest } = storable(input, 'deadLetter');
      const change = { ...rest, event: { ...event, payload: JSON.stringify(event.payload) } };
      await deadLetters.updateOne({ _id: id }, { $set: change }, { upsert: true });
      // Swept by each new one: nothing else has to run.
      await deadLetters.deleteMany({ at: { $lt: new Date(rest.at.getTime() - DEAD_LETTER_LASTS) } });
    },
    async get(id) {
      const document = await deadLetters.findById(id).lean<DeadLetterDocument>();
      return document && letterOf(document);
    },
    async list(after, limit) {
      const cursor = after === null ? null : decodeCursor(after);
      if (after !== null && !cursor) return { items: [], next: null };
      const size = atLeastOne(limit);
      const beyond = cursor
        ? { at: { $lte: cursor.at }, $or: [{ at: { $lt: cursor.at } }, { _id: { $lt: cursor.id } }] }
        : {};
      const found = await deadLetters
        .find(beyond)
        .sort({ at: -1, _id: -1 })
        .limit(size + 1)
        .lean<DeadLetterDocument[]>();
      const last = found.length > size ? found[size - 1] : undefined;
      return {
        items: found.slice(0, size).map(letterOf),
        next: last ? encodeCursor({ at: last.at, id: last._id }) : null,
      };
    },
    async count() {
      const groups = await deadLetters.aggregate<{ _id: string; letters: number }>([
        { $group: { _id: '$plugin', letters: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ]);
      return groups.map(({ _id, letters }) => ({ plugin: _id, count: letters }));
    },
    async remove(id) {
      await deadLetters.deleteOne({ _id: id });
    },
  };
}

function letterOf({ _id, event, plugin, listener, attempts, error, at }: DeadLetterDocument): DeadLetter {
  return { id: _id, plugin, listener, event: eventOf(event), attempts, error, at };
}
