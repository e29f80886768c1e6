import { type FunctionalComponent, h } from 'vue';

const ADDRESS = /https?:\/\/[^\s<>"']+/gi;

/** A piece of a text; `address`: it is a web address. */
interface TextPart {
  text: string;
  address: boolean;
}

/**
 * A text in pieces, its web addresses apart. A stop or bracket at the end of one belongs to the sentence, as in the
 * messenger.
 *
 * @example
 * textParts('See https://example.com/a.') // [{ text: 'See ', … }, { text: 'https://example.com/a', address: true }, { text: '.', … }]
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(/[.,:;!?)\]}]+$/, '');
    parts.push({ text: text.slice(from, found.index), address: false }, { text: address, address: true });
    from = found.index + address.length;
  }
  parts.push({ text: text.slice(from), address: false });
  return parts.filter((part) => part.text !== '');
}

/** A message with its web addresses as links; the page behind one learns nothing of ours. */
export const LinkedText: FunctionalComponent<{ text: string }> = ({ text }) =>
  textParts(text).map((part) =>
    part.address
      ? h(
          'a',
          {
            href: part.text,
            target: '_blank',
            rel: 'noopener noreferrer nofollow ugc',
            class: 'underline underline-offset-2',
          },
          part.text,
        )
      : part.text,
  );
LinkedText.props = ['text'];
