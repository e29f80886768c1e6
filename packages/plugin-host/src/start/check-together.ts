import { checkCriteria, type Criterion } from '@beckon/engine';
import { type FactProvider, isFactOf, type Plugin, type PluginIssue } from '@beckon/plugin';
import { geoFacts } from '../facts/resolve-facts';

/** A plugin with the providers that it has after its setup. */
export interface Assembled {
  plugin: Plugin;
  facts: readonly FactProvider[];
}

/** What is there besides plugins. */
export interface Surroundings {
  /** The standard criteria, whose facts the platform itself supplies. */
  standard: readonly Criterion[];
}

/** Facts that pages push (`beckon('facts', …)`) begin with this; each site declares its own, at any time. */
const PAGE_FACTS = 'page/';
const isPageFact = (key: string) => key.startsWith(PAGE_FACTS);

/** Finds a circle in what providers need of each other; answers the facts on it. */
function findCircle(providers: readonly FactProvider[]): string[] | undefined {
  const done = new Set<FactProvider>();
  const visit = (provider: FactProvider, trail: FactProvider[]): string[] | undefined => {
    if (trail.includes(provider))
      return [...trail.slice(trail.indexOf(provider)), provider].map(({ provides }) => provides[0] ?? '');
    if (done.has(provider)) return undefined;
    for (const need of provider.needs ?? []) {
      for (const next of providers.filter(({ provides }) => provides.some((fact) => isFactOf(need, fact)))) {
        const circle = visit(next, [...trail, provider]);
        if (circle) return circle;
      }
    }
    done.add(provider);
    return undefined;
  };
  for (const provider of providers) {
    const circle = visit(provider, []);
    if (circle) return circle;
  }
  return undefined;
}

