/** A pattern that is known to bring backtracking matchers down, with what to repeat in the text to do so. */
export interface Killer {
  readonly source: string;
  readonly pumps: readonly string[];
  /** It is at most quadratic as a search without the anchors and classes that made it famous, so it is accepted. */
  readonly harmless?: boolean;
}

const star = { pumps: ['a', 'aa', 'ab'] };

/** Patterns from papers, incident reports and advisories on regular-expression denial of service, and variations of them. */
export const killers: readonly Killer[] = [
  { source: '(a+)+$', ...star },
  { source: '^(a+)+$', ...star },
  { source: '([a-zA-Z]+)*$', ...star },
  { source: '(a|aa)+$', ...star },
  { source: '(a|a?)+$', ...star },
  { source: '(a|a)*b', ...star },
  { source: '(a*)*b', ...star },
  { source: '(a*)+b', ...star },
  { source: '((a*)*)*b', ...star },
  { source: '(.*a){12}$', ...star },
  { source: '(.*a){25}', ...star },
  { source: '(a?){30}a{30}', ...star },
  { source: `${'a?'.repeat(30)}${'a'.repeat(30)}`, ...star },
  { source: '(x+x+)+y', pumps: ['x'] },
  { source: '(?:x+x+)+y', pumps: ['x'] },
  { source: '^(([a-z])+.)+[A-Z]([a-z])+$', pumps: ['a'] },
  { source: '(\\w+\\s?)+$', pumps: ['a', 'a '] },
  { source: '^(\\w+\\s*)*$', pumps: ['a', 'ab '] },
  { source: '(?:.*=.*)+;', pumps: ['=', 'x='] },
  { source: '.*.*=.*', pumps: ['x', '=', 'x='] },
  {
    source:
      '(?:(?:"|\\]|\\}|\\\\|\\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|`|-|\\+)+[)]*;?((?:\\s|-|~|!|\\{\\}|\\|\\||\\+)*.*(?:.*=.*)))',
    pumps: ['x', 'x='],
  },
  { source: '^[\\s\\u200c]+|[\\s\\u200c]+$', pumps: [' ', ' x'], harmless: true },
  { source: '\\s+$', pumps: [' '], harmless: true },
  { source: '\\s*,\\s*$', pumps: [' ', ' ,'], harmless: true },
  {
    source:
      '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
    pumps: ['a', 'a.'],
  },
  {
    source: '^([0-9a-zA-Z]([-.\\w]*[0-9a-zA-Z])*@([0-9a-zA-Z][-\\w]*[0-9a-zA-Z]\\.)+[a-zA-Z]{2,9})$',
    pumps: ['a', 'a-'],
  },
  { source: '([a-z0-9_\\.-]+)@([\\da-z\\.-]+)\\.([a-z\\.]{2,6})$', pumps: ['a', 'a.', '@a.'] },
  { source: '(https?:\\/\\/)?([\\da-z\\.-]+)\\.([a-z\\.]{2,6})([\\/\\w \\.-]*)*\\/?$', pumps: ['a', 'a.'] },
  { source: '^(.*?,){11}P', pumps: ['1,', ','] },
  { source: '<(?:".*?"|\'.*?\'|[^>])+>', pumps: ['"', '<"', '"\''] },
  { source: '(?:[^"\']|"[^"]*"|\'[^\']*\')*?;$', pumps: ['a', '""'], harmless: true },
  { source: '(\\d+)*\\.$', pumps: ['1'] },
  { source: '(\\d|\\d\\d)+x', pumps: ['1'] },
  { source: '([^/]+/?)+\\?', pumps: ['a', 'a/'] },
  { source: '(/.*)*/end$', pumps: ['/', '/a'] },
  { source: '(?:/[^/]*)*/[^?]*/x$', pumps: ['/', '/a'] },
  { source: '\\d+\\d+x', pumps: ['1'] },
  { source: '\\w+\\w+\\w+!', pumps: ['a'] },
  { source: 'a*a*a*b', ...star },
  { source: '.*foo.*bar', pumps: ['foo', 'x'] },
  { source: 'a.*b.*c', pumps: ['a', 'ab'] },
  { source: '^.*a.*b.*c.*d$', pumps: ['a', 'abc'] },
  { source: 'x*y*x*y*!', pumps: ['x', 'xy'] },
  { source: '(ab*)*(b*a)*c', pumps: ['ab', 'a', 'b'] },
  { source: '([ab]|[bc])*d', pumps: ['b', 'abc'] },
  { source: '(foo|f.o)*x', pumps: ['foo'] },
  { source: '(a{1,30}){1,30}b', ...star },
  { source: 'a{0,500}a{0,500}a{0,500}b', ...star },
  {
    source:
      '(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)b',
    ...star,
  },
  { source: '(?:a|b|ab)*c', pumps: ['ab', 'a'] },
  { source: '(k|K)*!', pumps: ['k'] },
  { source: '(\\s|\\u00a0)*x', pumps: [' ', '\u00a0'] },
  { source: '([\\W_]+-?)+x', pumps: ['-', '_'] },
  { source: '(.|x)+y', pumps: ['x'] },
  { source: '(é|É)*!', pumps: ['é'] },
  { source: '([a-z]+)+\\.html', pumps: ['a'] },
  { source: '(utm_[a-z]+=[^&]*&?)*$', pumps: ['utm_a=', 'utm_a=b&'] },
  { source: '(a)\\1*b', ...star },
  { source: '(?=(a+))a*b', ...star },
  { source: '^(?:(?=a)a|a)*$', ...star },
  { source: 'foo.*$', pumps: ['foo'], harmless: true },
  { source: '[^x]*x', pumps: ['a'], harmless: true },
  { source: '.*,.*', pumps: ['a', 'a '], harmless: true },
  { source: '(?:a|b)*c', pumps: ['ab'], harmless: true },
];

