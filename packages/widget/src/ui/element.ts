import { baseStyles } from './styles';

/** What may stand inside an element. */
export type Child = Node | string;

/**
 * Makes an element with attributes and children. Text is text: no markup is ever parsed, so it runs under Trusted Types.
 *
 * @example
 * element('button', { type: 'button', class: 'primary' }, 'Reply')
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const name in attributes) node.setAttribute(name, attributes[name] as string);
  node.append(...children);
  return node;
}

/** A decorative line icon on a 24 by 24 grid, drawn in the colour of the text. */
export function icon(path: string): SVGElement {
  const draw = (tag: string, name: string, value: string): SVGElement => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement;
    node.setAttribute(name, value);
    return node;
  };
  const svg = draw('svg', 'viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(draw('path', 'd', path));
  return svg;
}

/** An element with a shadow root that nothing of the page's styles reaches. */
export function shadowHost(name: string, css: string, nonce: string): { readonly host: HTMLElement; readonly root: ShadowRoot } {
  const host = element('div', { 'data-beckon': name });
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, css, nonce);
  return { host, root };
}

/**
 * Gives a shadow root its styles. Constructed sheets pass a strict `style-src` without a nonce; browsers without them get a
 * style element that carries the nonce.
 */
function adoptStyles(root: ShadowRoot, css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(baseStyles + css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = element('style', { nonce }, baseStyles + css);
    root.append(style);
  }
}

/** The paths of our icons. */
export const icons = {
  close: 'M6 6l12 12M18 6L6 18',
  chat: 'M21 12a8.5 8 0 0 1-12.3 7.2L3.5 20.5l1.3-4.6A8 8 0 1 1 21 12z',
  people: 'M12 8a3 3 0 1 0-6 0 3 3 0 1 0 6 0M3 19c0-7 12-7 12 0M16 5a3 3 0 0 1 0 6m2 3q3 1 3 5',
} as const;
