import { categories } from './catalogue/categories';
import { html, type Html } from './html';

/** The shop that a page belongs to. */
export interface Shop {
  /** Where Beckon's server is. */
  readonly beckonUrl: string;
  readonly siteKey: string;
}

/** Classic pages have their links at the root; the single-page mode keeps to `/app`. */
export type Base = '' | '/app';

/** What a page brings; the layout does the rest. */
export interface Page {
  readonly title: string;
  readonly main: Html;
  /** The address of its section, to mark it in the navigation. */
  readonly section?: string;
}

const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <path d="M6 11h17v7a8 8 0 0 1-8 8h-1a8 8 0 0 1-8-8z" />
  <path class="k" d="M23 13c6-1 6 8-1 8M11 3c-3 3 3 3 0 6m6-6c-3 3 3 3 0 6" />
</svg>`;

/** The whole document. The widget comes by the snippet that any site would use, under a policy that allows just that. */
export function layout(shop: Shop, base: Base, { title, main, section }: Page, path: string): string {
  const home = base === '' ? '/' : base;
  const otherMode = base === '' ? `/app${path === '/' ? '' : path}` : path || '/';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <meta name="description" content="Brewfictus: coffee equipment for people who mean it." />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script type="module" src="/assets/shop.mjs"></script>
        <script async src="${shop.beckonUrl}/beckon.js" data-site="${shop.siteKey}"></script>
      </head>
      <body data-base="${base}">
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <div class="wrap">
            <a class="logo" href="${home}">${mark}<span>Brewfictus</span></a>
            <nav aria-label="Shelves">
              ${categories.map(({ slug, name }) => html`<a href="${base}/${slug}" ${section === slug ? html` aria-current="page"` : ''}>${name}</a>`)}
            </nav>
            <form class="search" role="search" action="${base}/search">
              <input type="search" name="q" aria-label="Search the shop" placeholder="Search" />
            </form>
            <a class="cart" href="${base}/cart">Cart <span class="count" data-cart-count>0</span></a>
          </div>
        </header>
        <main id="main" class="wrap" tabindex="-1">${main}</main>
        <footer class="bottom">
          <div class="wrap">
            <p>
              <strong>Brewfictus</strong> is a made-up shop that shows
              <a href="${shop.beckonUrl}">Beckon</a> at work. Nothing is sold here.
            </p>
            <p>
              <a href="${base}/about">About</a> <a href="${base}/contact">Contact</a>
              <a href="${otherMode}" data-whole-page>${base === '' ? 'Single-page mode' : 'Classic pages'}</a>
            </p>
          </div>
        </footer>
      </body>
    </html>`.text;
}
