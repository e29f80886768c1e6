import {
  ANY,
  type CharSet,
  DIGIT,
  DOT,
  SPACE,
  WORD,
  canonicalSet,
  complement,
  normalizeRanges,
} from './char-set';

/** The syntax tree of a pattern: groups are gone, each character is the set of units that it can match, ignoring case. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'char'; readonly set: CharSet; readonly literal?: string }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'word' };

/** Why a pattern is refused. */
export type RegexRefusal =
  | 'regexTooLong'
  | 'regexSyntax'
  | 'regexBackReference'
  | 'regexLookaround'
  | 'regexUnsupported'
  | 'regexTooComplex'
  | 'regexTooSlow';

/** A refusal on its way out of the parser. */
export class RegexRefused extends Error {
  constructor(
    readonly reason: RegexRefusal,
    message: string,
  ) {
    super(message);
  }
}

export const EMPTY: RegexNode = { kind: 'empty' };
const MAX_DEPTH = 40;
const MAX_COUNT = 1000;
const BRACES = /^\{(\d+)(?:(,)(\d*))?\}/;
const CONTROLS: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/**
 * Parses JavaScript's regular expressions without the flags `u` and `v` (ECMA-262 with annex B), refusing what Beckon does not take.
 * The source must already have passed `new RegExp(source)`.
 *
 * @throws {RegexRefused} for back-references, lookaround and what reads differently than people mean it (`\p{…}`, octal escapes).
 */
