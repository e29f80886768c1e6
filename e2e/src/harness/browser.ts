import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where this machine's Chromium is; `null`: nowhere that we know. */
export const chromiumPath = candidates.find((path) => path !== undefined && existsSync(path)) ?? null;

/** Why browser tests are skipped here, or `null`. In CI a missing browser is a failure. */
export const noBrowser =
  chromiumPath === null
    ? 'no Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH'
    : null;
if (noBrowser !== null) {
  if (process.env['CI'] === 'true') throw new Error(noBrowser);
  console.warn(`Browser tests are skipped: ${noBrowser}`);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
