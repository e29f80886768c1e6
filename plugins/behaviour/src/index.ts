/**
 * Criteria on what a visitor does on the page: scrolling, leaving, idling, seeing, clicking, cart value.
 *
 * @module
 */
import { defineCriterion, definePlugin } from '@beckon/plugin';
import { z } from 'zod';

/** The options of the plugin. */
export const behaviourOptions = z.strictObject({
  cartAttribute: z
    .string()
    .regex(/^data-[a-z0-9-]+$/, 'must be a data attribute, such as data-cart-value')
    .default('data-beckon-cart-value')
    .meta({
      title: 'Cart attribute',
      description:
        'The data attribute of some element that holds the value of the cart as a number: <span data-beckon-cart-value="129.90">.',
    }),
});

const element = {
  label: 'Element (CSS selector)',
  help: 'For example #prices or .add-to-cart',
  required: true,
} as const;

/**
 * Behaviour criteria. All of them are known by the browser alone: the module watches only what an open condition asks
 * for, and tells the server nothing. Everything starts anew with each page.
 *
 * @example
 * defineConfig({ plugins: [behaviour] });
 * // then: { criterion: 'behaviour/seen', of: '#prices', operator: 'is', value: true }
 */
export const behaviour = definePlugin({
  name: 'behaviour',
  apiVersion: 1,
  label: 'Behaviour on the page',
  description:
    'Criteria on what a visitor does on the page: how far it was scrolled, whether the pointer leaves, idling, elements seen or clicked, value of the cart.',
  options: behaviourOptions,
  criteria: [
    defineCriterion({
      id: 'behaviour/scrollDepth',
      label: 'Scroll depth (in %)',
      help: 'The part of the page, from its top, that has been in the window.',
      fact: 'behaviour/scrollDepth',
      type: 'number',
      unit: '%',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'behaviour/exitIntent',
      label: 'About to leave',
      help: 'The pointer has left the page at its top, towards the address bar or the tabs.',
      fact: 'behaviour/exitIntent',
      type: 'boolean',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'behaviour/idle',
      label: 'Idle (in sec)',
      help: 'Seconds without pointer, key or scrolling while the page is visible.',
      fact: 'behaviour/idle',
      type: 'number',
      unit: 'sec',
      knownBy: 'browser',
      changes: 'free',
    }),
    defineCriterion({
      id: 'behaviour/seen',
      label: 'Has seen an element',
      fact: 'behaviour/seen',
      type: 'boolean',
      knownBy: 'browser',
      changes: 'free',
      qualifier: element,
    }),
    defineCriterion({
      id: 'behaviour/clicked',
      label: 'Has clicked an element',
      fact: 'behaviour/clicked',
      type: 'boolean',
      knownBy: 'browser',
      changes: 'free',
      qualifier: element,
    }),
    defineCriterion({
      id: 'behaviour/cartValue',
      label: 'Cart value',
      help: 'From a data attribute of the page; unknown where there is none.',
      fact: 'behaviour/cartValue',
      type: 'number',
      knownBy: 'browser',
      changes: 'free',
    }),
  ],
  browser: {
    module: new URL('./browser.js', import.meta.url),
    facts: [
      'behaviour/scrollDepth',
      'behaviour/exitIntent',
      'behaviour/idle',
      'behaviour/seen',
      'behaviour/clicked',
      'behaviour/cartValue',
    ],
    settings: ({ cartAttribute }) => ({ cartAttribute }),
  },
});

export default behaviour;