/** Checks what no plugin can know by itself: names that clash, facts that nobody provides, needs that go in a circle. */
export function checkTogether(assembled: readonly Assembled[], { standard }: Surroundings): PluginIssue[] {
  const issues: PluginIssue[] = [];
  const say = (plugin: string, code: PluginIssue['code'], path: string, message: string) =>
    issues.push({ plugin, code, path, message });

  const names = new Set<string>();
  for (const { plugin } of assembled) {
    if (names.has(plugin.name))
      say(
        plugin.name,
        'duplicatePlugin',
        '/name',
        `Two plugins are named "${plugin.name}": remove one from the configuration.`,
      );
    names.add(plugin.name);
  }

  const criteria = new Map(standard.map(({ id }) => [id, 'Beckon itself']));
  const owners = new Map(standard.map(({ fact }) => [fact, 'Beckon itself']));
  owners.set('landingUrl', 'Beckon itself');
  for (const fact of geoFacts) owners.set(fact, 'Beckon itself, from geo providers');
  for (const { plugin, facts } of assembled) {
    const whose = `the plugin "${plugin.name}"`;
    for (const [index, { id }] of (plugin.criteria ?? []).entries()) {
      if (isPageFact(id)) {
        say(
          plugin.name,
          'badDeclaration',
          `/criteria/${index}/id`,
          `The plugin "${plugin.name}" declares the criterion "${id}": names that begin with "${PAGE_FACTS}" belong to what pages push. Choose another name.`,
        );
        continue;
      }
      const owner = criteria.get(id);
      if (owner !== undefined)
        say(
          plugin.name,
          'duplicateCriterion',
          `/criteria/${index}/id`,
          `The plugin "${plugin.name}" declares the criterion "${id}", which ${owner} has declared already: rename it "${plugin.name}/${id.split('/').at(-1)}", or remove one of the plugins.`,
        );
      else criteria.set(id, whose);
    }
    const onServer = facts.flatMap(({ provides }) => provides);
    const onlyInBrowser = (plugin.browser?.facts ?? []).filter((fact) => !onServer.includes(fact));
    for (const fact of [...onServer, ...onlyInBrowser]) {
      const owner = isPageFact(fact) ? 'a site (pushed by its pages)' : owners.get(fact);
      if (owner !== undefined)
        say(
          plugin.name,
          'duplicateFact',
          '/facts',
          `The plugin "${plugin.name}" provides the fact "${fact}", which ${owner} provides already: rename it, or remove one of the two.`,
        );
      else owners.set(fact, whose);
    }
  }

  // Criteria that do not agree on one fact would make every rule set of the installation invalid.
  const all = [
    ...standard.map((criterion) => ({ criterion, plugin: '' })),
    ...assembled.flatMap(({ plugin }) =>
      (plugin.criteria ?? []).map((criterion) => ({ criterion, plugin: plugin.name })),
    ),
  ];
  for (const { path, message } of checkCriteria(all.map(({ criterion }) => criterion))) {
    const [, , index = '', field = ''] = path.split('/');
    const found = all[Number(index)];
    if (found && field === 'changes')
      say(
        found.plugin,
        'badDeclaration',
        path,
        `The criterion "${found.criterion.id}" of the plugin "${found.plugin}": ${message}`,
      );
  }

  const operators = new Map<string, string>();
  for (const { plugin } of assembled) {
    for (const id of Object.keys(plugin.operators ?? {})) {
      const owner = operators.get(id);
      if (owner !== undefined)
        say(
          plugin.name,
          'badDeclaration',
          `/operators/${id}`,
          `The plugin "${plugin.name}" has an operator "${id}", and so has the plugin "${owner}": rename it "${plugin.name}/${id}".`,
        );
      operators.set(id, plugin.name);
    }
  }

  const provided = (key: string) => isPageFact(key) || [...owners.keys()].some((fact) => isFactOf(key, fact));
  const onServer = (key: string) =>
    assembled.some(({ facts }) => facts.some(({ provides }) => provides.some((fact) => isFactOf(key, fact))));
  for (const { plugin, facts } of assembled) {
    for (const [index, criterion] of (plugin.criteria ?? []).entries()) {
      const path = `/criteria/${index}/fact`;
      if (isPageFact(criterion.fact) && (criterion.knownBy !== 'browser' || criterion.changes !== 'free')) {
        say(
          plugin.name,
          'badDeclaration',
          path,
          `The criterion "${criterion.id}" of the plugin "${plugin.name}" reads a fact that pages push: say knownBy: 'browser' and changes: 'free'.`,
        );
      }
      if (!provided(criterion.fact)) {
        say(
          plugin.name,
          'unknownFact',
          path,
          `The criterion "${criterion.id}" of the plugin "${plugin.name}" reads the fact "${criterion.fact}", which nobody provides: add it to the "provides" of a fact provider or to the facts of the browser module.`,
        );
      } else if (
        plugin.browser?.facts.includes(criterion.fact) &&
        (criterion.knownBy ?? 'server') === 'server' &&
        !onServer(criterion.fact)
      ) {
        say(
          plugin.name,
          'unknownFact',
          path,
          `The criterion "${criterion.id}" of the plugin "${plugin.name}" is known by the server, but only the browser module provides "${criterion.fact}": say knownBy: 'browser'.`,
        );
      }
    }
    for (const provider of facts) {
      for (const need of provider.needs ?? []) {
        if (!provided(need))
          say(
            plugin.name,
            'unknownFact',
            '/facts',
            `The plugin "${plugin.name}" needs the fact "${need}", which nobody provides: correct its name, or install the plugin that provides it.`,
          );
      }
    }
  }

  const circle = findCircle(assembled.flatMap(({ facts }) => facts));
  if (circle) {
    const plugin =
      assembled.find(({ facts }) => facts.some(({ provides }) => provides[0] === circle[0]))?.plugin.name ??
      '';
    say(
      plugin,
      'factCycle',
      '/facts',
      `Facts need each other in a circle, so that none can be found out: ${circle.join(' → ')}. Take one out of "needs" (plugin "${plugin}").`,
    );
  }
  return issues;
}
