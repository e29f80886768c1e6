/** Where a text stops being JSON. */
export interface JsonError {
  /** UTF-16 units from the start. */
  offset: number;
  /** From 1. */
  line: number;
  column: number;
  /** What should have been there. */
  expected: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
// eslint-disable-next-line no-control-regex
const STRING_START = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const LITERAL = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * Finds where a text stops being JSON (RFC 8259); `undefined` where all of it is. `JSON.parse` says it for some texts only. Nothing here
 * recurses, so that nesting costs no stack.
 *
 * @example
 * findJsonError('{"a": 1,}') // { offset: 8, line: 1, column: 9, expected: 'a key in double quotes' }
 */
export function findJsonError(text: string): JsonError | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const skip = () => void take(SPACE);
  const fail = (expected: string): JsonError => {
    const before = text.slice(0, at).split('\n');
    return { offset: at, line: before.length, column: (before.at(-1) ?? '').length + 1, expected };
  };
  const string = (what: string): JsonError | undefined => {
    if (take(STRING)) return undefined;
    if (!take(STRING_START)) return fail(what);
    return fail(
      at >= text.length
        ? 'the closing double quote'
        : 'a character that may stand in a text (line breaks and the like are written \\n)',
    );
  };
  const keyAndColon = (): JsonError | undefined => {
    skip();
    const wrong = string('a key in double quotes');
    if (wrong) return wrong;
    skip();
    if (text[at] !== ':') return fail('a colon');
    at += 1;
    return undefined;
  };

  for (;;) {
    // A value.
    skip();
    const first = text[at];
    if (first === '{' || first === '[') {
      at += 1;
      skip();
      if (text[at] !== (first === '{' ? '}' : ']')) {
        open.push(first);
        const wrong = first === '{' ? keyAndColon() : undefined;
        if (wrong) return wrong;
        continue;
      }
      at += 1;
    } else if (first === '"') {
      const wrong = string('text');
      if (wrong) return wrong;
    } else if (!take(LITERAL) && !take(NUMBER)) return fail('a value');

    // What follows it: the ends of what is open, or a comma and the next value.
    for (;;) {
      skip();
      const inside = open.at(-1);
      if (inside === undefined) return at < text.length ? fail('the end') : undefined;
      const next = text[at];
      if (next === ',') {
        at += 1;
        const wrong = inside === '{' ? keyAndColon() : undefined;
        if (wrong) return wrong;
        break;
      }
      if (next !== (inside === '{' ? '}' : ']'))
        return fail(inside === '{' ? 'a comma or "}"' : 'a comma or "]"');
      at += 1;
      open.pop();
    }
  }
}
