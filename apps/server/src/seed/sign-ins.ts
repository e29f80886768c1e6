import { randomInt } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../composition/start-error';

/** The demo's sign-ins as they were made, so that each start can print them. They guard sample data only. */
export type SignIns = Record<string, string>;

/** A line each: address, space, password. */
const file = (folder: string) => join(folder, 'demo-sign-ins.txt');

/** Passwords by e-mail address, the first that was kept of each; `{}` where there is no such file. */
export function readSignIns(folder: string): SignIns {
  let text: string;
  try {
    text = readFileSync(file(folder), 'utf8');
  } catch {
    return {};
  }
  const lines = [...text.matchAll(/^(\S+) (\S+)$/gm)];
  return Object.fromEntries(lines.reverse().map(([, email = '', password = '']) => [email, password]));
}

/**
 * The demo's password of this account, made where none is kept yet. Readable by this user alone. Lines are only ever added, and the first
 * one counts, so that servers that start at the same moment agree.
 *
 * @throws StartError where the folder cannot be written to
 */
export function keptPassword(folder: string, email: string): string {
  const kept = readSignIns(folder)[email];
  if (kept !== undefined) return kept;
  const made = newPassword();
  try {
    mkdirSync(folder, { recursive: true });
    // On a line of its own, also after a write that was cut off.
    appendFileSync(file(folder), `\n${email} ${made}\n`, { mode: 0o600 });
  } catch (error) {
    throw new StartError(
      `The demo's sign-ins cannot be kept in ${folder} (${error instanceof Error ? error.message : String(error)}). Set BECKON_DATA to a folder that this user may write to, or BECKON_SEED to none.`,
      { cause: error },
    );
  }
  return readSignIns(folder)[email] ?? made;
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
