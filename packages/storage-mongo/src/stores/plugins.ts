import { type PluginSettings, type PluginStore, storable } from '@beckon/domain';
import { type PluginDocument } from '../documents';
import { insertedOr } from '../failures';
import { type Models } from '../models';

export function pluginStore({ plugins }: Models): PluginStore {
  const find = async (name: string): Promise<PluginSettings | null> => {
    const document = await plugins.findById(name).lean<PluginDocument>();
    return document && settingsOf(document);
  };
  return {
    get: find,
    async list() {
      return (await plugins.find().sort({ _id: 1 }).lean<PluginDocument[]>()).map(settingsOf);
    },
    async save(input, expectedRevision) {
      const { name, options, updatedAt } = storable(input, 'plugin');
      const change = { options: JSON.stringify(options), revision: expectedRevision + 1, updatedAt };
      // The first save inserts, so that of many only one can be the first.
      const written =
        expectedRevision === 0
          ? (await insertedOr(() => plugins.create([{ _id: name, ...change }]))) === null
          : (await plugins.updateOne({ _id: name, revision: expectedRevision }, { $set: change }))
              .matchedCount > 0;
      if (written) return { ok: true, value: { name, options, revision: change.revision, updatedAt } };
      const current = await find(name);
      return current ? { ok: false, reason: 'stale', current } : { ok: false, reason: 'notFound' };
    },
  };
}

function settingsOf({ _id, options, revision, updatedAt }: PluginDocument): PluginSettings {
  return { name: _id, options: JSON.parse(options) as PluginSettings['options'], revision, updatedAt };
}
