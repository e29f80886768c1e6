// Rules and visitors: 12 facts, 2 to 5 conditions a rule, and visitors whose first match lies about half-way through the order.
import { closuresOf, normalize } from './closures.mjs';
import { randomFrom } from './random.mjs';

const brands = [
  'rocket',
  'ecm',
  'lelit',
  'rancilio',
  'gaggia',
  'profitec',
  'bezzera',
  'quickmill',
  'vibiemme',
  'lamarzocco',
  'eureka',
  'mahlkoenig',
  'mazzer',
  'baratza',
  'comandante',
];
const models = [
  'r58',
  'r-nine-one',
  'mara-x',
  'silvia',
  'classic',
  'pro-700',
  'duo',
  'andreja',
  'linea-mini',
  'mignon',
  'ek43',
  'mini',
  'encore',
  'c40',
  'bianca',
  'synchronika',
  'technika',
];
const categories = [
  'espresso-machines',
  'grinders',
  'kettles',
  'beans',
  'filters',
  'cups',
  'accessories',
  'spare-parts',
  'cleaning',
  'sale',
  'gifts',
  'barista-tools',
];
const topics = [
  'how-to-descale',
  'grind-size',
  'water-hardness',
  'latte-art',
  'first-machine',
  'roast-levels',
  'portafilter-guide',
  'pressure-profiling',
];
const campaigns = Array.from(
  { length: 40 },
  (_, at) => `${['summer', 'winter', 'launch', 'retarget', 'brand'][at % 5]}-${2020 + (at % 6)}-${at}`,
);
const sources = ['google', 'bing', 'newsletter', 'facebook', 'instagram', 'partner'];
const searchWords = [
  'espresso machine',
  'best grinder',
  'rocket r58 review',
  'coffee beans',
  'descale',
  'dual boiler',
  'gift for coffee lover',
];
const referrers = [
  'https://www.google.com/search?q=',
  'https://www.bing.com/search?q=',
  'https://duckduckgo.com/?q=',
  'https://news.brewfictus.example/issue/',
  'https://www.reddit.com/r/espresso/comments/',
  'https://forum.kaffee.example/thread/',
];
const countries =
  'DE AT CH FR IT ES PT NL BE LU GB IE US CA MX BR AR AU NZ JP KR IN SG SE NO DK FI PL CZ HU RO GR TR ZA EG NG KE IL AE SA'.split(
    ' ',
  );
const languages = [
  'en-US',
  'en-GB',
  'en',
  'de-DE',
  'de-AT',
  'de',
  'fr-FR',
  'fr-CA',
  'it-IT',
  'es-ES',
  'es-MX',
  'pt-BR',
  'nl-NL',
  'sv-SE',
  'pl-PL',
  'ja-JP',
];
const cities = [
  'Berlin',
  'Hamburg',
  'München',
  'Köln',
  'Wien',
  'Zürich',
  'Paris',
  'Lyon',
  'Marseille',
  'Roma',
  'Milano',
  'Madrid',
  'Barcelona',
  'Lisboa',
  'Amsterdam',
  'Rotterdam',
  'Bruxelles',
  'London',
  'Manchester',
  'Dublin',
  'New York',
  'Chicago',
  'San Francisco',
  'Toronto',
  'Montréal',
  'São Paulo',
  'Sydney',
  'Melbourne',
  'Tokyo',
  'Seoul',
  'Stockholm',
  'Oslo',
  'København',
  'Helsinki',
  'Warszawa',
  'Łódź',
  'Praha',
  'Budapest',
  'Istanbul',
  'Cape Town',
];
const origin = 'https://www.brewfictus.example';
const capital = (words) =>
  words.replace(/(^|-)([a-z])/g, (_, gap, letter) => `${gap ? ' ' : ''}${letter.toUpperCase()}`);

