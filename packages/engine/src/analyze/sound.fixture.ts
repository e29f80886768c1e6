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
  all,
  any,
} from './faulty-words.fixture';

/** Rule sets with nothing wrong: nothing may be found in them. */
export const sound: readonly Faulty['rules'][] = [
  [{ id: 'a', when: url('contains', '/#/cart') }],
  [{ id: 'a', when: url('startsWith', 'http') }],
  [{ id: 'a', when: url('matches', '/product/.*-[rxk]\\d+') }],
  [{ id: 'a', when: url('matches', '/product[/*]') }],
  [{ id: 'a', when: title('contains', 'Now (today | tomorrow) 5 + 3 for 100 US$') }],
  [{ id: 'a', when: language('isOneOf', ['de-AT', 'de-CH', 'den']) }],
  [{ id: 'a', when: url('matches', '^https?://(www\\.)?shop\\.test/') }],
  [{ id: 'a', when: url('matches', '#/?pricing') }],
  [{ id: 'a', when: url('like', 'http*://shop.test/*') }],
  [{ id: 'a', when: url('isOneOf', ['/', 'https://shop.test/cart', 'about:blank']) }],
  [{ id: 'a', when: url('contains', 'localhost:8080/') }],
  [{ id: 'a', when: any(url('contains', '/cart'), url('notContains', '/checkout')) }],
  [{ id: 'a', when: all(url('is', '/a'), url('contains', '?x')) }],
  [{ id: 'a', when: all(page('is', 15), page('greaterThan', 15.5)) }],
  [
    { id: 'a', when: url('matches', '/product/\\d+') },
    { id: 'b', when: url('contains', '/product') },
  ],
  [
    { id: 'a', when: url('startsWith', 'https://shop.test/product') },
    { id: 'b', when: url('startsWith', '/product') },
  ],
  [{ id: 'a', when: all(url('contains', '/product'), page('greaterThanOrEqual', 15)) }],
  [{ id: 'a', when: all(url('contains', '/product'), url('startsWith', 'https://shop.test/')) }],
  [
    { id: 'a', when: page('greaterThanOrEqual', 15) },
    { id: 'b', when: page('greaterThanOrEqual', 5) },
  ],
  [
    { id: 'a', when: url('startsWith', '/product/r58') },
    { id: 'b', when: url('startsWith', '/product') },
  ],
  [
    { id: 'a', when: country('isNot', 'US') },
    { id: 'b', when: language('is', 'en') },
  ],
  [{ id: 'a', when: any(country('isUnknown'), country('isNot', 'US')) }],
  [{ id: 'a', when: all(hours('is', 'during', 'sales'), hours('is', 'outside', 'support')) }],
  [{ id: 'a', when: all(url('is', '/product'), url('contains', 'utm_source=x')) }],
  [{ id: 'a', when: all(c('cartValue', 'greaterThan', 2), c('cartValue', 'lessThan', 3)) }],
  [
    { id: 'a', enabled: false, when: url('contains', '/x') },
    { id: 'b', when: url('contains', '/x') },
  ],
  [
    { id: 'a', when: url('contains', '/x') },
    { id: 'b', enabled: false, when: url('contains', '/x') },
  ],
  [
    {
      id: 'a',
      when: all(title('contains', 'rocket'), title('notContains', 'rocket r58'), title('endsWith', 'sale')),
    },
  ],
  [
    {
      id: 'a',
      when: any(all(country('is', 'DE'), views('is', 2)), all(country('is', 'AT'), views('is', 3))),
    },
  ],
  [
    { id: 'a', when: views('lessThan', 5) },
    { id: 'b', when: views('greaterThan', 5) },
    { id: 'c', when: views('isKnown') },
  ],
];
