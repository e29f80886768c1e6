import {
  type ChoicesResponse,
  type DeadLetterListResponse,
  type PluginListResponse,
  type PluginWire,
  type SavePluginOptionsRequest,
} from '@beckon/protocol';
import { type RequestOptions, type Transport } from '../transport';

/** The plugins of this installation. All of it takes `plugins:manage`. */
export function pluginsResource(transport: Transport) {
  const path = '/v1/admin/plugins';
  const letter = (id: string) => `${path}/dead-letters/${encodeURIComponent(id)}`;
  return {
    /** All plugins, with their options (secrets as a row of dots) and how they do. */
    list: (options?: RequestOptions) => transport.call<PluginListResponse>({ method: 'GET', path, options }),
    /**
     * Replaces a plugin's options; a row of dots keeps the secret that is stored. Throws `invalidRequest` with issues at
     * `/options/…`, and `stale` (with `current`) where somebody else saved meanwhile.
     */
    saveOptions: (name: string, request: SavePluginOptionsRequest, options?: RequestOptions) =>
      transport.call<PluginWire>({
        method: 'PUT',
        path: `${path}/${encodeURIComponent(name)}/options`,
        body: request,
        options,
      }),
    /** Events that plugins did not take, newest first; `after`: the `next` of the page before. */
    deadLetters: (query: { after?: string; limit?: number } = {}, options?: RequestOptions) =>
      transport.call<DeadLetterListResponse>({
        method: 'GET',
        path: `${path}/dead-letters`,
        query,
        options,
      }),
    /** Brings the event to its plugin once more; throws `conflict` with the reason where it fails again. */
    replay: (id: string, options?: RequestOptions) =>
      transport.call<void>({ method: 'POST', path: `${letter(id)}/replay`, options }),
    removeDeadLetter: (id: string, options?: RequestOptions) =>
      transport.call<void>({ method: 'DELETE', path: letter(id), options }),
  };
}

/** Lists of choices that plugins load. Takes `automations:read`. */
export function choicesResource(transport: Transport) {
  return {
    /** The list that a criterion's `options: { load }` names; throws `unavailable` with the reason where it cannot be loaded. */
    load: (list: string, options?: RequestOptions) =>
      transport.call<ChoicesResponse>({
        method: 'GET',
        path: `/v1/admin/choices/${encodeURIComponent(list)}`,
        options,
      }),
  };
}
