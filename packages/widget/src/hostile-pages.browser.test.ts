import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildForTest, findChromium, launchChromium } from './testing/chromium';
import { type FakeServer, servePage, startFakeServer } from './testing/fake-server';

const executable = findChromium();
const rule = {
  id: '01J00000000000000000000RRR',
  when: { criterion: 'pageUrl', operator: 'like', value: '/product/*8' },
};

describe.skipIf(!executable)('pages and servers as they should not be', { timeout: 30_000 }, () => {
  let browser: Browser;
  let cdn: string;
  let server: FakeServer;
  let context: BrowserContext;
  let shop: Awaited<ReturnType<typeof servePage>>;
  let html: string;
  let errors: string[];

  beforeAll(async () => {
    [browser, cdn] = await Promise.all([launchChromium(executable as string), buildForTest()]);
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startFakeServer(cdn);
    server.rules = [rule];
    errors = [];
    html = '';
    shop = await servePage(
      () => html.replace('SNIPPET', snippet()),
      () => ({}),
    );
  });
  afterEach(async () => {
    await context.close();
    await Promise.all([server.close(), shop.close()]);
  });

  const snippet = () => `<script async src="${server.url}/beckon.js" data-site="pk_shop_12345"></script>`;
  async function visit(body: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    html = `<!doctype html><title>Shop</title>${body}`;
    context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => errors.push(error.message));
    return page;
  }
  const message = (page: Page) => page.getByRole('region', { name: 'Message from Sales' });
  const steps = () => server.of(/events$/).map(({ body }) => body['step']);

  it('are pages whose library lays its own methods over the built-in ones, as Prototype.js does', async () => {
    const page = await visit(`<script>
      Array.prototype.toJSON = function () { return '[' + this.map(function (each) { return JSON.stringify(each) }).join(', ') + ']' };
      String.prototype.startsWith = function (start) { return this.lastIndexOf(start, 0) === 0 };
      Array.prototype.each = Array.prototype.forEach;
      Array.prototype.entries = function () { return this.slice() };
      Object.prototype.extend = function () { return this };
    </script>SNIPPET`);
    await page.goto(`${shop.url}/product/r58`);
    await message(page).waitFor();
    await expect.poll(steps).toEqual(['delivered']);
    await message(page).getByRole('button', { name: 'Reply' }).click();
    await page.getByRole('textbox').fill('Hello');
    await page.getByRole('textbox').press('Enter');
    await expect.poll(() => server.conversations.length).toBe(1);
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('are frames without an origin: nothing can be kept, no lock be had', async () => {
    const page = await visit(
      `<script>if (top === self) document.write('<iframe sandbox="allow-scripts" src="/product/8"></iframe>')</script>
       <script>if (top !== self) document.write('SNIPPET'.replace('END', '</scr' + 'ipt>'))</script>`,
    );
    html = html.replace('SNIPPET', snippet().replace('</script>', 'END'));
    await page.goto(shop.url);
    await page.frameLocator('iframe').getByRole('region', { name: 'Message from Sales' }).waitFor();
    await expect.poll(steps).toEqual(['delivered']);
    expect(errors).toEqual([]);
  });

  it('are browsers in which storage is full', async () => {
    const page = await visit(`<script>
      Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError') };
    </script>SNIPPET`);
    await page.goto(`${shop.url}/product/8`);
    await message(page).waitFor();
    await expect.poll(steps).toEqual(['delivered']);
    await message(page).getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(steps).toEqual(['delivered', 'dismissed']);
    expect(errors).toEqual([]);
  });

  it('are answers that are no JSON or of another shape: no error, no storm', async () => {
    for (const body of [
      '<!doctype html><title>Log in</title>',
      'null',
      '[]',
      '"x"',
      '{"visitor":{},"visit":{},"residue":{"rules":{}},"settings":{},"unread":{}}',
      '{"visitor":{},"visit":{},"residue":{"rules":[{}]},"settings":{"launcher":true},"unread":[]}',
      '{"visitor":{},"visit":{"age":0},"residue":{"rules":[],"criteria":[]},"settings":{"launcher":true,"accent":5,"visitIdle":9e5,"visitMax":9e6},"unread":[]}',
      '{"visitor":{},"visit":{},"residue":{"rules":[],"criteria":[]},"settings":{"accent":"#123456"},"unread":[]}',
      '{"visitor":{},"visit":{"age":0},"residue":{"rules":[null],"criteria":["pageTitle"]},"settings":{"accent":"#123456","visitIdle":9e5,"visitMax":9e6},"unread":[]}',
    ]) {
      const page = await visit('SNIPPET<h1>Shop</h1>');
      let asked = 0;
      await page.route(/v1\/visits/, (route) => {
        asked++;
        return route.fulfill({ body, headers: { 'Access-Control-Allow-Origin': '*' } });
      });
      await page.goto(`${shop.url}/product/8`);
      await expect.poll(() => asked).toBeGreaterThan(0);
      await page.evaluate(() => history.pushState(null, '', '/other'));
      const views = () =>
        (JSON.parse(localStorage['beckon:pk_shop_12345:visit'] as string) as { views: number }).views;
      await expect.poll(() => page.evaluate(views)).toBe(2);
      await page.getByRole('heading').click();
      expect([body, errors]).toEqual([body, []]);
      expect(asked).toBeLessThan(4);
      await context.close();
    }
    await visit('');
  });

  it('are narrow windows that read from right to left, with a message of 4,000 letters and no space', async () => {
    server.message = 'x'.repeat(4000);
    const page = await visit('SNIPPET', {
      viewport: { width: 320, height: 560 },
      reducedMotion: 'reduce',
    });
    html = html.replace('<title>', '<html dir="rtl"><title>');
    await page.goto(`${shop.url}/product/8`);
    await message(page).waitFor();
    const box = (await message(page).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(320);
    expect(box.y).toBeGreaterThanOrEqual(0);
    const text = message(page).locator('.message');
    expect(
      await text.evaluate((node) => [
        node.scrollWidth <= node.clientWidth,
        node.scrollHeight > node.clientHeight,
        (node as HTMLElement).tabIndex,
        document.documentElement.scrollWidth,
        node.getAnimations({ subtree: true }).length + node.parentElement!.getAnimations().length,
      ]),
    ).toEqual([true, true, 0, 320, 0]);
    // By keyboard: read, dismissed, and the focus on the launcher.
    await message(page).getByRole('button', { name: 'Dismiss' }).focus();
    await page.keyboard.press('Escape');
    await message(page).waitFor({ state: 'detached' });
    const launcher = page.getByRole('button', { name: 'Open messenger' });
    expect(await launcher.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(
      true,
    );
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Messenger' });
    await dialog.getByRole('textbox').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(errors).toEqual([]);
  });
});