function page(random) {
  const campaign =
    random.next() < 0.4 ? `?utm_source=${random.pick(sources)}&utm_campaign=${random.pick(campaigns)}` : '';
  const kind = random.next();
  if (kind < 0.5) {
    const product = `${random.pick(brands)}-${random.pick(models)}`;
    return {
      pageUrl: `${origin}/product/${product}${campaign}`,
      pageTitle: `${capital(product)} | Espresso at Brewfictus`,
    };
  }
  if (kind < 0.75) {
    const category = random.pick(categories);
    return {
      pageUrl: `${origin}/category/${category}/${1 + random.below(6)}${campaign}`,
      pageTitle: `${capital(category)}: all our offers | Brewfictus`,
    };
  }
  if (kind < 0.9) {
    const topic = random.pick(topics);
    return {
      pageUrl: `${origin}/blog/${2020 + random.below(6)}/${topic}${campaign}`,
      pageTitle: `${capital(topic)} - The Brewfictus Blog`,
    };
  }
  return random.next() < 0.5
    ? { pageUrl: `${origin}/cart${campaign}`, pageTitle: 'Your cart | Brewfictus' }
    : { pageUrl: `${origin}/checkout/step-${1 + random.below(3)}`, pageTitle: 'Checkout | Brewfictus' };
}

function visitor(random) {
  const pagesViewed = 1 + Math.floor(random.next() ** 3 * 30);
  return {
    ...page(random),
    browserLanguage: random.pick(languages),
    pageVisits: 1 + Math.floor(random.next() ** 4 * 6),
    pagesViewed,
    timeOnSite: Math.round(random.next() ** 2 * 300) / 10,
    timeOnPage: Math.round(random.next() ** 2 * 1800) / 10,
    businessHours: random.next() < 0.6 ? 'during' : 'outside',
    referrerUrl:
      random.next() < 0.3 ? '' : random.pick(referrers) + random.pick(searchWords).replaceAll(' ', '+'),
    city: random.pick(cities),
    country: random.pick(countries),
    engagedThisVisit: random.next() < 0.2,
  };
}

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

const mixes = {
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

function ruleFrom(random, mix, scale) {
  const count = 2 + random.below(4);
  const chosen = new Set();
  while (chosen.size < count) chosen.add(random.weighted(mix.weights));
  return {
    all: [...chosen].map((criterion) => ({ criterion, ...mix.conditions[criterion](random, scale) })),
  };
}

/**
 * Rules and visitors of one kind and size. Up to 45 % of the order no visitor matches; from there to 55 % lie rules that were
 * made to fit some visitor, and at 55 % one that fits all; behind it anything.
 *
 * @returns `{ rules, visitors, fresh }`; `fresh(count)` makes facts that have not been seen before: texts and times differ each time
 */
export function makeWorkload(kind, size, { seed = 1, people = kind === 'wide' ? 48 : 200 } = {}) {
  const mix = mixes[kind];
  const random = randomFrom(seed * 7919 + size);
  const visitors = Array.from({ length: people }, () => visitor(random));
  const seen = visitors.map(normalize);
  const scale = Math.ceil(size / 100);
  const matches = (when) => {
    const [check] = closuresOf([{ when }]);
    return seen.some((facts) => check(facts));
  };
  const rules = [];
  const from = Math.round(size * 0.45);
  const to = Math.min(size - 1, Math.round(size * 0.55));
  while (rules.length < size) {
    const place = rules.length;
    let when = ruleFrom(random, mix, scale);
    if (place < from) while (matches(when)) when = ruleFrom(random, mix, scale);
    else if (place < to)
      for (let tries = 0; tries < 50 && !matches(when); tries += 1) when = ruleFrom(random, mix, scale);
    else if (place === to)
      when = {
        all: [
          { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 0 },
          { criterion: 'pagesViewed', operator: 'lessThan', value: 1000 },
        ],
      };
    rules.push({
      id: `rule-${place}`,
      title: `Rule ${place}`,
      enabled: true,
      when,
      then: { from: { team: 'sales' }, message: 'Need a hand?', assign: true },
    });
  }
  let serial = 0;
  const fresh = (count) =>
    fromJson(
      Array.from({ length: count }, () => {
        serial += 1;
        const facts = visitors[random.below(visitors.length)];
        return {
          ...facts,
          pageUrl: `${facts.pageUrl}${facts.pageUrl.includes('?') ? '&' : '?'}session=${(serial * 2654435761) >>> 0}`,
          pageTitle: `${facts.pageTitle} (${serial})`,
          referrerUrl: facts.referrerUrl && `${facts.referrerUrl}&click=${(serial * 40503) >>> 0}`,
          timeOnSite: facts.timeOnSite + random.next() / 1000,
          timeOnPage: facts.timeOnPage + random.next() / 1000,
        };
      }),
    );
  return { rules: fromJson(rules), visitors: fromJson(visitors), fresh };
}

/** As facts and rules come from outside: strings in one piece, objects of one shape. */
const fromJson = (value) => JSON.parse(JSON.stringify(value));
