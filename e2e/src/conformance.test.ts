import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser } from './harness/browser';

const engine = fileURLToPath(new URL('../../packages/engine', import.meta.url));
const read = <T>(name: string): T =>
  JSON.parse(readFileSync(join(engine, 'conformance', `${name}.json`), 'utf8')) as T;

interface ConditionCase {
  name: string;
  when: object;
  facts: Record<string, unknown>;
  verdict: string;
}
interface WakeCase {
  name: string;
  rules: object[];
  facts: Record<string, unknown>;
  wakeAfter: number | null;
}
interface OrderCase {
  name: string;
  rules: object[];
  facts: Record<string, unknown>;
  match: string | null;
}

/** The page's own origin, which exists nowhere: every request of it is answered here. */
const origin = 'http://engine.test';

/** Serves the engine as it is built, to a page that forbids everything but modules of its own origin. */
async function openEnginePage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/')
      return route.fulfill({
        contentType: 'text/html',
        headers: {
          'Content-Security-Policy':
            "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
        },
        body: '<!doctype html><title>Engine</title><script type="module" src="/start.js"></script>',
      });
    if (pathname === '/start.js')
      return route.fulfill({
        contentType: 'text/javascript',
        body: "import { compileRules } from '/browser.js'; globalThis.compileRules = compileRules;",
      });
    const file = join(engine, 'dist', basename(pathname));
    return existsSync(file)
      ? route.fulfill({ contentType: 'text/javascript', path: file })
      : route.fulfill({ status: 404 });
  });
  await page.goto(origin);
  await page.waitForFunction(() => 'compileRules' in globalThis);
  return page;
}

/** Runs in the page: what the built browser form says of each case. */
function judge([criteria, cases]: [object[], { rules: object[]; facts: Record<string, unknown> }[]]): {
  match: string | null;
  wakeAfter: number | null;
}[] {
  const special: Record<string, unknown> = { NaN, Infinity, '-0': -0, undefined, null: null };
  const decode = (value: unknown) => {
    const name = typeof value === 'object' && value !== null && '$' in value ? String(value.$) : null;
    return name !== null && name in special ? special[name] : value;
  };
  const { compileRules } = globalThis as unknown as {
    compileRules(
      rules: object[],
      options: object,
    ): { ruleSet: { match(facts: object): { id: string } | undefined; wakeAfter(facts: object): number } };
  };
  return cases.map(({ rules, facts }) => {
    const { ruleSet } = compileRules(rules, { criteria });
    const decoded = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, decode(value)]));
    const wakeAfter = ruleSet.wakeAfter(decoded);
    return {
      match: ruleSet.match(decoded)?.id ?? null,
      wakeAfter: wakeAfter === Infinity ? null : wakeAfter,
    };
  });
}

describe.skipIf(noBrowser !== null)('the built engine in a browser with a strict policy', () => {
  const { criteria } = read<{ criteria: object[] }>('criteria');
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await openEnginePage(browser);
  });
  afterAll(() => browser?.close());

  it.each(['text', 'url', 'number', 'other', 'logic'])(
    'says of every case in %s.json what it must',
    async (file) => {
      const { cases } = read<{ cases: ConditionCase[] }>(file);
      const found = await page.evaluate(judge, [
        criteria,
        cases.map(({ when, facts }) => ({ rules: [{ id: 'it', when }], facts })),
      ] as Parameters<typeof judge>[0]);
      expect(cases.map(({ name }, index) => [name, found[index]?.match === 'it'])).toEqual(
        cases.map(({ name, verdict }) => [name, verdict === 'match']),
      );
    },
  );

  it('chooses the rule that wins', async () => {
    const { cases } = read<{ cases: OrderCase[] }>('order');
    const found = await page.evaluate(judge, [criteria, cases] as Parameters<typeof judge>[0]);
    expect(cases.map(({ name }, index) => [name, found[index]?.match])).toEqual(
      cases.map(({ name, match }) => [name, match]),
    );
  });

  it('wakes when it must', async () => {
    const { cases } = read<{ cases: WakeCase[] }>('wake');
    const found = await page.evaluate(judge, [criteria, cases] as Parameters<typeof judge>[0]);
    expect(cases.map(({ name }, index) => [name, found[index]?.wakeAfter])).toEqual(
      cases.map(({ name, wakeAfter }) => [name, wakeAfter]),
    );
  });
});
