import { html } from '../html';
import { type Base, type Page } from '../layout';

/** The cart is in the visitor's browser; the script fills it in. */
export const cartPage = (base: Base): Page => ({
  title: 'Cart | Brewfictus',
  main: html`<header class="title"><h1>Cart</h1></header>
    <div data-cart>
      <p class="lead">Your cart is empty. <a href="${base || '/'}">Have a look around.</a></p>
    </div>`,
});

export const aboutPage = (base: Base): Page => ({
  title: 'About | Brewfictus',
  main: html`<article class="prose">
    <h1>About Brewfictus</h1>
    <p class="lead">Coffee equipment for people who mean it, from a shop that does not exist.</p>
    <p>
      Brewfictus is the demo of Beckon, a self-hosted platform for engagement rules. Everything that you see
      here is what a customer's site would be: pages from a server, a single-page mode, and one line of script
      for the widget.
    </p>
    <p>
      The catalogue is invented, apart from one machine that we would like to own. The cart stays in your
      browser, and nothing can be bought.
    </p>
    <p><a class="button" href="${base}/product/rocket-r58">See that machine</a></p>
  </article>`,
});

export const contactPage = (base: Base): Page => ({
  title: 'Contact | Brewfictus',
  main: html`<article class="prose">
    <h1>Contact</h1>
    <p class="lead">Write to us in the messenger, in the corner of every page.</p>
    <p>
      The sales team helps you choose, and support helps when something leaks, hisses or does neither although
      it should. You can close the messenger, walk through the shop and come back: what was said stays.
    </p>
    <p>Looking for something? <a href="${base}/search">Search the shop</a>.</p>
  </article>`,
});

export const notFoundPage = (base: Base): Page => ({
  title: 'Not found | Brewfictus',
  main: html`<article class="prose">
    <h1>Nothing brewing here</h1>
    <p class="lead">There is no page at this address.</p>
    <p><a class="button" href="${base || '/'}">Back to the shop</a></p>
  </article>`,
});
