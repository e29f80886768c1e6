// What rules ask for.
import {
  brands,
  campaigns,
  capital,
  categories,
  cities,
  countries,
  models,
  searchWords,
  topics,
} from './shop.mjs';

const some = (random, list, most) =>
  Array.from({ length: 2 + random.below(most - 1) }, () => random.pick(list));

/** What conditions about one criterion look like. `scale` makes room for more products where there are more rules. */
const conditionsFor = {
  pageUrl: (random, scale) =>
    random.weighted([
      [
        4,
        () => ({
          operator: 'contains',
          value: `/${random.pick(brands)}-${random.pick(models)}${scale > 1 && random.next() < 0.5 ? `-v${random.below(scale)}` : ''}`,
        }),
      ],
      [
        2,
        () => ({
          operator: 'is',
          value: `/product/${random.pick(brands)}-${random.pick(models)}${scale > 1 && random.next() < 0.5 ? `-v${random.below(scale)}` : ''}`,
        }),
      ],
      [2, () => ({ operator: 'contains', value: `utm_campaign=${random.pick(campaigns)}` })],
      [1, () => ({ operator: 'startsWith', value: `/category/${random.pick(categories)}` })],
      [1, () => ({ operator: 'like', value: `/blog/*/${random.pick(topics)}*` })],
      [
        1,
        () => ({
          operator: 'matches',
          value: `/product/${random.pick(brands)}-.*[${random.pick(['rxk', 'em', 'cs'])}]\\d+`,
        }),
      ],
      [
        1,
        () => ({
          operator: 'isOneOf',
          value: some(random, categories, 4).map((category) => `/category/${category}/1`),
        }),
      ],
      [0.5, () => ({ operator: 'notContains', value: `/${random.pick(['cart', 'checkout', 'blog'])}` })],
    ])(),
  pageTitle: (random) =>
    random.weighted([
      [3, () => ({ operator: 'contains', value: random.pick([...brands, ...categories.map(capital)]) })],
      [1, () => ({ operator: 'startsWith', value: capital(random.pick(brands)) })],
      [1, () => ({ operator: 'endsWith', value: 'the brewfictus blog' })],
      [1, () => ({ operator: 'matches', value: `(${random.pick(models)}|${random.pick(models)}) \\|` })],
    ])(),
  referrerUrl: (random) =>
    random.weighted([
      [
        3,
        () => ({
          operator: 'contains',
          value: random.pick([
            'google.',
            'bing.',
            'duckduckgo',
            'reddit.com/r/espresso',
            'kaffee.example',
            'news.brewfictus',
          ]),
        }),
      ],
      [2, () => ({ operator: 'contains', value: `q=${random.pick(searchWords).replaceAll(' ', '+')}` })],
      [1, () => ({ operator: 'is', value: '' })],
    ])(),
  browserLanguage: (random) => ({
    operator: 'is',
    value: random.pick(['en', 'de', 'fr', 'es', 'en-GB', 'de-AT', 'it', 'nl']),
  }),
  country: (random) =>
    random.next() < 0.6
      ? { operator: 'is', value: random.pick(countries) }
      : { operator: random.next() < 0.8 ? 'isOneOf' : 'isNoneOf', value: some(random, countries, 6) },
  city: (random) => ({ operator: 'is', value: random.pick(cities) }),
  pageVisits: (random) => ({ operator: 'greaterThanOrEqual', value: 1 + random.below(4) }),
  pagesViewed: (random) =>
    random.next() < 0.7
      ? { operator: 'greaterThan', value: random.below(12) }
      : { operator: 'between', value: [1 + random.below(3), 4 + random.below(10)] },
  timeOnSite: (random) => ({
    operator: random.next() < 0.8 ? 'greaterThanOrEqual' : 'lessThan',
    value: 1 + random.below(20),
  }),
  timeOnPage: (random) => ({ operator: 'greaterThanOrEqual', value: 5 * (1 + random.below(24)) }),
  businessHours: (random) => ({ operator: 'is', value: random.next() < 0.7 ? 'during' : 'outside' }),
  engagedThisVisit: (random) => ({ operator: 'is', value: random.next() < 0.2 }),
};

/** Wide text: what most pages have. */
const wideConditions = {
  ...conditionsFor,
  pageUrl: (random) =>
    random.pick([
      { operator: 'contains', value: '/product' },
      { operator: 'contains', value: 'utm_' },
      { operator: 'startsWith', value: '/category' },
      { operator: 'notContains', value: '/checkout' },
      { operator: 'contains', value: `${random.pick(['e', 'r', 'a', 'c'])}-` },
    ]),
  pageTitle: (random) =>
    random.pick([
      { operator: 'contains', value: 'espresso' },
      { operator: 'endsWith', value: 'brewfictus' },
      { operator: 'contains', value: random.pick(['pro', 'mini', 'ma', 'll']) },
    ]),
  browserLanguage: (random) => ({
    operator: random.next() < 0.7 ? 'is' : 'isNot',
    value: random.pick(['en', 'de']),
  }),
};

/** The kinds of workload: what conditions look like, and how often each criterion is asked for. */
export const mixes = {
  // Sections, products and campaigns first of all, with thresholds beside them.
  typical: {
    conditions: conditionsFor,
    weights: [
      [30, 'pageUrl'],
      [10, 'pageTitle'],
      [8, 'referrerUrl'],
      [8, 'browserLanguage'],
      [10, 'country'],
      [7, 'city'],
      [4, 'pageVisits'],
      [6, 'pagesViewed'],
      [6, 'timeOnSite'],
      [8, 'timeOnPage'],
      [6, 'businessHours'],
      [4, 'engagedThisVisit'],
    ],
  },
  // Mostly thresholds, booleans and wide text: little that tells rules apart.
  wide: {
    conditions: wideConditions,
    weights: [
      [8, 'pageUrl'],
      [6, 'pageTitle'],
      [0, 'referrerUrl'],
      [6, 'browserLanguage'],
      [0, 'country'],
      [0, 'city'],
      [12, 'pageVisits'],
      [16, 'pagesViewed'],
      [16, 'timeOnSite'],
      [16, 'timeOnPage'],
      [10, 'businessHours'],
      [10, 'engagedThisVisit'],
    ],
  },
};
