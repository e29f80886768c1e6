import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildForTest, findChromium, launchChromium } from './testing/chromium';
import { type FakeServer, servePage, startFakeServer } from './testing/fake-server';

const executable = findChromium();
/** As strict as a policy gets; the page's own script is the snippet. */
const policy = (host: string) =>
  `default-src 'none'; script-src ${host}; connect-src ${host}; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
const productRule = {
  id: '01J00000000000000000000RRR',
  when: {
    all: [
      { criterion: 'pageUrl', operator: 'contains', value: '/product' },
      { criterion: 'timeOnPage', operator: 'greaterThanOrEqual', value: 15 },
    ],
  },
};

describe.skipIf(!executable)('the widget on a page', { timeout: 30_000 }, () => {
  let browser: Browser;
  let cdn: string;
  let server: FakeServer;
  let context: BrowserContext;
  let shop: Awaited<ReturnType<typeof servePage>>;
  let errors: string[];

  beforeAll(async () => {
    [browser, cdn] = await Promise.all([launchChromium(executable as string), buildForTest()]);
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startFakeServer(cdn);
    context = await browser.newContext();
    errors = [];
    const snippet = `<script async src="${server.url}/beckon.js" data-site="pk_shop_12345"></script>`;
    shop = await servePage(
      () => `<!doctype html><title>Shop</title><h1>Shop</h1>${snippet}${snippet}`,
      () => ({ 'Content-Security-Policy': policy(server.url) }),
    );
  });
  afterEach(async () => {
    await context.close();
    await Promise.all([server.close(), shop.close()]);
  });

  async function visit(path: string, clock = true): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => errors.push(error.message));
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/Failed to load resource/.test(message.text()) &&
        errors.push(message.text()),
    );
    if (clock) await page.clock.install();
    await page.goto(`${shop.url}/${path}`);
    return page;
  }
  const settled = (page: Page) => page.getByRole('button', { name: 'Open messenger' }).waitFor();

  it('pops up after the time on the page, not before; a reply is a conversation; the answer arrives live; nothing on the next page', async () => {
    server.rules = [productRule];
    const page = await visit('product/rocket-r58');
    await settled(page);
    const popup = page.getByRole('region', { name: 'Message from Sales' });
    await page.clock.runFor(13_000);
    expect(await popup.count()).toBe(0);
    await page.clock.runFor(2500);
    await popup.waitFor();
    await expect.poll(() => server.of(/events$/).map(({ body }) => body['step'])).toEqual(['delivered']);

    await popup.getByRole('button', { name: 'Reply' }).click();
    const field = page
      .getByRole('dialog', { name: 'Messenger' })
      .getByRole('textbox', { name: 'Write a message' });
    await field.fill('Which grinder goes with it?');
    await field.press('Enter');
    const log = page.getByRole('log', { name: 'Messages' });
    await log.getByText('Which grinder goes with it?').waitFor();
    await expect.poll(() => server.conversations[0]?.messages.length).toBe(2);
    server.answer('The Mazzer, see https://example.com/mazzer.');
    await log.getByRole('link', { name: 'https://example.com/mazzer' }).waitFor();
    await expect.poll(() => server.conversations[0]?.readCount).toBe(3);

    await page.goto(`${shop.url}/product/other`);
    // The messenger was open, so it is again, with all that was said.
    await log.getByText('The Mazzer').waitFor();
    expect(await log.getByText('Which grinder').count()).toBe(1);
    expect(await popup.count()).toBe(0);
    expect(server.of(/v1\/engagements$/).length).toBe(1);
    expect(errors).toEqual([]);
  });

  it('waits as unread after a change of page, and clicking the launcher counts as opened', async () => {
    server.rules = [
      { ...productRule, when: { criterion: 'pageUrl', operator: 'contains', value: '/product' } },
    ];
    const page = await visit('product/a', false);
    const popup = page.getByRole('region', { name: 'Message from Sales' });
    await popup.waitFor();
    await page.evaluate(() => history.pushState(null, '', '/about'));
    await popup.waitFor({ state: 'detached' });
    await page.reload();
    const launcher = page.getByRole('button', { name: 'Open messenger' });
    await expect.poll(() => launcher.getAttribute('aria-description')).toBe('1 unread');
    await launcher.click();
    await page.getByRole('log').getByText('Need a hand choosing?').waitFor();
    await expect
      .poll(() => server.of(/events$/).map(({ body }) => body['step']))
      .toEqual(['delivered', 'opened']);
    await page.keyboard.press('Escape');
    await launcher.waitFor();
    expect(
      await launcher.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
    ).toBe(true);
  });

  it.each([true, false])(
    'shows a message in one tab only (with https: %s), and counts the pages of all tabs',
    async (https) => {
      // Browsers give pages without https no locks.
      if (!https)
        await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
      server.rules = [1, 2].map((at) => ({
        id: `01J0000000000000000000000${at}`,
        when: { criterion: 'pagesViewed', operator: 'greaterThanOrEqual', value: 2 },
      }));
      const first = await visit('a');
      await settled(first);
      const second = await visit('b');
      const popups = () => Promise.all([first, second].map((page) => page.getByRole('region').count()));
      await expect.poll(async () => (await popups()).join()).toMatch(/0,1|1,0/);
      const [holder, other] = (await popups())[0] === 1 ? [first, second] : [second, first];
      await other.clock.runFor(5000);
      expect([server.of(/v1\/engagements$/).length, (await popups()).join()]).toEqual([
        1,
        expect.stringMatching(/0,1|1,0/),
      ]);
      await holder.getByRole('button', { name: 'Dismiss' }).click();
      await other.clock.runFor(2000);
      await expect.poll(async () => (await popups()).reduce((a, b) => a + b)).toBe(1);
      expect(
        new Set(
          server
            .of(/visits$/)
            .slice(1)
            .map(({ authorization }) => authorization),
        ).size,
      ).toBe(1);
      await holder.close();
      await other.close();
      expect(errors).toEqual([]);
    },
  );

  it('keeps what the visitor wrote while the server is away, says so, and delivers it once', async () => {
    const page = await visit('', false);
    await settled(page);
    await page.getByRole('button', { name: 'Open messenger' }).click();
    server.failing = /conversations$/;
    await page.clock.install();
    await page.getByRole('textbox').fill('Are you there?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.clock.runFor(20_000);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    server.failing = undefined;
    await page.reload();
    await expect.poll(() => server.conversations.length).toBe(1);
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    expect(await page.getByRole('log').getByText('Are you there?').count()).toBe(1);
    server.cut();
    server.answer('Yes!');
    await page.clock.runFor(10_000);
    await page.getByRole('log').getByText('Yes!').waitFor();
  });

  it('takes facts of the page before and after it knows the rules, judges at once, and ignores with a line what is no fact', async () => {
    server.rules = ['pro', 'team'].map((value, at) => ({
      id: `01J0000000000000000000000${at}`,
      when: {
        all: [
          { criterion: 'page/plan', operator: 'is', value },
          // An hour after it, in another zone: dates are read by a part of their own.
          { criterion: 'page/since', operator: 'before', value: '1969-12-31T23:00-02:00' },
        ],
      },
    }));
    type Queue = { beckon?: { (...call: unknown[]): void; q?: unknown[] } };
    await context.addInitScript(() => {
      const page = window as Queue;
      page.beckon = function (...call) {
        (page.beckon!.q ??= []).push(call);
      };
      page.beckon('facts', { plan: 'pro', since: new Date(0), cart: { items: 1 }, Wrong: 1, much: Infinity });
    });
    const page = await visit('', false);
    const popup = page.getByRole('region', { name: 'Message from Sales' });
    await popup.waitFor();
    expect(server.of(/visits$/)[0]?.body['facts']).toMatchObject({
      'page/plan': 'pro',
      'page/since': '1970-01-01T00:00:00.000Z',
    });
    expect(
      Object.keys(server.of(/visits$/)[0]?.body['facts'] as object).filter((key) => key.startsWith('page/')),
    ).toEqual(['page/plan', 'page/since']);
    await popup.getByRole('button', { name: 'Dismiss' }).click();
    await page.evaluate(() => history.pushState(null, '', '/next'));
    await page.evaluate(() => (window as Queue).beckon?.('facts', { plan: 'team' }));
    await popup.waitFor();
    expect(server.of(/v1\/engagements$/)[1]?.body['facts']).toMatchObject({
      'page/plan': 'team',
      'page/since': '1970-01-01T00:00:00.000Z',
    });
    const warned: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && warned.push(message.text()));
    await page.evaluate(() => (window as Queue).beckon?.('debug'));
    await expect.poll(() => warned.length).toBe(3);
    expect(warned.join()).toMatch(/"cart".*"Wrong".*"much"/);
    expect(errors).toEqual([]);
  });

  it('is silent when the server is down, storage is blocked, or consent is denied', async () => {
    server.failing = /./;
    await context.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new Error('blocked');
        },
      }),
    );
    const page = await visit('', false);
    await expect.poll(() => page.evaluate(() => 'beckon' in window)).toBe(true);
    await page.evaluate(() =>
      (window as unknown as { beckon(...call: unknown[]): void }).beckon('consent', 'denied'),
    );
    await page.evaluate(() =>
      (window as unknown as { beckon(...call: unknown[]): void }).beckon('nonsense', 1),
    );
    expect(await page.evaluate(() => document.querySelectorAll('[data-beckon]').length)).toBe(0);
    expect(errors).toEqual([]);
  });
});
