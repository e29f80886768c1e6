import axe from 'axe-core';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { AdminUser, ShopVisitor } from './harness/people';
import { reply, writeRule } from './harness/story';

/** What axe finds on the page as it is, each with the elements at fault. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => {
    const { axe: loaded } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return loaded.run();
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const;

describe.skipIf(noBrowser !== null)('axe finds nothing', () => {
  let beckon: Beckon;
  let browser: Browser;
  let admin: AdminUser;

  beforeAll(async () => {
    beckon = await Beckon.create();
    browser = await launchBrowser();
    admin = await AdminUser.signIn(browser, beckon, administrator);
    await writeRule(admin);
    // A conversation, so that the inbox has something to show.
    const visitor = await ShopVisitor.arrive(browser, beckon);
    await visitor.visit('/product/rocket-r58');
    await visitor.wait(15.5);
    await visitor.page.clock.resume();
    await reply(visitor);
    await visitor.settle();
    await visitor.close();
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
  });

  describe.each(looks)('at $width px, $colorScheme', ({ width, colorScheme }) => {
    const look = async (page: Page) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
    };

    it.each([
      ['the rules', '/rules', 'Cart left waiting'],
      ['a new rule', '/rules/new', 'Rule title'],
      ['the inbox', '/inbox', 'Does it need'],
      ['the teams', '/teams', 'Support'],
      ['the agents', '/agents', 'Milo Crema'],
      ['the sites', '/sites', 'Brewfictus'],
      ['the plugins', '/plugins', 'Places from a file'],
      ['a plugin', '/plugins/geo-mmdb', 'How it does'],
      ['the dead letters', '/plugins/dead-letters', 'No dead letter'],
    ])('on %s', async (_, path, text) => {
      await look(admin.page);
      await admin.page.goto(beckon.url + path);
      await admin.page.getByText(text).first().waitFor();
      expect(await findings(admin.page)).toEqual([]);
    });

    it('in a conversation, and in a rule that is edited', async () => {
      await look(admin.page);
      await admin.page.goto(`${beckon.url}/inbox`);
      await admin.page.getByRole('list', { name: 'Conversations' }).getByText('Does it need').first().click();
      await admin.page.getByRole('log', { name: 'Messages' }).waitFor();
      expect(await findings(admin.page)).toEqual([]);
      await admin.page.goto(`${beckon.url}/rules`);
      await admin.page.getByRole('link', { name: 'Still comparing after three minutes' }).click();
      await admin.condition(4).waitFor();
      expect(await findings(admin.page)).toEqual([]);
    });

    it('on a new rule where there is no site yet, which is said and leads there', async () => {
      const { page } = admin;
      await look(page);
      await page.route('**/v1/admin/sites', (route) => route.fulfill({ json: { sites: [] } }));
      await page.goto(`${beckon.url}/rules/new`);
      const notice = page.getByRole('alert').filter({ hasText: 'there is no site' });
      await notice.waitFor();
      expect(await findings(page)).toEqual([]);
      await page.unrouteAll();
      await notice.getByRole('link', { name: 'Sites', exact: true }).click();
      await page.getByRole('heading', { name: 'Sites', exact: true }).waitFor();
    });

    it('on the sign-in', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await look(page);
      await page.goto(beckon.url);
      await page.getByLabel('Email').waitFor();
      expect(await findings(page)).toEqual([]);
      await context.close();
    });

    it('in the shop, with the message and with the messenger open', async () => {
      const visitor = await ShopVisitor.arrive(browser, beckon);
      await look(visitor.page);
      await visitor.visit('/product/rocket-r58');
      await visitor.wait(15.5);
      await visitor.page.clock.resume();
      await visitor.message('Sales').waitFor();
      expect(await findings(visitor.page)).toEqual([]);
      // Also while what she wrote is on its way.
      let arrive!: () => void;
      const held = new Promise<void>((resolve) => (arrive = resolve));
      await visitor.page.route('**/v1/conversations', async (route) => {
        if (route.request().method() === 'POST') await held;
        await route.continue();
      });
      await reply(visitor);
      expect(await findings(visitor.page)).toEqual([]);
      arrive();
      await visitor.page.unrouteAll({ behavior: 'wait' });
      await visitor.messages.getByText('Sending').waitFor({ state: 'detached' });
      expect(await findings(visitor.page)).toEqual([]);
      await visitor.close();
    });
  });
});
