import { type Plugin } from '@beckon/plugin';
import { createTestClock, settle } from '@beckon/plugin/testing';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './geo-database';
import { countryFile, geoMmdb } from './index';
import { writeMmdb } from './testing/write-mmdb';
import { LOOK_EVERY } from './watch-file';

const maxmind = {
  country: { iso_code: 'US', names: { en: 'United States' } },
  city: { names: { en: 'Seattle', de: 'Seattle' } },
};
const flat = { country_code: 'pl', city: 'Łódź', state1: 'Łódzkie' };
const networks = {
  '8.8.8.0/24': maxmind,
  '1.1.1.0/25': flat,
  '2001:4860::/32': maxmind,
  '10.0.0.0/8': maxmind,
  '9.9.9.0/24': { country: 'CH' },
  '4.4.4.0/24': { city: { names: { fr: 'Lyon' } } },
  '5.5.5.0/24': { country: { iso_code: 'XXX' }, city: 7 },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'geo-mmdb-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Sets the plugin up as the host does. */
async function setUp(options: object) {
  const clock = createTestClock();
  const lines: string[] = [];
  const log = {
    info: (line: string) => void lines.push(line),
    warn: (line: string) => void lines.push(line),
    error: (line: string) => void lines.push(line),
  };
  const answer = await (geoMmdb as Plugin).setup?.({ options, log, clock, fetch } as never);
  if (!answer || answer.ok === false)
    return {
      error: answer?.error ?? '',
      clock,
      lines,
      lookup: () => undefined,
      attribution: undefined,
      stop: () => undefined,
    };
  const context = { signal: new AbortController().signal, fetch, log, headers: {}, trusted: false };
  return {
    error: '',
    clock,
    lines,
    lookup: (ip?: string) => answer.geo?.[0]?.lookup(ip, context),
    attribution: answer.attribution,
    stop: () => answer.stop?.(),
  };
}

describe('layouts', () => {
  const open = (ipVersion: 4 | 6, recordSize: 24 | 28 | 32) => {
    const chosen =
      ipVersion === 6
        ? networks
        : Object.fromEntries(Object.entries(networks).filter(([cidr]) => !cidr.includes(':')));
    const opened = openDatabase(writeMmdb(chosen, { ipVersion, recordSize }), 'x.mmdb');
    if (!opened.ok) throw new Error(opened.error);
    return opened.database;
  };

  it.each([
    [6, 24],
    [6, 28],
    [6, 32],
    [4, 24],
    [4, 28],
    [4, 32],
  ] as const)('IPv%i files with records of %i bits', (ipVersion, recordSize) => {
    const { lookup } = open(ipVersion, recordSize);
    expect(lookup('8.8.8.8')).toEqual({ country: 'US', city: 'Seattle' });
    expect(lookup('::ffff:8.8.8.8')).toEqual({ country: 'US', city: 'Seattle' });
    expect(lookup('1.1.1.127')).toEqual({ country: 'PL', city: 'Łódź' });
    expect(lookup('1.1.1.128')).toEqual({});
    expect(lookup('9.9.9.9')).toEqual({ country: 'CH' });
    expect(lookup('4.4.4.4')).toEqual({ city: 'Lyon' });
    expect(lookup('5.5.5.5')).toEqual({});
    expect(lookup('2001:4860:4860::8888')).toEqual(ipVersion === 6 ? { country: 'US', city: 'Seattle' } : {});
    for (const nowhere of ['10.1.2.3', '127.0.0.1', '::1', '', 'x', '8.8.8', '8.8.8.8.8', 'fe80::1%eth0'])
      expect(lookup(nowhere)).toEqual({});
  });
});

describe('the plugin', () => {
  it('knows countries out of the box, of both kinds of address', async () => {
    const { lookup, stop, attribution } = await setUp({});
    expect(lookup('8.8.8.8')).toEqual({ country: 'US' });
    expect(lookup('2001:4860:4860::8888')).toEqual({ country: 'US' });
    expect(lookup('192.168.1.1')).toEqual({});
    expect(lookup(undefined)).toEqual({});
    expect(attribution).toBeUndefined();
    expect(countryFile()).toMatch(/geo-whois-asn-country\.mmdb$/);
    stop();
  });

  it('shows the attribution that a licence asks for', async () => {
    const file = join(folder, 'dbip.mmdb');
    await writeFile(file, writeMmdb(networks, { type: 'DBIP-City-Lite' }));
    const known = await setUp({ file });
    expect(known.attribution).toEqual({ text: 'IP Geolocation by DB-IP', url: 'https://db-ip.com' });
    known.stop();
    const own = await setUp({ file, attribution: 'By us' });
    expect(own.attribution).toEqual({ text: 'By us' });
    own.stop();
  });

  it('reads a changed file anew, not while it is being written, and keeps the old one if the new one is broken', async () => {
    const file = join(folder, 'changing.mmdb');
    await writeFile(file, writeMmdb(networks));
    const { lookup, clock, lines, stop } = await setUp({ file });
    const look = async () => {
      await clock.advance(LOOK_EVERY);
      // The look asks the file system, which answers in its own time: the next look is planned when it is done.
      while (clock.pending === 0) await settle(1);
    };
    await writeFile(file, writeMmdb({ '8.8.8.0/24': flat }));
    await look();
    expect(lookup('8.8.8.8')).toMatchObject({ city: 'Seattle' });
    await look();
    expect(lookup('8.8.8.8')).toMatchObject({ city: 'Łódź' });
    await writeFile(file, 'half a fi');
    await look();
    await look();
    expect(lookup('8.8.8.8')).toMatchObject({ city: 'Łódź' });
    await rm(file);
    await look();
    await look();
    await writeFile(`${file}.new`, writeMmdb({ '8.8.8.0/24': { country: 'FR' } }));
    await rename(`${file}.new`, file);
    await look();
    await look();
    expect(lookup('8.8.8.8')).toEqual({ country: 'FR' });
    expect(lines.map((line) => line.replaceAll(folder, ''))).toEqual([
      '"/changing.mmdb" has changed and was read anew',
      expect.stringMatching(
        /^The file "\/changing\.mmdb" is no MaxMind DB file that can be read \(.*\): check the path, or download it again\. The one from before stays in use\.$/,
      ),
      '"/changing.mmdb" has changed and was read anew',
    ]);
    stop();
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>404</html>')],
    ['a cut-off file', writeMmdb(networks).subarray(0, 500)],
    ['its tail alone', writeMmdb(networks).subarray(-300)],
    [
      'noise with a marker',
      Buffer.concat([
        Buffer.alloc(1000, 7),
        Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
        Buffer.alloc(40, 0xff),
      ]),
    ],
  ])('says clearly that a file of %s is broken', async (_, bytes) => {
    const file = join(folder, 'broken.mmdb');
    await writeFile(file, bytes);
    const { error } = await setUp({ file });
    expect(error).toContain(`The file "${file}" is no MaxMind DB file that can be read (`);
  });

  it('says clearly that there is no file', async () => {
    expect((await setUp({ file: join(folder, 'none.mmdb') })).error).toMatch(
      /cannot be opened: there is no such file\.$/,
    );
    expect((await setUp({ file: folder })).error).toMatch(/it is a folder: name the \.mmdb file in it\.$/);
  });
});
