import type { Criterion } from '@beckon/protocol';

/** Declarations as a server sends them with a residue. */
export const criteria: Criterion[] = [
  { id: 'pageUrl', label: 'Page URL', fact: 'pageUrl', type: 'url', knownBy: 'browser', changes: 'free' },
  {
    id: 'pageTitle',
    label: 'Page title',
    fact: 'pageTitle',
    type: 'text',
    knownBy: 'browser',
    changes: 'free',
  },
  {
    id: 'pagesViewed',
    label: 'Number of pages viewed',
    fact: 'pagesViewed',
    type: 'number',
    knownBy: 'browser',
    changes: 'rises',
  },
  {
    id: 'timeOnPage',
    label: 'Time on page (in sec)',
    fact: 'timeOnPage',
    type: 'number',
    knownBy: 'browser',
    changes: { ticks: 1, anew: true },
  },
  {
    id: 'engagedThisVisit',
    label: 'Engaged during this visit',
    fact: 'engagedThisVisit',
    type: 'boolean',
    knownBy: 'both',
    changes: 'rises',
  },
  { id: 'page/plan', label: 'Plan', fact: 'page/plan', type: 'text', knownBy: 'browser', changes: 'free' },
  { id: 'page/since', label: 'Since', fact: 'page/since', type: 'date', knownBy: 'browser', changes: 'free' },
];
