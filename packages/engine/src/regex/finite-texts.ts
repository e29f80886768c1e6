import { type RegexNode, parseRegex } from './parse-regex';

/** A pattern that matches nothing but a few plain texts. */
export interface FiniteTexts {
  /** The texts, in lower case; ASCII. */
  readonly texts: readonly string[];
  readonly place: 'anywhere' | 'start' | 'end' | 'whole';
}

const MOST_TEXTS = 8;

/** What no finite pattern has, so that most others need not be parsed. */
const OPEN = /(?:^|[^\\])[.*+[{]|\\[a-z]/i;

/**
 * The few texts that a checked pattern comes down to, so that it need not be run: in a text in lower case it matches exactly where
 * one of them stands. `undefined` for all other patterns.
 *
 * @example
 * finiteTexts('^/(cart|checkout)') // { texts: ['/cart', '/checkout'], place: 'start' }
 */
export function finiteTexts(source: string): FiniteTexts | undefined {
  if (OPEN.test(source)) return undefined;
  const node = parseRegex(source);
  const items = node.kind === 'sequence' ? [...node.items] : [node];
  const atStart = isAssertion(items[0], 'start');
  if (atStart) items.shift();
  const atEnd = isAssertion(items[items.length - 1], 'end');
  if (atEnd) items.pop();
  const texts = textsOf({ kind: 'sequence', items });
  if (!texts || texts.includes('')) return undefined;
  return {
    texts: [...new Set(texts)],
    place: atStart ? (atEnd ? 'whole' : 'start') : atEnd ? 'end' : 'anywhere',
  };
}

function isAssertion(node: RegexNode | undefined, what: 'start' | 'end'): boolean {
  return node?.kind === 'assert' && node.what === what;
}

function textsOf(node: RegexNode): readonly string[] | undefined {
  switch (node.kind) {
    case 'empty':
      return [''];
    case 'char':
      return node.literal !== undefined && node.literal.charCodeAt(0) < 128
        ? [node.literal.toLowerCase()]
        : undefined;
    case 'repeat': {
      if (node.min !== 0 || node.max !== 1) return undefined;
      const texts = textsOf(node.body);
      return texts && texts.length < MOST_TEXTS ? [...texts, ''] : undefined;
    }
    case 'choice': {
      const all = node.items.map(textsOf);
      const texts = all.every((one) => one !== undefined) ? all.flat() : undefined;
      return texts && texts.length <= MOST_TEXTS ? texts : undefined;
    }
    case 'sequence': {
      let texts: readonly string[] = [''];
      for (const item of node.items) {
        const more = textsOf(item);
        if (!more || more.length * texts.length > MOST_TEXTS) return undefined;
        texts = texts.flatMap((text) => more.map((other) => text + other));
      }
      return texts;
    }
    default:
      return undefined;
  }
}
