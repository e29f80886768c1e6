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
export function pageAddress(address: Pick<Location, 'origin' | 'pathname' | 'search' | 'hash'>): PageAddress {
  const route = /^#[/!]/.test(address.hash) ? address.hash : '';
  const path = address.origin + address.pathname;
  return { key: path + address.search + route, page: path + route.replace(/\?.*/s, '') };
}
