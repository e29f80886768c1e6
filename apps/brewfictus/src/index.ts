/**
 * Brewfictus, the demo shop: classic pages at the root and the same shop as a single-page app under `/app`.
 *
 * @module
 */
import { fileURLToPath } from 'node:url';
import express, { type Express, type Request, type Response } from 'express';
import { categories } from './catalogue/categories';
import { illustration } from './catalogue/illustrations';
import { price, products } from './catalogue/products';
import { type Base, layout, type Page, type Shop } from './layout';
import { aboutPage, cartPage, contactPage, notFoundPage } from './pages/plain';
import { productPage } from './pages/product';
import { categoryPage, homePage, searchPage } from './pages/shelves';

export { type Shop } from './layout';

const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));

/**
 * Makes the shop; whoever composes it listens.
 *
 * @param shop.beckonUrl where Beckon's server is, without a slash at the end: `http://127.0.0.1:4400`
 * @param shop.siteKey the public key of the shop's site
 * @example
 * createShop({ beckonUrl: 'http://127.0.0.1:4400', siteKey: 'pk_…' }).listen(4401);
 */
export function createShop(shop: Shop): Express {
  const app = express();
  const beckon = new URL(shop.beckonUrl).origin;
  app.disable('x-powered-by');
  app.use((_, response, next) => {
    response.set({
      'Content-Security-Policy': `default-src 'none'; script-src 'self' ${beckon}; connect-src 'self' ${beckon}; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });
  app.use('/assets', express.static(PUBLIC, { maxAge: '5m', index: false }));
  app.get('/catalogue.json', (_, response) => {
    response.json(
      products.map(({ slug, name, price: amount }) => ({
        slug,
        name,
        amount,
        price: price(amount),
        drawing: illustration(slug).text,
      })),
    );
  });

  for (const base of ['', '/app'] as const) {
    const page = (path: string, make: (request: Request) => Page | undefined): void => {
      app.get(`${base}${path}`, (request, response, next) => {
        const made = make(request);
        if (made) send(response, shop, base, made, request.path);
        else next();
      });
    };
    page('/', () => homePage(base));
    page('/product/:slug', ({ params }) => {
      const product = products.find(({ slug }) => slug === params['slug']);
      return product && productPage(base, product);
    });
    page('/cart', () => cartPage(base));
    page('/about', () => aboutPage(base));
    page('/contact', () => contactPage(base));
    page('/search', ({ query }) =>
      searchPage(base, typeof query['q'] === 'string' ? query['q'].trim().slice(0, 100) : ''),
    );
    page('/:slug', ({ params }) => {
      const category = categories.find(({ slug }) => slug === params['slug']);
      return category && categoryPage(base, category);
    });
  }
  app.use((request, response) => {
    const base = /^\/app(\/|$)/.test(request.path) ? '/app' : '';
    send(response.status(404), shop, base, notFoundPage(base), base || '/');
  });
  return app;
}

function send(response: Response, shop: Shop, base: Base, page: Page, path: string): void {
  response.type('html').send(layout(shop, base, page, path.slice(base.length) || '/'));
}
