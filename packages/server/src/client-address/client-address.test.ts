import { expect, test } from 'vitest';
import { callerOf, clientAddressOf, parseAddresses } from './client-address';

function proxies(...entries: string[]) {
  const parsed = parseAddresses(entries);
  if (!parsed.ok) throw new Error(parsed.wrong.join());
  return parsed.addresses;
}

test('words, hops and sloppy addresses are refused, each by name', () => {
  expect(
    parseAddresses([
      'true',
      '1',
      '*',
      'loopback',
      '10.0.0.0/33',
      '10.0/8',
      '0x7f.1',
      '10.0.0.1',
      '',
      'fe80::/10',
    ]),
  ).toEqual({
    ok: false,
    wrong: ['true', '1', '*', 'loopback', '10.0.0.0/33', '10.0/8', '0x7f.1', ''],
  });
});

test.each([
  ['without trust the header is nothing', '203.0.113.9', '1.2.3.4', [], '203.0.113.9', false],
  ['a trusted proxy is believed', '10.0.0.1', '198.51.100.7', ['10.0.0.0/8'], '198.51.100.7', true],
  [
    'what the client wrote further left is not',
    '10.0.0.1',
    '6.6.6.6, 198.51.100.7',
    ['10.0.0.0/8'],
    '198.51.100.7',
    true,
  ],
  [
    'a chain of trusted proxies is walked',
    '10.0.0.1',
    '198.51.100.7, 10.0.0.2',
    ['10.0.0.0/8'],
    '198.51.100.7',
    true,
  ],
  ['rubbish ends the walk', '10.0.0.1', '198.51.100.7, unknown, 10.0.0.2', ['10.0.0.0/8'], '10.0.0.2', true],
  ['no header: the proxy itself', '10.0.0.1', undefined, ['10.0.0.0/8'], '10.0.0.1', true],
  ['IPv4 mapped into IPv6 is IPv4', '::ffff:10.0.0.1', '198.51.100.7', ['10.0.0.0/8'], '198.51.100.7', true],
  ['ports and brackets are taken off', '::1', '[2001:db8::7]:443', ['::1'], '2001:db8::7', true],
  ['a port on IPv4 too', '::1', '198.51.100.7:5123', ['::1'], '198.51.100.7', true],
  ['a zone is no part of the address', 'fe80::1%eth0', '198.51.100.7', ['fe80::/10'], '198.51.100.7', true],
])('%s', (_name, peer, header, trusted, ip, isTrusted) => {
  expect(clientAddressOf(peer, header, proxies(...trusted))).toEqual({ ip, trusted: isTrusted });
});

test('a connection without an address is nobody', () => {
  expect(clientAddressOf(undefined, '1.2.3.4', proxies('0.0.0.0/0'))).toEqual({ ip: null, trusted: false });
});

test('a /64 of IPv6 counts as one caller', () => {
  expect(callerOf('2001:db8:1:2:aaaa::1')).toBe(callerOf('2001:db8:1:2:bbbb::2'));
  expect(callerOf('2001:db8:1:3::1')).not.toBe(callerOf('2001:db8:1:2::1'));
  expect(callerOf('198.51.100.7')).toBe('198.51.100.7');
});
