import { describe, expect, it } from 'vitest';
import { type LoadedBrowserModule } from '../browser/browser-module';
import { checkPlugin } from '../check-plugin';
import { describePlugin } from '../declaration';
import { type Plugin } from '../define-plugin';
import { type FactValue } from '../facts/fact-values';
import { type VisitorHistory } from '../facts/fact-provider';
import { KEPT_SECRET, parseOptions, redactOptions, sensitiveOptions } from '../options/plugin-options';
import { brokenLaws } from './criterion-laws';
import { createFakeFetch, hangingFetch } from './fake-fetch';
import { createFakeHost } from './fake-host';
import { BROWSER_BUDGET, measureBrowserModule } from './measure-browser-module';
import { settle } from './test-clock';

/** What the kit needs to know of a plugin. */
export interface TestPluginSettings {
  /** Options that are right. Needed if the plugin has some without defaults. */
  options?: unknown;
  /** Loads the browser module: `() => import('./browser')`. Needed if the plugin has one. */
  browser?: () => Promise<{ default: LoadedBrowserModule }>;
  /** What facts that the providers need may be. @default likely ones */
  given?: Readonly<Record<string, FactValue>>;
  /** What the providers fetch from. @default nobody answers */
  fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

const likely: Readonly<Record<string, FactValue>> = {
  pageUrl: 'https://shop.example/product/r58',
  browserLanguage: 'en-GB',
  pageVisits: 1,
  pagesViewed: 2,
  timeOnSite: 1,
  timeOnPage: 20,
  businessHours: 'during',
  pageTitle: 'Rocket R58',
  referrerUrl: '',
  city: 'Seattle',
  country: 'US',
  engagedThisVisit: false,
  landingUrl: 'https://shop.example/',
};

const visitor: VisitorHistory = {
  id: '01JVISITOR',
  identified: false,
  visits: 2,
  firstSeenAt: new Date(0),
  lastVisitAt: new Date(0),
  conversations: 1,
};

/** Every sentence is a failure, and all of them are its message. */
function expectNone(sentences: readonly string[]): void {
  expect(sentences, sentences.join('\n')).toEqual([]);
}

/** Provider by provider: answers are right, and an abort is obeyed. */
function describeProviders(plugin: Plugin, settings: TestPluginSettings): void {
  const requestOf = (needs: readonly string[]) => ({
    given: Object.fromEntries(
      needs.map((need) => [need, settings.given?.[need] ?? likely[need] ?? 'sample']),
    ),
    ip: '203.0.113.7',
    headers: { 'user-agent': 'Mozilla/5.0', 'accept-language': 'en-GB' },
    visitor,
  });
  const start = (fetch: NonNullable<TestPluginSettings['fetch']>) =>
    createFakeHost(plugin, { options: settings.options, fetch });

  it('its providers answer only what they declare, as plain values', async () => {
    const host = await start(settings.fetch ?? createFakeFetch());
    for (const provider of host.facts) {
      for (const fact of provider.provides) {
        try {
          await host.fact(fact, requestOf(provider.needs ?? []));
        } catch (thrown) {
          // To fail is allowed where nobody answers; to answer wrongly never is.
          if (settings.fetch !== undefined || String(thrown).includes(`The plugin "${plugin.name}"`))
            throw thrown;
        }
      }
    }
    await host.stop();
  });

  it('its providers give up when their deadline is over', async () => {
    const host = await start(hangingFetch);
    for (const provider of host.facts) {
      const aborter = new AbortController();
      let settled = false;
      const end = () => void (settled = true);
      void host
        .fact(provider.provides[0] ?? '', { ...requestOf(provider.needs ?? []), signal: aborter.signal })
        .then(end, end);
      await settle();
      aborter.abort(new DOMException('too late', 'TimeoutError'));
      await settle();
      expect(
        settled,
        `The provider of "${provider.provides.join('", "')}" goes on after its deadline: pass "signal" on to what it waits for.`,
      ).toBe(true);
    }
    await host.stop();
  });

  it('its geo providers believe no header of a request that is not trusted', async () => {
    const host = await start(settings.fetch ?? createFakeFetch());
    const forged = {
      headers: { 'cf-ipcountry': 'KP', 'x-vercel-ip-country': 'KP', 'x-country-code': 'KP' },
      trusted: false,
    };
    const answer = await host.geo('203.0.113.7', forged).catch(() => ({}) as { country?: string });
    expect(
      answer.country,
      'A geo provider believes headers although "trusted" is false: anybody can send them.',
    ).not.toBe('KP');
    await host.stop();
  });
}

function describeBrowser(plugin: Plugin, settings: TestPluginSettings): void {
  const reference = plugin.browser;
  if (!reference) return;
  it('its browser module sets the facts that the plugin declares', async () => {
    expect(
      settings.browser,
      `The plugin "${plugin.name}" has a browser module: say { browser: () => import('./browser') }.`,
    ).toBeDefined();
    const module = (await settings.browser?.())?.default;
    expect([...(module?.facts ?? [])].sort()).toEqual([...reference.facts].sort());
    expect(typeof module?.start).toBe('function');
  });

  it(`its browser module stays within ${BROWSER_BUDGET} bytes and imports nothing at run time`, async () => {
    const { bytes, imports } = await measureBrowserModule(reference.module);
    expectNone(
      imports.map((path) => `The browser module imports "${path}" at run time: bundle it (noExternal).`),
    );
    expect(
      bytes,
      `The browser module has ${bytes} bytes (brotli), ${BROWSER_BUDGET} are allowed: every visitor loads it.`,
    ).toBeLessThanOrEqual(BROWSER_BUDGET);
  });

  it('its browser settings are plain and hold no secret', () => {
    const parsed = parseOptions(plugin, settings.options);
    if (!parsed.ok) return;
    const shown: unknown = reference.settings?.(parsed.options as never) ?? null;
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
    // With the secrets hidden the settings must be the same: then none is in them.
    expect(reference.settings?.(redactOptions(plugin, parsed.options) as never) ?? null).toEqual(shown);
    expect(JSON.stringify(shown)).not.toContain(KEPT_SECRET);
  });
}

/**
 * The conformance kit: registers, in the test file that calls it, the tests that every plugin must pass. The declaration
 * is valid and plain; operators are lawful in three-valued logic and deterministic; providers answer what they declare and
 * keep their deadlines; options are described, secrets hidden; the browser module is within its budget.
 *
 * @example
 * import { testPlugin } from '@beckon/plugin/testing';
 * import weather from './index';
 * testPlugin(weather, { options: { apiKey: 'k' } });
 */
export function testPlugin(plugin: Plugin, settings: TestPluginSettings = {}): void {
  describe(`the plugin "${plugin.name}" keeps the contract`, () => {
    it('its declaration is valid', () => {
      expectNone(checkPlugin(plugin).map(({ message }) => message));
      const parsed = parseOptions(plugin, settings.options);
      expectNone(parsed.ok ? [] : parsed.issues.map(({ message }) => message));
    });

    it('its declaration is plain data', () => {
      const description = describePlugin(plugin);
      expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    });

    it('its secrets are hidden where options are shown', () => {
      const parsed = parseOptions(plugin, settings.options);
      if (!parsed.ok) return;
      const shown = redactOptions(plugin, parsed.options);
      if (sensitiveOptions(plugin).length > 0) expect(shown).not.toEqual(parsed.options);
      else expect(shown).toEqual(parsed.options);
    });

    for (const criterion of plugin.criteria ?? []) {
      it(`the criterion "${criterion.id}" has lawful operators`, () => {
        expectNone(brokenLaws(plugin, criterion));
      });
    }

    describeProviders(plugin, settings);
    describeBrowser(plugin, settings);
  });
}
