import { type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categories } from './catalogue/categories';
import { products, searchProducts } from './catalogue/products';
import { html } from './html';
import { createShop } from './index';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createShop({ beckonUrl: 'http://beckon.test:4400', siteKey: 'pk_brewfictus' }).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((ready) => server.once('listening', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

describe('the shop', () => {
  it('has every link that it offers, in both modes', async () => {
    const seen = new Map<string, string>();
    const waiting = ['/', '/app'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      const response = await fetch(url + path);
      const text = await response.text();
      expect(response.status, path).toBe(200);
      seen.set(path, text);
      if (!response.headers.get('content-type')?.includes('html')) continue;
      for (const [, address] of text.matchAll(/(?:href|src|action)="(\/[^"#]*)"/g))
        waiting.push(address as string);
    }
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(['/product/rocket-r58', '/app/product/rocket-r58', '/cart', '/assets/shop.mjs']),
    );
    expect(seen.get('/')).toContain('href="/product/rocket-r58"');
    const pages = [...seen].filter(([path]) => !path.startsWith('/assets'));
    for (const [path, text] of pages) {
      expect(text.match(/<h1[ >]/g)?.length, path).toBe(1);
      expect(text, path).toContain(
        '<script async src="http://beckon.test:4400/beckon.js" data-site="pk_brewfictus"></script>',
      );
    }
    expect(new Set(pages.map(([, text]) => /<title>(.*)<\/title>/.exec(text)?.[1])).size).toBe(
      pages.length / 2,
    );
    // The single-page mode stays within itself, but for the way out.
    const inside =
      seen
        .get('/app/grinders')
        ?.replace(/<a [^>]*data-whole-page/, '')
        .match(/<a href="\/[^"]*"/g) ?? [];
    expect(inside.filter((link) => !link.startsWith('<a href="/app'))).toEqual([]);
  });

  it('tells the cart what each product costs and looks like', async () => {
    const catalogue = (await (await fetch(`${url}/catalogue.json`)).json()) as Record<string, unknown>[];
    expect(catalogue.map(({ slug }) => slug)).toEqual(products.map(({ slug }) => slug));
    for (const { slug, amount, drawing } of catalogue) {
      expect(amount, String(slug)).toBeGreaterThan(0);
      expect(drawing, String(slug)).toMatch(/^<svg .*<\/svg>$/s);
    }
  });

  it('has a dozen products with a drawing each, and no category whose address contains /product', async () => {
    expect(products.length).toBe(12);
    for (const { slug } of products) {
      const page = await fetch(`${url}/product/${slug}`).then((response) => response.text());
      expect(page, slug).toMatch(/<svg class="drawing"[^>]*>\s*<(path|rect|circle|ellipse)/);
    }
    for (const { slug } of categories) expect(`/${slug}`).not.toContain('/product');
    expect(products.every(({ category }) => categories.some(({ slug }) => slug === category))).toBe(true);
  });

  it('answers 404 with a page for what it does not have', async () => {
    for (const path of ['/nothing', '/product/nothing', '/app/nothing', '/a/b/c']) {
      const response = await fetch(url + path);
      expect(response.status, path).toBe(404);
      expect(await response.text()).toContain('There is no page at this address.');
    }
  });

  it('takes what people search for as text', async () => {
    expect(searchProducts('r58').map(({ slug }) => slug)).toEqual(['rocket-r58']);
    expect(searchProducts('  ')).toEqual([]);
    const page = await fetch(`${url}/search?q=${encodeURIComponent('<script>x</script>')}`).then((response) =>
      response.text(),
    );
    expect(page).toContain('&lt;script&gt;x');
    expect((await fetch(`${url}/search?q=a&q=b`)).status).toBe(200);
  });

  it('allows scripts of its own and of Beckon only', async () => {
    const policy = (await fetch(url)).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self' http://beckon.test:4400;");
    expect(policy).toContain("default-src 'none'");
  });
});

it('escapes what is put into markup', () => {
  expect(html`<a title="${'"<&'}">${[html`<b>${1}</b>`, '<']}</a>`.text).toBe(
    '<a title="&quot;&lt;&amp;"><b>1</b>&lt;</a>',
  );
});
