/**
 * Criteria on the campaign that a visit came from: UTM parameters and the landing page.
 *
 * @module
 */
import { defineCriterion, defineFactProvider, definePlugin } from '@beckon/plugin';
import { readCampaign } from './read-campaign';

const text = (name: string, label: string, help: string) =>
  defineCriterion({
    id: `campaign/${name}`,
    label,
    help,
    fact: `campaign/${name}`,
    type: 'text',
    knownBy: 'server',
    changes: 'final',
  });

/**
 * Campaign criteria. They are settled on the server when the visit starts, from the page that it began on: no cookie, and
 * nothing of it leaves the server.
 *
 * @example
 * defineConfig({ plugins: [campaign] });
 * // then: { criterion: 'campaign/source', operator: 'is', value: 'newsletter' }
 */
export const campaign = definePlugin({
  name: 'campaign',
  apiVersion: 1,
  label: 'Campaigns',
  description:
    'Criteria on the campaign that a visit came from (UTM parameters, click ids) and on its landing page.',
  criteria: [
    text(
      'source',
      'Campaign source',
      'utm_source of the page that the visit began on, or the network of a click id (gclid: google).',
    ),
    text('medium', 'Campaign medium', 'utm_medium: email, cpc, social …'),
    text('name', 'Campaign name', 'utm_campaign'),
    text('term', 'Campaign term', 'utm_term: what was searched for'),
    text('content', 'Campaign content', 'utm_content: which of several advertisements'),
    defineCriterion({
      id: 'campaign/landingPage',
      label: 'Landing page',
      help: 'The page that the visit began on, without its query.',
      fact: 'campaign/landingPage',
      type: 'url',
      knownBy: 'server',
      changes: 'final',
    }),
  ],
  facts: [
    defineFactProvider({
      provides: [
        'campaign/source',
        'campaign/medium',
        'campaign/name',
        'campaign/term',
        'campaign/content',
        'campaign/landingPage',
      ],
      needs: ['landingUrl'],
      cache: 0,
      resolve({ landingUrl }) {
        const { source, medium, name, term, content, landingPage } = readCampaign(landingUrl);
        return {
          'campaign/source': source,
          'campaign/medium': medium,
          'campaign/name': name,
          'campaign/term': term,
          'campaign/content': content,
          'campaign/landingPage': landingPage,
        };
      },
    }),
  ],
});

export default campaign;
