import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is on this machine. In CI one must be there. */
export function findChromium(): string | undefined {
  const found = PLACES.find((place) => existsSync(place));
  if (!found && process.env['CI'])
    throw new Error(`No Chromium in ${PLACES.join(', ')}: install it (apt-get install chromium).`);
  if (!found)
    console.warn('Skipped: the browser tests of the widget need Chromium (apt-get install chromium).');
  return found;
}

export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });

/** Builds what browsers download into a folder of its own. */
export async function buildForTest(): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/beckon-widget-`);
  await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('../../scripts/build-cdn.mjs', import.meta.url)),
    folder,
  ]);
  return folder;
}
