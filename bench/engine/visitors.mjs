// Visitors of the shop, each on one of its pages.
import {
  brands,
  campaigns,
  capital,
  categories,
  cities,
  countries,
  languages,
  models,
  origin,
  referrers,
  searchWords,
  sources,
  topics,
} from './shop.mjs';

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

/** The twelve facts of somebody. */
export function visitor(random) {
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
