import { type GeoAnswer, isPublicAddress, plainAddress } from '@beckon/plugin';
import { Reader, type Response } from 'mmdb-lib';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { readRecord } from './read-record';

/** An opened file. */
export interface GeoDatabase {
  /** What the file says of itself, such as `GeoLite2-City`. */
  readonly type: string;
  readonly builtAt: Date;
  lookup(ip: string): GeoAnswer;
}

/** An opened file, or a sentence on why it cannot be. */
export type OpenedDatabase = { ok: true; database: GeoDatabase } | { ok: false; error: string };

/** Bytes between the search tree and its records. */
const SEPARATOR = 16;
/** Addresses whose records are read to see whether the file is whole: they lie far apart in it. */
const probes = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.215.14',
  '196.200.0.1',
  '223.255.255.1',
  '2001:4860:4860::8888',
  '2400:cb00::1',
  '2c0f:f248::1',
];

/** Opens a MaxMind DB from its bytes. */
export function openDatabase(bytes: Buffer, file: string): OpenedDatabase {
  const refuse = (why: string): OpenedDatabase => ({
    ok: false,
    error: `The file "${file}" is no MaxMind DB file that can be read (${why}): check the path, or download it again.`,
  });
  try {
    const reader = new Reader<Response>(bytes);
    const { binaryFormatMajorVersion, ipVersion, searchTreeSize, databaseType, buildEpoch } = reader.metadata;
    if (binaryFormatMajorVersion !== 2)
      return refuse(`format ${binaryFormatMajorVersion}, where 2 is expected`);
    if (ipVersion !== 4 && ipVersion !== 6) return refuse(`IP version ${String(ipVersion)}`);
    if (bytes.length < searchTreeSize + SEPARATOR) return refuse('it is cut off');
    const lookup = (ip: string): GeoAnswer => {
      const address = plainAddress(ip);
      const family = isIP(address);
      // Networks of one's own may be in a file too, but say nothing of where a visitor is.
      if (family === 0 || !isPublicAddress(address) || family > ipVersion) return {};
      return readRecord(reader.get(address));
    };
    for (const probe of probes) lookup(probe);
    return { ok: true, database: { type: String(databaseType), builtAt: buildEpoch, lookup } };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Reads a file and opens it. */
export async function readDatabase(file: string): Promise<OpenedDatabase> {
  try {
    return openDatabase(await readFile(file), file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EACCES'
          ? 'it may not be read: check its permissions'
          : code === 'EISDIR'
            ? 'it is a folder: name the .mmdb file in it'
            : message;
    return { ok: false, error: `The file "${file}" cannot be opened: ${why}.` };
  }
}
