import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reachOf } from './can-match';
import { checkRegex } from './check-regex';
import { everyday } from './patterns.fixture';

it.each(['$a', 'a^', 'a^b', '[^\\s\\S]', 'a\\nb', '\\t', '(a$)b', '(?:x$){2}', '(a^)+', '[]'])(
  '%s matches nothing',
  (source) => {
    expect(reachOf(source)).toEqual({ matchesSomething: false, matchesEverything: false });
  },
);

it.each(['x*', '', '^', '$', '.*', '^.*$', '(sale)?', 'a|', '(^|x)', 'a{0}', '(?:a|b*)'])(
  '%s matches everything',
  (source) => {
    expect(reachOf(source).matchesEverything).toBe(true);
  },
);

it.each(['^$', '\\b', 'x', '^x*$', '.', ' ', 'a\\n?b', '(a$)?b', '\\s'])('%s is neither', (source) => {
  expect(reachOf(source)).toEqual({ matchesSomething: true, matchesEverything: false });
});

it('says nothing that the platform does not', () => {
  for (const { source, yes } of everyday)
    expect([source, reachOf(source).matchesSomething]).toEqual([source, yes.length > 0]);
  const piece = fc.constantFrom(
    'a',
    'b',
    '^',
    '$',
    '(a|)',
    '(b$)?',
    '(^a)*',
    '|',
    ' ',
    '\\n',
    '\\b',
    'a*',
    '[ab]+',
    '(a|$){2}',
  );
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 5 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), text, (pieces, raw) => {
      const source = pieces.join('');
      if (!checkRegex(source).ok) return;
      const seen = raw.replace(/ +/g, ' ').trim();
      const { matchesSomething, matchesEverything } = reachOf(source);
      const matched = new RegExp(source, 'i').test(seen);
      if (!matchesSomething) expect([source, seen, matched]).toEqual([source, seen, false]);
      if (matchesEverything) expect([source, seen, matched]).toEqual([source, seen, true]);
    }),
    { numRuns: 5000 },
  );
});
