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
export function icon(path: string): SVGSVGElement {
  const draw = <K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string>): SVGElementTagNameMap[K] => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const name in attributes) node.setAttribute(name, attributes[name] as string);
    return node;
  };
  const svg = draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  svg.append(draw('path', { d: path }));
  return svg;
}

/** The paths of our icons. */
export const icons = {
  close: 'M6 6l12 12M18 6L6 18',
  chat: 'M21 12a8.5 8 0 0 1-12.3 7.2L3.5 20.5l1.3-4.6A8 8 0 1 1 21 12z',
  people: 'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zm-6 8c0-3.2 2.6-5.2 6-5.2s6 2 6 5.2M16 4.9a3.2 3.2 0 0 1 0 5.9M17.8 14.2c2 .7 3.2 2.4 3.2 4.8',
  reply: 'M9.5 7L4.5 12l5 5M5 12h8.5c4 0 6 2 6 5.5',
  send: 'M12 20V5M5.5 11.5L12 5l6.5 6.5',
  down: 'M5 9l7 7 7-7',
} as const;
