import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldText } from '../values/text';
import { NeedleIndex, type NeedlePlace } from './needle-index';
import { TextBytes } from './text-bytes';
import { WholeValues } from './whole-values';

const letter = fc.constantFrom(
  'a',
  'b',
  'A',
  '-',
  ' ',
  '0',
  'é',
  '日',
  '😀',
  '\ud83d',
  '\ude00',
  '\u0131',
  '~',
);
const text = fc.array(letter, { maxLength: 24 }).map((letters) => foldText(letters.join('')));
const place = fc.constantFrom<NeedlePlace>('anywhere', 'start', 'end');

/** Puts a folded text behind others. */
function bytesOf(folded: string, isLittle: boolean): { bytes: TextBytes; from: number } {
  const bytes = new TextBytes(0, isLittle);
  bytes.append('before');
  const from = bytes.append(folded);
  return { bytes, from };
}

function find(index: NeedleIndex, { bytes, from }: ReturnType<typeof bytesOf>): number[] {
  index.begin();
  index.walk(bytes, from, bytes.end, { from: Int32Array.of(from), to: Int32Array.of(bytes.end) });
  return Array.from(index.found.subarray(0, index.count)).sort((a, b) => a - b);
}

function isThere(folded: string, needle: string, where: NeedlePlace): boolean {
  if (where === 'start') return folded.startsWith(needle);
  return where === 'end' ? folded.endsWith(needle) : folded.includes(needle);
}

it('finds the needles that stand in a text, whatever the order of bytes of the machine', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, place), { maxLength: 30 }),
      fc.array(text, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (list, texts, isLittle) => {
        const needles = list.filter(([needle]) => needle.length > 1 || needle > '\u0080');
        const index = new NeedleIndex();
        for (const [needle, where] of needles) index.add(needle, 0, where);
        const parts = texts.map((one, at) => (needles[at] ? `${one}${needles[at][0]}${one}` : one));
        for (const folded of [...texts, ...parts])
          expect(find(index, bytesOf(folded, isLittle))).toEqual(
            needles.flatMap(([needle, where], number) => (isThere(folded, needle, where) ? [number] : [])),
          );
      },
    ),
    { numRuns: 3000 },
  );
});

it('goes on finding all needles while it gives up grams that texts have anyway', () => {
  const index = new NeedleIndex();
  const needles = ['classic', 'session', 'ab', 'abc', 'sion=1', 'session=77', 'es'];
  for (const needle of needles) index.add(needle, 0, 'anywhere');
  for (let turn = 0; turn < 6000; turn += 1) {
    if (turn === 3000) {
      needles.push('late=2999');
      index.add('late=2999', 0, 'anywhere');
    }
    const folded = `https://x/?session${'='.repeat(turn % 3)}${turn}&late=${turn % 3000}&sic,las,ass`;
    expect(find(index, bytesOf(folded, true))).toEqual(
      needles.flatMap((needle, number) => (folded.includes(needle) ? [number] : [])),
    );
  }
});

it('tells whole values apart', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 20 }), text, (values, other) => {
      const whole = new WholeValues();
      values.forEach((value, at) => whole.add(value, at));
      for (const folded of [...values, other, `${other}a`]) {
        const { bytes, from } = bytesOf(folded, true);
        expect(whole.find(bytes, from, bytes.end)).toBe(values.indexOf(folded));
      }
    }),
    { numRuns: 3000 },
  );
});
