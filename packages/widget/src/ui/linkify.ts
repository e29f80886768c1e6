import { type Child, element } from './element';

const LINK = /https?:\/\/[^\s<>"']+/gi;

/**
 * Text with its web addresses as links. Only `http` and `https` become links, the address is shown as it is, and the page
 * behind it learns nothing of ours.
 *
 * @example
 * linkify('See https://example.com/a.') // ['See ', <a href="https://example.com/a">, '.']
 */
export function linkify(text: string): Child[] {
  const children: Child[] = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    // A stop or bracket at the end belongs to the sentence.
    const address = found[0].replace(/[.,:;!?)\]}]+$/, '');
    children.push(
      text.slice(from, found.index),
      element('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow ugc' }, address),
    );
    from = found.index + address.length;
  }
  children.push(text.slice(from));
  return children;
}
