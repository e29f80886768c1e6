/* The shop's own script: the cart, and the single-page mode under /app. It knows nothing of Beckon. */
const CART = 'brewfictus-cart';
const base = document.body.dataset.base ?? '';
let catalogue;

/** @returns {Record<string, number>} quantities by product */
function readCart() {
  try {
    const cart = JSON.parse(localStorage.getItem(CART) ?? '{}');
    return typeof cart === 'object' && cart ? cart : {};
  } catch {
    return {};
  }
}

function writeCart(cart) {
  try {
    localStorage.setItem(CART, JSON.stringify(cart));
  } catch {
    // Storage is blocked: the cart lasts no longer than the page.
  }
  draw();
}

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const money = (amount) =>
  new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(
    amount,
  );

function line(product, quantity) {
  const number = element('input', {
    type: 'number',
    min: '1',
    max: '99',
    value: String(quantity),
    'aria-label': `Quantity of ${product.name}`,
  });
  number.addEventListener('change', () => {
    const wanted = Math.min(99, Math.max(1, Math.round(Number(number.value)) || 1));
    writeCart({ ...readCart(), [product.slug]: wanted });
  });
  const picture = element('span', { class: 'picture' });
  picture.innerHTML = product.drawing;
  const remove = element('button', { type: 'button', 'aria-label': `Remove ${product.name}` }, 'Remove');
  remove.addEventListener('click', () => {
    const cart = readCart();
    delete cart[product.slug];
    writeCart(cart);
  });
  return element(
    'li',
    { 'data-line': product.slug },
    picture,
    element('a', { href: `${base}/product/${product.slug}` }, product.name),
    number,
    element('span', { class: 'price' }, money(product.amount * quantity)),
    remove,
  );
}

async function drawCart(place) {
  catalogue ??= await fetch('/catalogue.json').then((response) => response.json());
  const cart = readCart();
  const giveBack = keepFocus(place);
  const inCart = catalogue.filter((product) => cart[product.slug] > 0);
  if (inCart.length === 0) {
    place.replaceChildren(
      element(
        'p',
        { class: 'lead' },
        'Your cart is empty. ',
        element('a', { href: base || '/' }, 'Have a look around.'),
      ),
    );
    giveBack();
    return;
  }
  const total = inCart.reduce((sum, product) => sum + product.amount * cart[product.slug], 0);
  place.replaceChildren(
    element('ul', { class: 'lines' }, ...inCart.map((product) => line(product, cart[product.slug]))),
    element('p', { class: 'total' }, 'Total ', element('span', { class: 'price' }, money(total))),
    element('p', { class: 'lead' }, 'This is a demo: there is no till at the end of the aisle.'),
  );
  giveBack();
}

/** The lines are drawn anew with each change: the focus goes back to where it was, or to the line that came in its place. */
function keepFocus(place) {
  const focused = document.activeElement;
  const at = focused?.closest('[data-line]');
  if (!at || !place.contains(at)) return () => undefined;
  const tag = focused.localName;
  const index = [...at.parentElement.children].indexOf(at);
  return () => {
    const lines = place.querySelectorAll('[data-line]');
    const next = lines[Math.min(index, lines.length - 1)];
    (next?.querySelector(tag) ?? place.querySelector('a'))?.focus();
  };
}

function draw() {
  const count = Object.values(readCart()).reduce((sum, quantity) => sum + quantity, 0);
  document.querySelector('[data-cart-count]').textContent = String(count);
  const place = document.querySelector('[data-cart]');
  if (place) drawCart(place).catch(() => undefined);
}

document.addEventListener('click', (event) => {
  const add = event.target.closest('[data-add]');
  if (!add) return;
  const cart = readCart();
  const slug = add.dataset.add;
  writeCart({ ...cart, [slug]: Math.min(99, (cart[slug] ?? 0) + 1) });
  const note = document.querySelector('[data-added]');
  const count = readCart()[slug] ?? 1;
  note.replaceChildren(
    count > 1 ? `${count} of them are ` : 'It is ',
    element('a', { href: `${base}/cart` }, 'in your cart'),
    '.',
  );
});
addEventListener('storage', draw);
draw();

if (base !== '') singlePage();

function singlePage() {
  let wanted = 0;
  /** Shows the page of an address in place: its main part, its title and where it stands in the navigation. */
  async function show(address, push) {
    const mine = (wanted += 1);
    const response = await fetch(address);
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    // Somebody went on meanwhile: what they asked for last is what they see.
    if (mine !== wanted) return;
    if (push) history.pushState(null, '', address);
    document.title = next.title;
    for (const part of ['main', '.top nav', '.bottom']) {
      document.querySelector(part).replaceChildren(...next.querySelector(part).childNodes);
    }
    draw();
    if (push) {
      scrollTo(0, 0);
      document.querySelector('main').focus({ preventScroll: true });
    }
  }
  const go = (address) => show(address, true).catch(() => location.assign(address));

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (
      !link ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const { origin, pathname, hash } = new URL(link.href);
    if (origin !== location.origin || !/^\/app(\/|$)/.test(pathname) || hash || 'wholePage' in link.dataset)
      return;
    event.preventDefault();
    go(link.href);
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('.search')) return;
    event.preventDefault();
    go(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
  });
  addEventListener('popstate', () => show(location.href, false).catch(() => location.reload()));
}
