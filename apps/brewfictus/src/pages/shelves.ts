import { categories, type Category } from '../catalogue/categories';
import { illustration } from '../catalogue/illustrations';
import { price, type Product, products, productsOf, searchProducts } from '../catalogue/products';
import { html, type Html } from '../html';
import { type Base, type Page } from '../layout';

/** A product as a card of a list. */
export const card = (base: Base, { slug, name, line, price: amount }: Product): Html =>
  html` <li class="card">
    <a href="${base}/product/${slug}"
      ><span class="picture">${illustration(slug)}</span><span class="name">${name}</span
      ><span class="line">${line}</span><span class="price">${price(amount)}</span></a
    >
  </li>`;

const grid = (base: Base, list: readonly Product[]): Html =>
  html`<ul class="grid">
    ${list.map((product) => card(base, product))}
  </ul>`;

export function homePage(base: Base): Page {
  const hero = products[0] as Product;
  return {
    title: 'Brewfictus: coffee equipment',
    main: html` <section class="hero">
        <div>
          <p class="over">Just in</p>
          <h1>Two boilers. One very good morning.</h1>
          <p class="lead">${hero.line}</p>
          <p>
            <a class="button" href="${base}/product/${hero.slug}">See the ${hero.name}</a>
            <a class="quiet" href="${base}/espresso-machines">All espresso machines</a>
          </p>
        </div>
        <div class="picture">${illustration(hero.slug)}</div>
      </section>
      <section class="shelves" aria-label="Shelves">
        <ul>
          ${categories.map(
            ({ slug, name, line }) =>
              html`<li>
                <a href="${base}/${slug}"><strong>${name}</strong><span>${line}</span></a>
              </li>`,
          )}
        </ul>
      </section>
      <section>
        <h2>What people take home</h2>
        ${grid(
          base,
          [
            'rocket-r58',
            'mahlwerk-64',
            'gooseneck-kettle',
            'levelling-tamper',
            'fictus-piccola',
            'hand-mill-no-3',
            'cloud-dripper',
            'pico-scale',
          ].flatMap((slug) => products.filter((product) => product.slug === slug)),
        )}
      </section>
      <section class="promise">
        <div>
          <h3>Tried before it ships</h3>
          <p>Every machine pulls ten shots on our bench first.</p>
        </div>
        <div>
          <h3>Parts for ten years</h3>
          <p>Gaskets, burrs and baskets are on the shelf.</p>
        </div>
        <div>
          <h3>People who answer</h3>
          <p>Ask in the corner of any page. We drink the stuff too.</p>
        </div>
      </section>`,
  };
}

export function categoryPage(base: Base, { slug, name, line }: Category): Page {
  return {
    title: `${name} | Brewfictus`,
    section: slug,
    main: html`<header class="title">
        <h1>${name}</h1>
        <p class="lead">${line}</p>
      </header>
      ${grid(base, productsOf(slug))}`,
  };
}

export function searchPage(base: Base, query: string): Page {
  const found = searchProducts(query);
  const many = `${found.length} ${found.length === 1 ? 'thing' : 'things'} for “${query}”`;
  return {
    title: `Search: ${query || 'nothing yet'} | Brewfictus`,
    main: html`<header class="title">
        <h1>${query === '' ? 'Search' : many}</h1>
        ${found.length === 0 ? html`<p class="lead">${query === '' ? 'Type what you are after in the field above.' : 'Nothing by that name. Try a shorter word, or look along the shelves.'}</p>` : ''}
      </header>
      ${grid(base, found)}`,
  };
}
