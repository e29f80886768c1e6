import { defineCriterion, defineFactProvider, definePlugin } from '@beckon/plugin';
import { z } from 'zod';

/** What an administrator can set. Mark secrets with `.meta({ sensitive: true })`. */
const options = z.strictObject({
  fallback: z
    .string()
    .length(3)
    .default('EUR')
    .meta({ title: 'Fallback', description: 'The currency of countries that are not in the list.' }),
});

const currencies: Readonly<Record<string, string>> = {
  CH: 'CHF',
  GB: 'GBP',
  PL: 'PLN',
  SE: 'SEK',
  US: 'USD',
};

export default definePlugin({
  name: 'my-plugin',
  apiVersion: 1,
  label: 'my-plugin',
  description: 'A criterion on the currency that a visitor pays in, known from the country.',
  options,
  // What rules can ask. An editor, help and validation are made from this alone.
  criteria: [
    defineCriterion({
      id: 'my-plugin/currency',
      label: 'Currency',
      help: 'Of the country that the visitor is in: three letters, such as EUR.',
      fact: 'my-plugin/currency',
      type: 'text',
      knownBy: 'server',
      changes: 'final',
    }),
  ],
  // Where the answer comes from. Called only when a rule asks, with the facts that it needs; what it leaves out is unknown.
  facts: [
    defineFactProvider({
      options,
      provides: ['my-plugin/currency'],
      needs: ['country'],
      resolve: ({ country }, context) => ({
        'my-plugin/currency': currencies[country] ?? context.options.fallback,
      }),
    }),
  ],
});
