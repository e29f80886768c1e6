import {
  type Faulty,
  c,
  url,
  title,
  page,
  views,
  country,
  hours,
  language,
  all,
  any,
  not,
  one,
  clash,
  two,
} from './faulty-words.fixture';

/** More faulty rule sets: expressions, counts, URLs in whole and in part, values that are hardly meant as they are. */
export const faultyValues: readonly Faulty[] = [
  one('an expression that goes on behind the end', title('matches', 'sale$x'), [
    'contradiction',
    'error',
    '/when',
  ]),
  one('an expression for a line end, which titles have not', title('matches', 'sale\\nnow'), [
    'contradiction',
    'error',
    '/when',
  ]),
  one('an expression that matches at any end', all(title('matches', '$'), views('is', 2)), [
    'alwaysTrue',
    'warning',
    '/when/all/0',
  ]),
  two(
    'an expression behind its own beginning',
    url('matches', '/product/.*'),
    url('matches', '/product/\\d+'),
    'shadowed',
  ),
  two(
    'an expression behind what it contains',
    url('contains', '/product'),
    url('matches', '/product/\\d+$'),
    'shadowed',
  ),
  two('an expression that is a plain text', url('contains', '/cart'), url('matches', '/cart'), 'duplicate'),
  clash(
    'an expression, and not what it contains',
    url('matches', '/product/\\d+'),
    url('notContains', '/product'),
  ),
  // Counts
  one('fewer than one page', views('lessThan', 1), ['contradiction', 'error', '/when']),
  one('no visit', c('pageVisits', 'is', 0), ['contradiction', 'error', '/when']),
  one('half a page', views('is', 2.5), ['contradiction', 'error', '/when']),
  one('between two whole numbers', views('between', [0.2, 0.8]), ['contradiction', 'error', '/when']),
  one('fewer events than none', c('eventCount', 'lessThan', 0, 'cart'), ['contradiction', 'error', '/when']),
  clash('more than 2 and fewer than 3 pages', views('greaterThan', 2), views('lessThan', 3)),
  one('at least one page', all(views('greaterThanOrEqual', 1), url('contains', '/x')), [
    'alwaysTrue',
    'warning',
    '/when/all/0',
  ]),
  two(
    'more than 2 pages, then at least 3',
    views('greaterThan', 2),
    views('greaterThanOrEqual', 3),
    'duplicate',
  ),
  // URLs in whole and in part
  two(
    'a whole URL behind its path',
    url('startsWith', '/product'),
    url('startsWith', 'https://shop.test/product'),
    'shadowed',
  ),
  two('one page behind its path', url('is', '/cart'), url('is', 'https://shop.test/cart/'), 'shadowed'),
  two(
    'one page behind its site',
    url('startsWith', 'https://shop.test'),
    url('is', 'https://shop.test/cart'),
    'shadowed',
  ),
  two(
    'a list behind a longer one',
    url('isOneOf', ['/a', '/b', '/c']),
    url('isOneOf', ['/b/', '/a']),
    'shadowed',
  ),
  clash('one page, and another path', url('is', 'https://shop.test/cart'), url('startsWith', '/product')),
  clash(
    'one page, and what it does not contain',
    url('is', 'https://shop.test/cart'),
    url('contains', 'product'),
  ),
  clash(
    'a whole beginning, and another path',
    url('startsWith', 'https://shop.test/cart'),
    url('isOneOf', ['/a', '/b']),
  ),
  // Values that are hardly meant like this
  ...(
    [
      ['a fragment', url('contains', '#reviews')],
      ['a fragment at the end', url('endsWith', '/r58#reviews')],
      ['a fragment that is left out', url('is', '/product#reviews')],
      ['a fragment in an expression', url('matches', '/r58#reviews')],
      ['the usual port', url('contains', 'shop.test:443/cart')],
      ['a host without https://', url('startsWith', 'www.shop.test')],
      ['a page without https://', url('is', 'shop.test/cart')],
      ['one page of several without https://', url('isOneOf', ['/cart', 'shop.test/cart'])],
      ['a pattern without https://', url('like', 'shop.test/*')],
      ['a path without its slash', url('startsWith', 'product')],
      ['not a path without its slash', url('isNot', 'cart')],
      ['a path from the very beginning', url('matches', '^/product')],
      ['a host from the very beginning', url('matches', '^www\\.')],
      ['an escape in an expression', url('matches', 'a%20b')],
      ['a referrer without https://', c('referrerUrl', 'startsWith', 'google.')],
      ['like, without a star', title('like', 'Rocket R58')],
      ['a star where it is a sign', url('contains', '/product/*')],
      ['a star at the end of a beginning', url('startsWith', 'https://shop.test/*')],
      ['a star in a title', title('is', 'Sale *')],
      ['a star in a list', title('isOneOf', ['Sale', '*sale*'])],
      ['an expression that is only contained', url('contains', '/product/.*')],
      ['an anchored expression, as a beginning', title('startsWith', '^sale')],
      ['digits, as a pattern', title('like', '*r\\d*')],
      ['alternatives, as a text', title('contains', '(sale|deal)')],
      ['a star behind a slash in an expression', url('matches', '/product/*')],
      ['not like, without a star', url('notLike', '/cart')],
    ] as const
  ).map(([name, when]) => one(name, when, ['unlikelyValue', 'warning', '/when'])),
  one('a country twice in a list', country('isOneOf', ['DE', 'AT', 'de']), ['duplicate', 'warning', '/when']),
  one('a language within another one of the list', language('isOneOf', ['de', 'en', 'en-GB']), [
    'duplicate',
    'warning',
    '/when',
  ]),
  one('a page twice in a list', url('isNoneOf', ['/cart', '/cart/']), ['duplicate', 'warning', '/when']),
  // More of logic
  one('lacks one thing or another', any(url('notContains', '/cart'), url('notContains', '/checkout')), [
    'notAOrNotB',
    'warning',
    '/when',
  ]),
  one('one alternative holds for every title', any(title('like', '*'), url('contains', '/x')), [
    'alwaysTrue',
    'warning',
    '/when/any/0',
  ]),
  one('not what always holds', not(title('like', '*')), ['contradiction', 'error', '/when/not']),
  one('neither known nor unknown', not(any(country('isKnown'), country('isUnknown'))), [
    'contradiction',
    'error',
    '/when/not/any/0',
    '/when/not/any/1',
  ]),
  one(
    'three times, of which two clash',
    all(page('greaterThan', 10), page('lessThan', 20), page('between', [25, 30])),
    ['contradiction', 'error', '/when/all/1', '/when/all/2'],
  ),
  one(
    'what stands beside alternatives already',
    all(url('contains', 'a'), any(url('contains', 'a'), title('contains', 'b'))),
    ['redundant', 'warning', '/when/all/1'],
  ),
  two(
    'alternatives in another order',
    any(url('contains', 'a'), title('contains', 'b')),
    any(title('contains', 'b'), url('contains', 'a')),
    'duplicate',
  ),
  {
    name: 'behind two that share a list between them',
    rules: [
      { id: 'a', when: country('isOneOf', ['DE', 'AT']) },
      { id: 'b', when: country('isOneOf', ['CH', 'FR']) },
      { id: 'c', when: country('isOneOf', ['AT', 'FR']) },
    ],
    found: [['shadowed', 'error', 'c']],
  },
  {
    name: 'behind two that meet, with a condition of its own',
    rules: [
      { id: 'a', when: all(url('contains', '/p'), views('lessThan', 5)) },
      { id: 'b', when: all(url('contains', '/p'), views('greaterThan', 3)) },
      { id: 'c', when: all(url('contains', '/product'), title('contains', 'x'), views('isKnown')) },
    ],
    found: [['shadowed', 'error', 'c']],
  },
  {
    name: 'behind both answers of a choice',
    rules: [
      { id: 'a', when: hours('is', 'during') },
      { id: 'b', when: hours('is', 'outside') },
      { id: 'c', when: hours('isKnown') },
    ],
    found: [['shadowed', 'error', 'c']],
  },
  // What lies around a group
  one(
    'an alternative that clashes with what is asked beside the group',
    all(country('is', 'DE'), any(country('is', 'AT'), title('contains', 'x'))),
    ['contradiction', 'warning', '/when/all/1/any/0'],
  ),
  one(
    'an alternative deeper down that clashes with what is asked above',
    all(
      views('is', 2),
      any(url('contains', '/a'), all(url('contains', '/b'), any(views('is', 3), title('is', 'x')))),
    ),
    ['contradiction', 'warning', '/when/all/1/any/1/all/1/any/0'],
  ),
  one(
    'what is asked above, again in an alternative',
    all(country('is', 'DE'), any(all(country('isKnown'), views('is', 2)), title('contains', 'x'))),
    ['redundant', 'warning', '/when/all/1/any/0/all/0'],
  ),
  one(
    'within a not, what is asked beside it',
    all(country('is', 'DE'), not(all(country('isOneOf', ['DE', 'AT']), title('contains', 'x')))),
    ['contradiction', 'warning', '/when/all/1/not/all/0'],
  ),
  one('an alternative that takes too long', any(page('greaterThan', 200_000), url('contains', '/x')), [
    'unreachableTime',
    'warning',
    '/when/any/0',
  ]),
  one('too long, said with not', all(url('contains', '/x'), not(page('lessThan', 100_000))), [
    'unreachableTime',
    'warning',
    '/when/all/1/not',
  ]),
  one(
    'too long in both alternatives',
    any(page('greaterThan', 200_000), c('timeOnSite', 'greaterThan', 3600)),
    ['unreachableTime', 'warning', '/when'],
  ),
  one('fewer than none, as an alternative', any(views('lessThan', 1), url('contains', '/x')), [
    'contradiction',
    'warning',
    '/when/any/0',
  ]),
  // Expressions beside each other and beside texts
  two('two digits behind one', title('matches', 'r\\d'), title('matches', 'r\\d\\d'), 'shadowed'),
  two(
    'one of the words of an expression',
    url('matches', '/(product|cart)/'),
    url('contains', '/cart/'),
    'shadowed',
  ),
  two(
    'a beginning that lies in a class',
    title('matches', '^[a-z]'),
    title('startsWith', 'Rocket'),
    'shadowed',
  ),
  clash('a class, and a beginning outside of it', title('matches', '^a\\d'), title('startsWith', 'ax')),
  clash(
    'a word of some, and none of them',
    title('matches', '^(sale|deal)'),
    title('notMatches', 'sale|deal'),
  ),
  {
    name: 'an expression behind all its words',
    rules: [
      { id: 'a', when: url('contains', '/product') },
      { id: 'b', when: url('contains', '/cart') },
      { id: 'c', when: url('matches', '/(product|cart)/\\d+') },
    ],
    found: [['shadowed', 'error', 'c']],
  },
];
