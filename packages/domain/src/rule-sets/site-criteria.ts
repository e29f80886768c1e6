import { type Criterion, type CustomTests } from '@beckon/engine';
import { type PageFact, type Site } from '../model';
import { type FactSource } from '../ports';
import { type CriteriaById, isServerOnly } from './conditions';

/** What facts that pages push are called, before their name: `page/plan`. */
export const PAGE_FACTS = 'page/';

/** What every compilation of a site's rules is given. */
export interface CompileOptions {
  criteria: readonly Criterion[];
  operators?: CustomTests;
}

/** The criteria that a site's rules may use: the installation's, and those of what the site's pages push. */
export interface SiteCriteria {
  readonly list: readonly Criterion[];
  readonly byId: CriteriaById;
  readonly compileOptions: CompileOptions;
}

/** So many different sets of page facts are remembered. */
const MAX_KEPT = 200;

/** The criterion of a fact that pages push. */
export function pageCriterion({ name, label, type }: PageFact): Criterion {
  return {
    id: `${PAGE_FACTS}${name}`,
    label,
    fact: `${PAGE_FACTS}${name}`,
    type,
    knownBy: 'browser',
    changes: 'free',
  };
}

/** Answers the criteria of a site: the same object for the same page facts, so that whoever keeps what was compiled can tell. */
export function createSiteCriteria(factSource: FactSource): (site: Pick<Site, 'facts'>) => SiteCriteria {
  const kept = new Map<string, SiteCriteria>();

  function make(facts: readonly PageFact[]): SiteCriteria {
    const list = [...factSource.criteria, ...facts.map(pageCriterion)];
    return {
      list,
      byId: new Map(list.map((criterion) => [criterion.id, criterion])),
      compileOptions: {
        criteria: list.map(settledByServer),
        // The engine calls a test with what the criterion's declaration promises, which no type here can say.
        ...(factSource.operators ? { operators: factSource.operators as CustomTests } : {}),
      },
    };
  }

  return ({ facts }) => {
    const key = JSON.stringify(facts.map(({ name, label, type }) => [name, label, type]));
    const before = kept.get(key);
    const made = before ?? make(facts);
    // Taken out and put in again: the map's order is the order of use.
    kept.delete(key);
    kept.set(key, made);
    const oldest = kept.keys().next().value;
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}

/**
 * However a plugin declares that a fact of the server changes: to the browser it is held, for the server supplies it and says how long it
 * holds. So its conditions are settled and never leave the server.
 */
function settledByServer(criterion: Criterion): Criterion {
  return isServerOnly(criterion) && criterion.changes !== 'final'
    ? { ...criterion, changes: 'held' }
    : criterion;
}
