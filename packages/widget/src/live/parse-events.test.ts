import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventParser } from './parse-events';

const stream =
  ': hello\n\nevent: conversation\r\ndata: {"a":1,\r\ndata: "b":2}\r\n\r\ndata:x\rdata: y: z\r\rid: 7\n\n';
const expected = [
  { event: 'conversation', data: '{"a":1,\n"b":2}' },
  { event: 'message', data: 'x\ny: z' },
];

it('reads events whatever the line ends', () => {
  expect(eventParser()(stream)).toEqual(expected);
});

it('reads the same events however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const parse = eventParser();
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      expect(places.slice(1).flatMap((to, at) => parse(stream.slice(places[at], to)))).toEqual(expected);
    }),
  );
});
