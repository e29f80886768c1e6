/**
 * Criteria on visitors who come back: visits, days since the last one, earlier conversations.
 *
 * @module
 */
import { defineCriterion, defineFactProvider, definePlugin } from '@beckon/plugin';

const DAY = 86_400_000;

/**
 * Criteria on what the site itself remembers of a visitor. Settled on the server when the visit starts; on a first visit
 * the days since the last one are unknown, so that no rule about them fires.
 *
 * @example
 * defineConfig({ plugins: [returning] });
 * // then: { criterion: 'returning/visits', operator: 'greaterThanOrEqual', value: 3 }
 */
export const returning = definePlugin({
  name: 'returning',
  apiVersion: 1,
  label: 'Returning visitors',
  description:
    'Criteria on visitors who come back: how many visits, how long ago the last one, earlier conversations.',
  criteria: [
    defineCriterion({
      id: 'returning/visits',
      label: 'Visits so far',
      help: 'Of this browser on the site, this one included.',
      fact: 'returning/visits',
      type: 'number',
      unit: 'visits',
      knownBy: 'server',
      changes: 'final',
    }),
    defineCriterion({
      id: 'returning/daysSinceLastVisit',
      label: 'Days since the last visit',
      help: 'Whole days. Unknown on the first visit.',
      fact: 'returning/daysSinceLastVisit',
      type: 'number',
      unit: 'days',
      knownBy: 'server',
      changes: 'final',
    }),
    defineCriterion({
      id: 'returning/conversations',
      label: 'Earlier conversations',
      help: 'Begun before this visit.',
      fact: 'returning/conversations',
      type: 'number',
      knownBy: 'server',
      changes: 'final',
    }),
    defineCriterion({
      id: 'returning/isNew',
      label: 'First visit',
      fact: 'returning/isNew',
      type: 'boolean',
      knownBy: 'server',
      changes: 'final',
    }),
  ],
  facts: [
    defineFactProvider({
      provides: [
        'returning/visits',
        'returning/daysSinceLastVisit',
        'returning/conversations',
        'returning/isNew',
      ],
      reads: { visitor: true },
      // It costs nothing to make, and a visitor changes from visit to visit.
      cache: 0,
      resolve(_, { visitor, now }) {
        if (!visitor) return {};
        const { visits, conversations, lastVisitAt } = visitor;
        return {
          'returning/visits': visits,
          'returning/conversations': conversations,
          'returning/isNew': visits <= 1,
          'returning/daysSinceLastVisit':
            lastVisitAt && Math.max(0, Math.floor((now.getTime() - lastVisitAt.getTime()) / DAY)),
        };
      },
    }),
  ],
});

export default returning;
