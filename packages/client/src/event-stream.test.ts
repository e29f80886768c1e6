import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventParser } from './event-stream';

test('reads names, data of several lines and ids; comments and unknown fields are skipped', () => {
  const parser = createEventParser();
  expect(
    parser.push(
      ': here\n\nevent: rules\ndata: {"a":\ndata: 1}\nid: 7\nfoo: bar\n\ndata:no space\n\nevent: empty\n\n',
    ),
  ).toEqual([
    { event: 'rules', data: '{"a":\n1}', id: '7' },
    { event: 'message', data: 'no space', id: '7' },
  ]);
});

test('it makes no difference how the text is cut, nor which line ends are used', () => {
  const events = fc.array(fc.record({ event: fc.constantFrom('rules', 'conversation'), data: fc.json() }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(
      events,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat(40), { maxLength: 30 }),
      (list, end, cuts) => {
        // After a CR the parser waits for what comes next; a comment is what always comes.
        const text =
          list.map(({ event, data }) => `event: ${event}${end}data: ${data}${end}${end}`).join('') +
          `: here${end}`;
        const parser = createEventParser();
        const found = [];
        let at = 0;
        for (const cut of cuts) {
          found.push(...parser.push(text.slice(at, at + cut)));
          at += cut;
        }
        found.push(...parser.push(text.slice(at)));
        expect(found.map(({ event, data }) => ({ event, data }))).toEqual(list);
      },
    ),
  );
});
