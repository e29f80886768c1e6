import { type Facts } from '../declare/rule';

/** Names that have a place in {@link FactLoader.load} of their own; those that come later are read one by one. */
const sites: string[] = [];
const SITES = 16;

/** The place of a fact among {@link FactLoader.values}. Equal names have equal places in all rule sets. */
function siteOf(fact: string): number {
  const at = sites.indexOf(fact);
  if (at >= 0) return at;
  return sites.length < SITES ? sites.push(fact) - 1 : -1;
}

/**
 * Reads the facts that a rule set asks about.
 *
 * A place in the code that always reads the property of the same name is several times as fast as one that reads now this,
 * now that; without generated code that takes one place a name, shared by all rule sets.
 */
export class FactLoader {
  readonly values: unknown[];
  private readonly names: (string | undefined)[] = new Array<undefined>(SITES).fill(undefined);
  private readonly others: string[] = [];

  constructor() {
    this.values = new Array<undefined>(SITES).fill(undefined);
  }

  /** Adds a fact; answers its place in {@link values}. */
  add(fact: string): number {
    const site = siteOf(fact);
    if (site >= 0) {
      this.names[site] = fact;
      return site;
    }
    const known = this.others.indexOf(fact);
    if (known >= 0) return SITES + known;
    this.values.push(undefined);
    return SITES + this.others.push(fact) - 1;
  }

  /** Reads all facts that were added. */
  load(facts: Facts): void {
    const { names, values } = this;
    let name: string | undefined;
    if ((name = names[0]) !== undefined) values[0] = facts[name];
    if ((name = names[1]) !== undefined) values[1] = facts[name];
    if ((name = names[2]) !== undefined) values[2] = facts[name];
    if ((name = names[3]) !== undefined) values[3] = facts[name];
    if ((name = names[4]) !== undefined) values[4] = facts[name];
    if ((name = names[5]) !== undefined) values[5] = facts[name];
    if ((name = names[6]) !== undefined) values[6] = facts[name];
    if ((name = names[7]) !== undefined) values[7] = facts[name];
    if ((name = names[8]) !== undefined) values[8] = facts[name];
    if ((name = names[9]) !== undefined) values[9] = facts[name];
    if ((name = names[10]) !== undefined) values[10] = facts[name];
    if ((name = names[11]) !== undefined) values[11] = facts[name];
    if ((name = names[12]) !== undefined) values[12] = facts[name];
    if ((name = names[13]) !== undefined) values[13] = facts[name];
    if ((name = names[14]) !== undefined) values[14] = facts[name];
    if ((name = names[15]) !== undefined) values[15] = facts[name];
    for (let at = 0; at < this.others.length; at += 1) values[SITES + at] = facts[this.others[at]!];
  }
}
