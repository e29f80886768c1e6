import { standardCriteria } from '@beckon/criteria';
import { type Criterion } from '@beckon/engine';
import { describe, expect, it } from 'vitest';
import { criterionGroups } from './criterion-groups';

const own = (id: string): Criterion => ({ id, label: id, fact: id, type: 'text' });

describe('criteria as they are offered', () => {
  it('begin with the standard ones, in the order of the design, and end with page facts', () => {
    const [first, ...rest] = standardCriteria;
    const groups = criterionGroups([
      own('page/plan'),
      own('geo-crm/a'),
      first,
      own('campaign/source'),
      own('geo-crm/b'),
      ...rest,
    ]);
    expect(groups.map(({ label }) => label)).toEqual([undefined, 'Geo crm', 'Campaign', 'Page facts']);
    expect(groups[0]?.criteria).toEqual(standardCriteria);
    expect(groups[1]?.criteria.map(({ id }) => id)).toEqual(['geo-crm/a', 'geo-crm/b']);
  });
  it('stand under the name that their plugin gives itself, where it is known', () => {
    const labels = new Map([['geo-crm/b', 'Customers of the CRM']]);
    const groups = criterionGroups([own('geo-crm/a'), own('geo-crm/b'), own('campaign/source')], labels);
    expect(groups.map(({ label }) => label)).toEqual(['Customers of the CRM', 'Campaign']);
  });
  it('are nothing where there are none', () => expect(criterionGroups([])).toEqual([]));
});
