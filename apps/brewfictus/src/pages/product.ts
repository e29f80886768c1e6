import { categories } from '../catalogue/categories';
import { illustration } from '../catalogue/illustrations';
import { price, type Product, productsOf } from '../catalogue/products';
import { html } from '../html';
import { type Base, type Page } from '../layout';
import { card } from './shelves';

export function productPage(base: Base, product: Product): Page {
  const shelf = categories.find(({ slug }) => slug === product.category);
  const others = productsOf(product.category).filter(({ slug }) => slug !== product.slug);
  return {
    title: `${product.name} | Brewfictus`,
    section: product.category,
    main: html` <nav class="crumbs" aria-label="Breadcrumb">
        <a href="${base || '/'}">Home</a> <span aria-hidden="true">/</span>
        <a href="${base}/${product.category}">${shelf?.name ?? ''}</a>
      </nav>
      <article class="product">
        <div class="picture">${illustration(product.slug)}</div>
        <div>
          <h1>${product.name}</h1>
          <p class="lead">${product.line}</p>
          <p class="price">${price(product.price)}</p>
          <p class="buy">
            <button class="button" type="button" data-add="${product.slug}">Add to cart</button>
            <span role="status" data-added></span>
          </p>
          <p>${product.story}</p>
          <dl>
            ${product.facts.map(
              ([name, value]) =>
                html`<div>
                  <dt>${name}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
          </dl>
        </div>
      </article>
      <section>
        <h2>On the same shelf</h2>
        <ul class="grid">
          ${others.map((other) => card(base, other))}
        </ul>
      </section>`,
  };
}
