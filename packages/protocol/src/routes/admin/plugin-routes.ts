import { z } from 'zod';
import {
  deadLetterIdSchema,
  deadLetterListResponse,
  deadLetterQuery,
  pluginListResponse,
  pluginSchema,
  savePluginOptionsRequest,
} from '../../admin';
import { defineRoute } from '../route';

const byName = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'Must be the name of a plugin.'),
});
const byDeadLetter = z.strictObject({ id: deadLetterIdSchema });
const plugins = {
  side: 'admin',
  tag: 'Plugins',
  credentials: 'session',
  permission: 'plugins:manage',
} as const;

/** The plugins of this installation: how they do, their options, and the events that they did not take. */
export const pluginRoutes = {
  listPlugins: defineRoute({
    ...plugins,
    method: 'get',
    path: '/v1/admin/plugins',
    summary: 'All plugins, with their options and how they do',
    description: 'Secrets are shown as a row of dots.',
    answer: {
      status: 200,
      schema: pluginListResponse,
      description: 'In the order of the configuration.',
    },
    problems: [],
  }),
  savePluginOptions: defineRoute({
    ...plugins,
    method: 'put',
    path: '/v1/admin/plugins/:name/options',
    summary: 'Replace a plugin’s options',
    description: 'They are in force at once. A row of dots keeps the secret that is stored.',
    params: byName,
    body: savePluginOptionsRequest,
    answer: { status: 200, schema: pluginSchema, description: 'The plugin as it is now.' },
    problems: ['stale'],
  }),
  listDeadLetters: defineRoute({
    ...plugins,
    method: 'get',
    path: '/v1/admin/plugins/dead-letters',
    summary: 'Events that plugins did not take after all tries',
    query: deadLetterQuery,
    answer: { status: 200, schema: deadLetterListResponse, description: 'Newest first.' },
    problems: [],
  }),
  replayDeadLetter: defineRoute({
    ...plugins,
    method: 'post',
    path: '/v1/admin/plugins/dead-letters/:id/replay',
    summary: 'Bring an event to its plugin once more',
    description: 'Where the plugin takes it the dead letter is gone; else `conflict` says why it did not.',
    params: byDeadLetter,
    answer: { status: 204, description: 'The plugin has taken it.' },
    problems: ['conflict'],
  }),
  removeDeadLetter: defineRoute({
    ...plugins,
    method: 'delete',
    path: '/v1/admin/plugins/dead-letters/:id',
    summary: 'Throw a dead letter away',
    params: byDeadLetter,
    answer: { status: 204, description: 'It is gone, or was gone already.' },
    problems: [],
  }),
};
