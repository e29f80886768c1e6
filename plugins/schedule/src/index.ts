/**
 * Criteria on date, weekday and time of day where the visitor is.
 *
 * @module
 */
import { defineCriterion, definePlugin } from '@beckon/plugin';

const choice = (value: string) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) });

/**
 * Criteria on the visitor's own calendar and clock. For the hours of a team use the standard criterion "Business hours".
 *
 * @example
 * defineConfig({ plugins: [schedule] });
 * // then: { criterion: 'schedule/weekday', operator: 'isOneOf', value: ['saturday', 'sunday'] }
 */
export const schedule = definePlugin({
  name: 'schedule',
  apiVersion: 1,
  label: 'Dates and times',
  description: "Criteria on date, weekday and time of day in the visitor's own time zone.",
  criteria: [
    defineCriterion({
      id: 'schedule/date',
      label: 'Date',
      help: 'Where the visitor is. "between" includes both days.',
      fact: 'schedule/date',
      type: 'date',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'schedule/weekday',
      label: 'Weekday',
      help: 'Where the visitor is.',
      fact: 'schedule/weekday',
      type: 'choice',
      knownBy: 'browser',
      changes: 'free',
      options: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(choice),
    }),
    defineCriterion({
      id: 'schedule/hour',
      label: 'Time of day',
      help: 'Hours since midnight where the visitor is; 13.5 is half past one.',
      fact: 'schedule/hour',
      type: 'number',
      unit: 'h',
      knownBy: 'browser',
      changes: 'free',
      operators: ['greaterThanOrEqual', 'lessThan', 'between'],
    }),
  ],
  browser: {
    module: new URL('./browser.js', import.meta.url),
    facts: ['schedule/date', 'schedule/weekday', 'schedule/hour'],
  },
});

export default schedule;
