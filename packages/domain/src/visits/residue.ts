import { type Criterion } from '@beckon/engine';
import { isFactOf } from '@beckon/plugin';
import { type Context } from '../context';
import { conditionsOf } from '../rule-sets/conditions';
import { factsOf, type Situation } from './situation';
import { type OpenModule, type Residue } from './visits';

/** ms that a browser waits at least before it asks again, whatever a provider says of how long its fact holds. */
const SHORTEST = 1000;

/**
 * What is still open of the rules for this visitor: no rule that was engaged, nothing that only the server knows, no title, no message.
 *
 * @param settled facts of the browser that stay for the whole visit
 * @param end when the visit is over in any case
 */
export function residueOf(
  { ruleSets, plugins }: Pick<Context, 'ruleSets' | 'plugins'>,
  situation: Situation,
  settled: Record<string, unknown>,
  end: Date,
): Residue {
  const { revision } = situation.siteRules;
  if (situation.silent) return { revision, validFor: null, rules: [], criteria: [], modules: [] };
  // Left out first: what stands behind a rule that is sure to match is not sent, and an engaged rule must hide nothing.
  const rules = ruleSets
    .without(situation.siteRules, situation.engaged)
    .specialize({ ...settled, ...factsOf(situation) })
    .map(({ id, when }) => ({ id, when }));
  const open = new Set(
    rules.flatMap(({ when }) => conditionsOf(when).map(({ condition }) => condition.criterion)),
  );
  const criteria = situation.siteRules.criteria.list.filter((criterion) => open.has(criterion.id));
  return {
    revision,
    validFor: validFor(situation, end),
    rules,
    // Without what only the editor needs: it is bytes on every page.
    criteria: criteria.map(
      ({ help: _help, unit: _unit, least: _least, whole: _whole, ...declaration }) => declaration,
    ),
    modules: modulesFor(criteria, plugins),
  };
}

/** The browser modules some of whose facts these criteria read. */
function modulesFor(criteria: readonly Criterion[], plugins: Context['plugins']): OpenModule[] {
  if (!plugins || criteria.length === 0) return [];
  return plugins
    .browserModules()
    .filter(({ facts }) => facts.some((fact) => criteria.some((criterion) => isFactOf(criterion.fact, fact))))
    .map(({ plugin, facts, settings }) => ({ plugin, facts: [...facts], settings }));
}

/**
 * Until something that the server knows may be another: the next change of business hours, the expiry of a held fact; of all rules that may still
 * fire, those too that were left out because of it.
 */
function validFor({ known, now }: Situation, end: Date): number | null {
  let next = end.getTime();
  for (const { until } of known.values()) if (until && until.getTime() < next) next = until.getTime();
  return next === end.getTime() ? null : Math.max(SHORTEST, next - now.getTime());
}