export function parseRegex(source: string): RegexNode {
  return new Parser(source).parse();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  parse(): RegexNode {
    const node = this.choice();
    if (this.at < this.source.length)
      throw new RegexRefused('regexSyntax', 'The regular expression has a ")" too many.');
    return node;
  }

  private peek(): string {
    return this.source[this.at] ?? '';
  }

  private takes(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private choice(): RegexNode {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw new RegexRefused(
        'regexTooComplex',
        `Groups are nested more than ${MAX_DEPTH} deep: flatten the expression.`,
      );
    const items = [this.sequence()];
    while (this.takes('|')) items.push(this.sequence());
    this.depth -= 1;
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.at < this.source.length && this.peek() !== '|' && this.peek() !== ')')
      items.push(this.quantified(this.term()));
    return items.length === 0 ? EMPTY : items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  private quantified(body: RegexNode): RegexNode {
    let min: number;
    let max: number;
    const braces = BRACES.exec(this.source.slice(this.at, this.at + 40));
    if (this.takes('*')) [min, max] = [0, Infinity];
    else if (this.takes('+')) [min, max] = [1, Infinity];
    else if (this.takes('?')) [min, max] = [0, 1];
    else if (braces) {
      this.at += braces[0].length;
      min = Number(braces[1]);
      max = braces[2] === undefined ? min : braces[3] ? Number(braces[3]) : Infinity;
      if (min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT))
        throw new RegexRefused(
          'regexTooComplex',
          `${braces[0]} repeats too often: ${MAX_COUNT} is the most.`,
        );
    } else return body;
    this.takes('?');
    return { kind: 'repeat', body, min, max };
  }

  private term(): RegexNode {
    const char = this.peek();
    this.at += 1;
    switch (char) {
      case '^':
        return { kind: 'assert', what: 'start' };
      case '$':
        return { kind: 'assert', what: 'end' };
      case '.':
        return { kind: 'char', set: DOT };
      case '(':
        return this.group();
      case '[':
        return { kind: 'char', set: this.characterClass() };
      case '\\':
        return this.escape();
      default:
        return literal(char);
    }
  }

  private group(): RegexNode {
    if (this.takes('?')) {
      if (
        this.source.startsWith('<=', this.at) ||
        this.source.startsWith('<!', this.at) ||
        this.peek() === '=' ||
        this.peek() === '!'
      ) {
        throw new RegexRefused(
          'regexLookaround',
          'Lookahead and lookbehind, (?=…) (?!…) (?<=…) (?<!…), are not taken: use a second condition such as "does not match regular expression".',
        );
      }
      if (this.takes('<')) this.at = this.source.indexOf('>', this.at) + 1;
      else if (!this.takes(':'))
        throw new RegexRefused(
          'regexUnsupported',
          'Of the special groups only (?:…) and (?<name>…) are taken; upper and lower case are ignored without a flag.',
        );
    }
    const node = this.choice();
    if (!this.takes(')')) throw new RegexRefused('regexSyntax', 'A group "(" is not closed.');
    return node;
  }

  private escape(): RegexNode {
    const char = this.peek();
    if (char === 'b' || char === 'B') {
      this.at += 1;
      return { kind: 'assert', what: 'word' };
    }
    if (char === 'k' || (char >= '1' && char <= '9')) {
      throw new RegexRefused(
        'regexBackReference',
        `\\${char} refers back to a group, which is not taken: write out what it would repeat.`,
      );
    }
    const found = this.classEscape();
    return typeof found === 'number' ? literal(String.fromCharCode(found)) : { kind: 'char', set: found };
  }

  /** What stands after a backslash, inside a class or out: one unit or a set. */
  private classEscape(): number | CharSet {
    const char = this.peek();
    this.at += 1;
    switch (char) {
      case 'd':
        return DIGIT;
      case 'D':
        return complement(DIGIT);
      case 'w':
        return WORD;
      case 'W':
        return complement(WORD);
      case 's':
        return SPACE;
      case 'S':
        return complement(SPACE);
      case 'c': {
        const letter = this.peek();
        if (!/[a-z]/i.test(letter))
          throw new RegexRefused(
            'regexUnsupported',
            '\\c is taken before a letter only; for a backslash write \\\\.',
          );
        this.at += 1;
        return letter.charCodeAt(0) % 32;
      }
      case 'p':
      case 'P':
        if (this.peek() === '{')
          throw new RegexRefused('regexUnsupported', '\\p{…} is not taken: write a class such as [a-zà-ÿ].');
        return char.charCodeAt(0);
      case 'x':
        return this.hex(2) ?? 0x78;
      case 'u':
        return this.hex(4) ?? this.braceless();
    }
    if (char >= '0' && char <= '9') {
      if (char !== '0' || /\d/.test(this.peek()))
        throw new RegexRefused('regexUnsupported', 'Octal escapes are not taken: write \\xHH.');
      return 0;
    }
    return CONTROLS[char] ?? char.charCodeAt(0);
  }

  /** Without the flag `u`, `\u{61}` would be 61 times the letter u: nobody means that. */
  private braceless(): number {
    if (this.peek() === '{')
      throw new RegexRefused(
        'regexUnsupported',
        '\\u{…} is not taken: write \\uHHHH or the character itself.',
      );
    return 0x75;
  }

  private hex(digits: number): number | undefined {
    const text = this.source.slice(this.at, this.at + digits);
    if (text.length < digits || !/^[0-9a-f]+$/i.test(text)) return undefined;
    this.at += digits;
    return parseInt(text, 16);
  }

  private characterClass(): CharSet {
    const negated = this.takes('^');
    const raw: number[] = [];
    const sets: number[] = [];
    while (this.at < this.source.length && this.peek() !== ']') {
      const from = this.classAtom();
      if (this.peek() === '-' && this.at + 1 < this.source.length && this.source[this.at + 1] !== ']') {
        this.at += 1;
        const to = this.classAtom();
        if (typeof from === 'number' && typeof to === 'number') raw.push(from, to);
        else {
          // Annex B: a range with a class at either end is its parts and the hyphen.
          raw.push(0x2d, 0x2d);
          for (const part of [from, to])
            if (typeof part === 'number') raw.push(part, part);
            else sets.push(...part);
        }
      } else if (typeof from === 'number') raw.push(from, from);
      else sets.push(...from);
    }
    if (!this.takes(']')) throw new RegexRefused('regexSyntax', 'A class "[" is not closed.');
    const set = normalizeRanges([...canonicalSet(normalizeRanges(raw)), ...sets]);
    if (!negated) return set;
    return set.length === 0 ? ANY : complement(set);
  }

  private classAtom(): number | CharSet {
    const char = this.peek();
    this.at += 1;
    if (char !== '\\') return char.charCodeAt(0);
    if (this.takes('b')) return 8;
    return this.classEscape();
  }
}

function literal(char: string): RegexNode {
  const unit = char.charCodeAt(0);
  return { kind: 'char', set: canonicalSet([unit, unit]), literal: char };
}
