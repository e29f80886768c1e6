import {
  type Faulty,
  c,
  url,
  title,
  page,
  views,
  country,
  language,
  hours,
  city,
  all,
  any,
  not,
  one,
  clash,
  two,
} from './faulty-words.fixture';

/** Faulty rule sets, written by hand; each has to be found in full, and nothing else in it. */
export const faulty: readonly Faulty[] = [
  // Contradictions between numbers
  clash('more than 9 and less than 3', views('greaterThan', 9), views('lessThan', 3)),
  clash('at least 3 and less than 3', views('greaterThanOrEqual', 3), views('lessThan', 3)),
  clash('3 and 4', views('is', 3), views('is', 4)),
  clash('3 and not 3', views('is', 3), views('isNot', 3)),
  clash('between, and above it', views('between', [2, 4]), views('greaterThan', 4)),
  clash('two ranges that do not meet', views('between', [2, 4]), views('between', [5, 9])),
  clash('the whole second 5, and more than 6 seconds', page('is', 5), page('greaterThan', 6)),
  clash('the whole second 5, and not the second 5', page('is', 5), page('isNot', 5)),
  one(
    'three numbers, of which two clash',
    all(views('greaterThan', 1), views('greaterThan', 8), views('lessThan', 4)),
    ['contradiction', 'error', '/when/all/1', '/when/all/2'],
  ),
  one('not more than 3 and more than 5', all(not(views('greaterThan', 3)), views('greaterThan', 5)), [
    'contradiction',
    'error',
    '/when/all/0',
    '/when/all/1',
  ]),
  clash('before and after', c('signedUp', 'before', '2026-01-01'), c('signedUp', 'after', '2026-06-01')),
  clash('two dates', c('signedUp', 'is', '2026-01-01'), c('signedUp', 'is', '2026-01-02')),
  // Contradictions between sets
  clash('two countries', country('is', 'DE'), country('is', 'AT')),
  clash('a country and not it, in another case', country('is', 'DE'), country('isNot', 'de')),
  clash(
    'sets of countries that do not meet',
    country('isOneOf', ['DE', 'AT']),
    country('isOneOf', ['FR', 'IT']),
  ),
  clash(
    'one of a set that is excluded',
    country('isOneOf', ['DE', 'AT']),
    country('isNoneOf', ['AT', 'DE', 'CH']),
  ),
  clash('two languages', language('is', 'de'), language('is', 'en')),
  clash('British, and not English', language('is', 'en-GB'), language('isNot', 'en')),
  clash('languages that do not meet', language('isOneOf', ['de', 'fr']), language('isOneOf', ['en', 'it'])),
  clash('during and outside', hours('is', 'during'), hours('is', 'outside')),
  clash('neither during nor outside', hours('isNot', 'during'), hours('isNot', 'outside')),
  one('none of all options', hours('isNoneOf', ['during', 'outside']), ['contradiction', 'error', '/when']),
  clash('the hours of one team', hours('is', 'during', 'sales'), hours('isNot', 'during', 'sales')),
  clash('engaged and not', c('engagedThisVisit', 'is', true), c('engagedThisVisit', 'is', false)),
  clash('a city, spelt in two ways', city('is', 'Łódź'), city('isNot', 'lodz')),
  // Contradictions between texts and URLs
  clash('two beginnings', title('startsWith', 'Rocket'), title('startsWith', 'Espresso')),
  clash('two ends', title('endsWith', 'R58'), title('endsWith', 'R60')),
  clash('contains and does not', title('contains', 'Rocket'), title('notContains', 'rocket')),
  clash(
    'contains more than what it does not contain',
    title('contains', 'Rocket R58'),
    title('notContains', 'rocket'),
  ),
  clash('a text without what it has to contain', title('is', 'Espresso'), title('contains', 'rocket')),
  clash('a text that does not fit the pattern', title('is', 'Espresso'), title('like', 'rocket*')),
  clash('like, and not like more', title('like', 'rocket * espresso'), title('notLike', 'rocket*')),
  clash('matches and does not', title('matches', 'r\\d+'), title('notMatches', 'r\\d+')),
  clash('a text that does not match', title('is', 'Espresso'), title('matches', '^r\\d+$')),
  clash('two paths', url('is', '/product'), url('is', '/cart')),
  clash('two beginnings of the path', url('startsWith', '/product'), url('startsWith', '/cart')),
  clash('a path, and not with a slash behind', url('is', '/product'), url('isNot', '/product/')),
  clash(
    'a path, and the URL does not contain it',
    url('startsWith', '/product'),
    url('notContains', '/product'),
  ),
  clash('a path beneath, and not like it', url('startsWith', '/product/'), url('notLike', '/product*')),
  clash('the empty referrer contains', c('referrerUrl', 'is', ''), c('referrerUrl', 'contains', 'google')),
  // Known and unknown
  clash('a country that is not known', country('isUnknown'), country('is', 'DE')),
  clash('unknown, and not the US', country('isUnknown'), country('isNot', 'US')),
  clash('known and unknown', country('isKnown'), country('isUnknown')),
  // Groups
  one('an empty any', any(), ['contradiction', 'error', '/when']),
  one('not nothing', not(all()), ['contradiction', 'error']),
  one(
    'alternatives that all clash',
    any(all(country('is', 'DE'), country('is', 'AT')), all(views('is', 1), views('is', 2))),
    ['contradiction', 'error', '/when'],
  ),
  one(
    'one of the alternatives is dead',
    any(title('contains', 'x'), all(country('is', 'DE'), country('is', 'AT'))),
    ['contradiction', 'warning', '/when/any/1/all/0', '/when/any/1/all/1'],
  ),
  one('an empty any among alternatives', any(title('contains', 'x'), any()), [
    'contradiction',
    'warning',
    '/when/any/1',
  ]),
  one(
    'what an outer condition excludes within',
    all(country('is', 'DE'), any(country('is', 'AT'), country('is', 'CH'))),
    ['contradiction', 'error', '/when/all/0', '/when/all/1'],
  ),
  // Times
  one('before the page', page('lessThan', 0), ['unreachableTime', 'error', '/when']),
  one('a negative time', page('is', -5), ['unreachableTime', 'error', '/when']),
  one('a negative span', c('timeOnSite', 'between', [-5, -1]), ['unreachableTime', 'error', '/when']),
  one('minutes that were meant as seconds', c('timeOnSite', 'greaterThan', 3600), [
    'unreachableTime',
    'warning',
    '/when',
  ]),
  one('two days on a page', all(page('greaterThanOrEqual', 172_800), url('contains', '/product')), [
    'unreachableTime',
    'warning',
    '/when/all/0',
  ]),
  // Always true
  one('nothing is asked', all(), ['alwaysTrue', 'warning', '/when']),
  one('not an empty any', not(any()), ['alwaysTrue', 'warning', '/when']),
  one('known or unknown', any(country('isKnown'), country('isUnknown')), ['alwaysTrue', 'warning', '/when']),
  one('like anything', all(title('like', '*'), views('is', 2)), ['alwaysTrue', 'warning', '/when/all/0']),
  one('an expression that matches everything', all(title('matches', '.*'), views('is', 2)), [
    'alwaysTrue',
    'warning',
    '/when/all/0',
  ]),
  one('an expression that can match nothing', all(title('matches', '(sale)?'), views('is', 2)), [
    'alwaysTrue',
    'warning',
    '/when/all/0',
  ]),
  one('any time at all', all(page('greaterThanOrEqual', 0), url('contains', '/product')), [
    'alwaysTrue',
    'warning',
    '/when/all/0',
  ]),
  one('all options', all(hours('isOneOf', ['during', 'outside']), views('is', 2)), [
    'alwaysTrue',
    'warning',
    '/when/all/0',
  ]),
  one('less than 5 or more than 3', any(views('lessThan', 5), views('greaterThan', 3)), [
    'alwaysTrue',
    'warning',
    '/when',
  ]),
  one(
    'engaged or not',
    all(any(c('engagedThisVisit', 'is', true), c('engagedThisVisit', 'is', false)), views('is', 2)),
    ['alwaysTrue', 'warning', '/when/all/0'],
  ),
  // Not A or not B
  one('not DE or not AT', any(country('isNot', 'DE'), country('isNot', 'AT')), [
    'notAOrNotB',
    'warning',
    '/when',
  ]),
  one(
    'not DE or not AT, within',
    all(url('contains', '/product'), any(country('isNot', 'DE'), country('isNot', 'AT'))),
    ['notAOrNotB', 'warning', '/when/all/1'],
  ),
  one('does not begin with one or the other', any(url('notLike', '/product*'), url('notLike', '/cart*')), [
    'notAOrNotB',
    'warning',
    '/when',
  ]),
  one('not German or not English', any(not(language('is', 'de')), not(language('is', 'en'))), [
    'notAOrNotB',
    'warning',
    '/when',
  ]),
  one('none of some or none of others', any(country('isNoneOf', ['DE', 'AT']), country('isNoneOf', ['FR'])), [
    'notAOrNotB',
    'warning',
    '/when',
  ]),
  // Superfluous conditions
  one('the same twice', all(url('contains', '/product'), views('is', 2), url('contains', '/product')), [
    'duplicate',
    'warning',
    '/when/all/2',
    '/when/all/0',
  ]),
  one('the same twice, in another case', any(title('is', 'Sale'), title('is', 'SALE ')), [
    'duplicate',
    'warning',
    '/when/any/1',
    '/when/any/0',
  ]),
  one('more than 5, and more than 3', all(views('greaterThan', 5), views('greaterThan', 3)), [
    'redundant',
    'warning',
    '/when/all/1',
  ]),
  one('known, and a country', all(country('is', 'DE'), country('isKnown')), [
    'redundant',
    'warning',
    '/when/all/1',
  ]),
  one('British or English', any(language('is', 'en'), language('is', 'en-GB')), [
    'redundant',
    'warning',
    '/when/any/1',
  ]),
  one('a path, and the URL contains it', all(url('startsWith', '/product/'), url('contains', '/product')), [
    'redundant',
    'warning',
    '/when/all/1',
  ]),
  one('a country, and not another', all(country('is', 'DE'), country('isNot', 'AT')), [
    'redundant',
    'warning',
    '/when/all/1',
  ]),
  // Rules among each other
  two('the same rule twice', url('contains', '/product'), url('contains', '/PRODUCT'), 'duplicate'),
  two(
    'the same, in another order',
    all(country('is', 'DE'), views('is', 2)),
    all(views('is', 2), country('is', 'DE')),
    'duplicate',
  ),
  two('the same, said with not', not(country('is', 'DE')), country('isNot', 'DE'), 'duplicate'),
  two(
    'narrower behind wider',
    url('contains', '/product'),
    all(url('contains', '/product'), page('greaterThan', 15)),
    'shadowed',
  ),
  two('later behind sooner', page('greaterThanOrEqual', 5), page('greaterThanOrEqual', 15), 'shadowed'),
  two(
    'a longer path behind a shorter',
    url('startsWith', '/product'),
    url('startsWith', '/product/r58'),
    'shadowed',
  ),
  two('a country behind several', country('isOneOf', ['DE', 'AT', 'CH']), country('is', 'AT'), 'shadowed'),
  two('British behind English', language('is', 'en'), language('is', 'en-GB'), 'shadowed'),
  two('anything behind known', country('isKnown'), country('isNot', 'US'), 'shadowed'),
  two(
    'a page behind a pattern',
    url('like', '/product/*'),
    url('isOneOf', ['/product/a', '/product/b']),
    'shadowed',
  ),
  two(
    'all behind one of its alternatives',
    any(country('is', 'DE'), views('is', 2)),
    all(country('is', 'DE'), views('is', 3)),
    'shadowed',
  ),
  {
    name: 'behind two that share everything between them',
    rules: [
      { id: 'a', when: views('lessThan', 5) },
      { id: 'b', when: views('greaterThanOrEqual', 5) },
      { id: 'c', when: views('isKnown') },
    ],
    found: [['shadowed', 'error', 'c']],
  },
  {
    name: 'everything behind a rule that asks nothing',
    rules: [
      { id: 'a', when: all() },
      { id: 'b', when: country('is', 'DE') },
      { id: 'c', when: views('is', 3) },
    ],
    found: [
      ['alwaysTrue', 'warning', 'a', '/when'],
      ['shadowed', 'error', 'b'],
      ['shadowed', 'error', 'c'],
    ],
  },
  // Regular expressions
  one('a repeated repetition', title('matches', '(a+)+$'), ['riskyRegex', 'error', '/when/value']),
  one('alternatives that begin alike, repeated', title('matches', '(a|a)*b'), [
    'riskyRegex',
    'error',
    '/when/value',
  ]),
  one('a look-ahead', all(url('contains', '/x'), url('matches', '(?=x)x')), [
    'riskyRegex',
    'error',
    '/when/all/1/value',
  ]),
  one('a back-reference', title('notMatches', '(a)\\1'), ['riskyRegex', 'error', '/when/value']),
  // Invalid
  one('a country that does not exist', country('is', 'UK'), ['invalid', 'error', '/when/value']),
];
