import { baseStyles } from './styles';

/** What may stand inside an element. */
export type Child = Node | string;

type Attributes = Readonly<Record<string, string>>;

/** Sets attributes. */
export function set(node: Element, attributes: Attributes): void {
  for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name] as string);
}

function make(language: string, tag: string, attributes: Attributes, children: readonly Child[]): Element {
  const node = document.createElementNS(`http://www.w3.org/${language}`, tag);
  set(node, attributes);
  node.append(...children);
  return node;
}

/**
 * Makes an element with attributes and children. Text is text: no markup is ever parsed, so it runs under Trusted Types.
 *
 * @example
 * element('button', { class: 'primary' }, 'Reply')
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return make('1999/xhtml', tag, attributes, children) as HTMLElementTagNameMap[K];
}

/** A decorative line icon on a 24 by 24 grid, drawn in the colour of the text. */
export function icon(d: string): Element {
  const svg = '2000/svg';
  return make(svg, 'svg', { viewBox: '0 0 24 24' }, [make(svg, 'path', { d }, [])]);
}

/** An element with a shadow root that nothing of the page's styles reaches. */
export function shadowHost(
  name: string,
  styles: string,
  nonce: string,
): { readonly host: HTMLElement; readonly root: ShadowRoot } {
  const host = element('div', { 'data-beckon': name });
  const root = host.attachShadow({ mode: 'open' });
  const css = baseStyles + styles;
  // Constructed sheets pass a strict `style-src` without a nonce; browsers without them get a style element that carries it.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(element('style', { nonce }, css));
  }
  return { host, root };
}

/** The paths of our icons. */
export const icons = {
  close: 'M6 6l12 12M18 6L6 18',
  chat: 'M4 4h16v12H9l-5 4z',
} as const;
