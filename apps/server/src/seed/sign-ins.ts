import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The demo's sign-ins as they were made, so that each start can print them. They guard sample data only. */
export type SignIns = Record<string, string>;

const file = (folder: string) => join(folder, 'demo-sign-ins.json');

/** Passwords by e-mail address; `{}` where the file is not there or not ours. */
export function readSignIns(folder: string): SignIns {
  try {
    const kept: unknown = JSON.parse(readFileSync(file(folder), 'utf8'));
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** Readable by this user alone. */
export function keepSignIns(folder: string, signIns: SignIns): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file(folder), `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
}

const syllables = [
  'ba',
  'co',
  'du',
  'fe',
  'gi',
  'ha',
  'jo',
  'ka',
  'le',
  'mi',
  'no',
  'pu',
  'ra',
  'se',
  'ti',
  'vo',
  'wa',
  'xe',
  'yu',
  'zo',
];

/** A password that is easy to type: four groups of three syllables, about 51 bits. */
export function newPassword(): string {
  const group = () => Array.from({ length: 3 }, () => syllables[randomInt(syllables.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
