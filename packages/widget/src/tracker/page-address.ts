/** A page's address as the tracker tells pages apart. */
export interface PageAddress {
  /** Another key is another page view: origin, path, query and, where it is a route, the fragment. */
  readonly key: string;
  /** Origin and path: what entries are counted by. A `#/` or `#!` route is part of the path. */
  readonly page: string;
}

/**
 * @example
 * pageAddress(new URL('https://shop.test/a?x=1#top')) // { key: 'https://shop.test/a?x=1', page: 'https://shop.test/a' }
 */
export function pageAddress({ href }: Pick<Location, 'href'>): PageAddress {
  const [, path, query = '', route = ''] = /^([^?#]*)(\?[^#]*)?(#[/!].*)?/s.exec(href) as unknown as [
    whole: string,
    path: string,
  ];
  return { key: path + query + route, page: path + route.split('?')[0] };
}
