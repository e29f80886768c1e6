import { type Criterion } from '@beckon/engine';
import { type Attribution, type Plugin } from './define-plugin';
import { describeOptions, type OptionsSchema } from './options/plugin-options';

/** All that can be shown of a plugin: plain, JSON-safe, no functions. The admin knows a plugin by this alone. */
export interface PluginDescription {
  name: string;
  label: string;
  description: string | null;
  apiVersion: number;
  criteria: readonly Criterion[];
  /** JSON Schema; `null`: it takes none. */
  options: OptionsSchema | null;
  /** Facts of its browser module. */
  browserFacts: readonly string[];
  facts: readonly {
    provides: readonly string[];
    needs: readonly string[];
    deadline: number;
    holds: number | null;
  }[];
  geo: number;
  events: readonly string[];
  attribution: Attribution | null;
}

/** Milliseconds a fact provider may take, if it says nothing. */
export const DEFAULT_FACT_DEADLINE = 100;

/**
 * Describes a plugin without its functions.
 *
 * @example
 * JSON.stringify(describePlugin(weather)) // what GET /v1/admin/plugins may show
 */
export function describePlugin(plugin: Plugin): PluginDescription {
  return {
    name: plugin.name,
    label: plugin.label ?? plugin.name,
    description: plugin.description ?? null,
    apiVersion: plugin.apiVersion,
    criteria: plugin.criteria ?? [],
    options: describeOptions(plugin) ?? null,
    browserFacts: plugin.browser?.facts ?? [],
    facts: (plugin.facts ?? []).map(({ provides, needs, deadline, holds }) => ({
      provides,
      needs: needs ?? [],
      deadline: deadline ?? DEFAULT_FACT_DEADLINE,
      holds: holds ?? null,
    })),
    geo: plugin.geo?.length ?? 0,
    events: Object.keys(plugin.on ?? {}),
    attribution: plugin.attribution ?? null,
  };
}