/** What people write about URLs and titles, with texts that match and texts that do not. */
export interface EverydayPattern {
  readonly source: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const shop = 'https://brewfictus.example';

export const everyday: readonly EverydayPattern[] = [
  {
    source: '/product/.*-[rxk]\\d+',
    yes: [`${shop}/product/rocket-r58`, '/PRODUCT/x-K1'],
    no: [`${shop}/product/rocket`, '/products/rocket-r58'],
  },
  {
    source: '^https://[^/]+/(en|de)/',
    yes: [`${shop}/en/`, `${shop}/DE/shop`],
    no: [`${shop}/fr/`, 'http://x/en/'],
  },
  {
    source: 'utm_campaign=c\\d?$',
    yes: ['/?utm_campaign=c', '/?utm_campaign=C7'],
    no: ['/?utm_campaign=c77', '/?utm_campaign=d'],
  },
  { source: '^https?://', yes: [shop, 'http://x'], no: ['ftp://x'] },
  {
    source: '^https?://(www\\.)?example\\.com',
    yes: ['http://www.example.com/a', 'https://example.com'],
    no: ['https://shop.example.com'],
  },
  { source: '\\.(jpe?g|png|gif|webp)$', yes: ['/a.JPG', '/b.jpeg', '/c.webp'], no: ['/a.jpg?x', '/jpg'] },
  { source: '/blog/\\d{4}/\\d{2}/', yes: ['/blog/2024/05/x'], no: ['/blog/24/05/', '/blog/2024/5/'] },
  {
    source: '/category/[a-z-]+/?$',
    yes: ['/category/coffee-grinders', '/category/tea/'],
    no: ['/category/', '/category/a/b'],
  },
  {
    source: '[?&]utm_source=(google|bing)',
    yes: ['/?utm_source=Google', '/?a=b&utm_source=bing'],
    no: ['/?utm_source=mail'],
  },
  { source: '[?&]gclid=[^&]+', yes: ['/?gclid=abc'], no: ['/?gclid=&a=b'] },
  { source: '/(cart|checkout|payment)', yes: ['/cart', '/checkout/1'], no: ['/card'] },
  {
    source: '/checkout/step-[1-3]$',
    yes: ['/checkout/step-2'],
    no: ['/checkout/step-4', '/checkout/step-22'],
  },
  { source: '^/$', yes: ['/'], no: ['//', ''] },
  { source: '^$', yes: [''], no: ['a'] },
  { source: 'espresso|grinder|kettle', yes: ['An Espresso machine', 'kettles'], no: ['tea'] },
  { source: '\\bsale\\b', yes: ['Big sale today', 'SALE'], no: ['wholesale', 'sales'] },
  { source: '^(home|start)', yes: ['Home of coffee', 'start'], no: ['my home'] },
  { source: 'rocket\\s+r\\s?58', yes: ['Rocket R58', 'rocket r 58'], no: ['rocketr58'] },
  { source: '#/?pricing', yes: ['/#pricing', '/#/pricing'], no: ['/pricing'] },
  {
    source: '/users/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    yes: ['/users/123e4567-e89b-12d3-a456-426614174000'],
    no: ['/users/123e4567'],
  },
  { source: '/order/\\d+/confirm', yes: ['/order/77/confirm'], no: ['/order//confirm'] },
  { source: '/order/[A-Z]{2}\\d{3,8}$', yes: ['/order/de1234'], no: ['/order/d1234', '/order/de12'] },
  { source: '^.*\\.example\\.com/.*$', yes: ['https://a.example.com/x'], no: ['https://example.com/x'] },
  { source: '.*pricing.*', yes: ['Our pricing page'], no: ['price'] },
  { source: '^[^?]*pricing', yes: ['/pricing?x'], no: ['/?pricing'] },
  { source: '(^|\\.)google\\.', yes: ['google.com', 'www.google.de'], no: ['notgoogle.com'] },
  {
    source: 'google\\.(com|de|co\\.uk)/search',
    yes: ['https://google.co.uk/search?q=1'],
    no: ['https://google.fr/search'],
  },
  {
    source: '^https://(www|shop|m)\\.brewfictus\\.(com|example)/',
    yes: ['https://m.brewfictus.com/'],
    no: ['https://brewfictus.com/'],
  },
  { source: 'page=([2-9]|\\d\\d+)', yes: ['?page=2', '?page=10'], no: ['?page=1'] },
  { source: 'q=[^&]*coffee', yes: ['?q=best+coffee', '?q=coffee'], no: ['?q=tea&r=coffee'] },
  { source: '/p/[\\w-]+-p\\d+\\.html', yes: ['/p/rocket-r58-p123.html'], no: ['/p/rocket.html'] },
  {
    source: '^/(?:[a-z]{2}(?:-[a-z]{2})?/)?docs/',
    yes: ['/docs/x', '/en/docs/', '/en-gb/docs/'],
    no: ['/english/docs/'],
  },
  { source: '/docs/v\\d+(\\.\\d+)*/', yes: ['/docs/v1/', '/docs/v1.2.3/'], no: ['/docs/v/', '/docs/v1./'] },
  { source: '[\\s\\S]*contact', yes: ['please contact'], no: ['please'] },
  { source: '\\d+\\s*(€|eur|usd)', yes: ['20 EUR', '5€'], no: ['eur 20'] },
  { source: '^\\(\\d+\\) ', yes: ['(3) Inbox'], no: ['3 Inbox'] },
  { source: '\\(\\d+%\\)', yes: ['Sale (20%)'], no: ['Sale 20%'] },
  { source: 'item_id=\\d{1,10}(&|$)', yes: ['?item_id=5', '?item_id=5&x'], no: ['?item_id=x'] },
  { source: '/search\\?(.*&)?q=', yes: ['/search?q=1', '/search?a=b&q=1'], no: ['/search?aq=1'] },
  {
    source: '^[\\w.+-]+@[\\w-]+\\.[\\w.]+$',
    yes: ['ada@example.com', 'a.b+c@ex-ample.co.uk'],
    no: ['ada@example', '@example.com'],
  },
  {
    source: '^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$',
    yes: ['127.0.0.1'],
    no: ['127.0.0', '1234.0.0.1'],
  },
  {
    source: '^(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$',
    yes: ['192.168.1.254'],
    no: ['256.1.1.1'],
  },
  { source: '^([01]?\\d|2[0-3]):[0-5]\\d$', yes: ['23:59', '7:05'], no: ['24:00'] },
  { source: '[a-z]+-[a-z]+-\\d+$', yes: ['/rocket-espresso-58'], no: ['/rocket-58'] },
  { source: '^((?:new|old)-)?machine', yes: ['machine', 'new-machine'], no: ['red-machine'] },
  { source: '(?<lang>en|fr)-(?<region>[a-z]{2})', yes: ['en-GB'], no: ['de-DE'] },
  { source: 'caf(e|é)', yes: ['Café', 'cafe', 'CAFÉ'], no: ['caf'] },
  { source: '[à-ÿ]', yes: ['é', 'É'], no: ['e'] },
  { source: '\\xe9t\\x61', yes: ['éta', 'ÉTA'], no: ['eta'] },
  { source: 'colou?rs?', yes: ['Colour', 'colors'], no: ['colr'] },
  {
    source: '/(?:summer|winter|spring|autumn)-(?:sale|deals)(?:-\\d{4})?/',
    yes: ['/summer-sale/', '/winter-deals-2025/'],
    no: ['/summer/'],
  },
  {
    source: '^https?://([a-z0-9-]+\\.)*example\\.(com|org)(:\\d+)?(/|$)',
    yes: ['https://a.b.example.com:8080/x', 'http://example.org'],
    no: ['https://example.net/'],
  },
  { source: 'ref=(.+?)&', yes: ['?ref=abc&x'], no: ['?ref=&', '?ref=abc'] },
  { source: '\\$\\d+(?:\\.\\d\\d)?', yes: ['$20.50', '$7'], no: ['20'] },
  { source: '\\{\\{.+\\}\\}', yes: ['Hello {{name}}'], no: ['Hello {name}'] },
  { source: '^.{3,40}$', yes: ['abc'], no: ['ab', 'x'.repeat(41)] },
];
