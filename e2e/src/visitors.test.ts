import { type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { AdminUser, ShopVisitor } from './harness/people';
import { reply, rule, writeRule } from './harness/story';

const product = '/product/rocket-r58';

describe.skipIf(noBrowser !== null)('a visitor', () => {
  let beckon: Beckon;
  let browser: Browser;
  let visitor: ShopVisitor;

  beforeAll(async () => {
    beckon = await Beckon.create();
    browser = await launchBrowser();
    const admin = await AdminUser.signIn(browser, beckon, administrator);
    await writeRule(admin);
    await admin.close();
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
  });
  beforeEach(async () => {
    visitor = await ShopVisitor.arrive(browser, beckon);
  });
  afterEach(() => visitor.close());

  it('with two tabs that match in the same moment sees one message, once', async () => {
    await visitor.visit(product);
    const other = await visitor.newTab();
    await other.visit(product);
    await visitor.wait(16);
    await other.settle();
    const shown = async () => (await visitor.anyMessage.count()) + (await other.anyMessage.count());
    await expect.poll(shown).toBe(1);
    const holder = (await visitor.anyMessage.count()) === 1 ? visitor : other;
    await holder.anyMessage.getByRole('button', { name: 'Dismiss' }).click();
    await visitor.wait(60);
    await other.settle();
    expect(await shown()).toBe(0);
  });

  it('who ignores a message finds it unread on the next page, also in another tab, and it does not pop up again', async () => {
    await visitor.visit(product);
    await visitor.wait(16);
    await visitor.message('Sales').waitFor();
    await visitor.visit('/');
    await expect.poll(() => visitor.unread()).toBe('1 unread');
    await visitor.visit(product);
    await visitor.wait(60);
    expect(await visitor.anyMessage.count()).toBe(0);
    const other = await visitor.newTab();
    await other.visit('/about');
    await expect.poll(() => other.unread()).toBe('1 unread');
    await other.launcher.click();
    await other.messages.getByText(rule.message).waitFor();
    await expect.poll(() => visitor.unread()).toBe('');
  });

  it('who dismisses a message does not see it again, neither as unread nor popped up', async () => {
    await visitor.visit(product);
    await visitor.wait(16);
    await visitor.message('Sales').getByRole('button', { name: 'Dismiss' }).click();
    await visitor.settle();
    await visitor.visit(product);
    await visitor.wait(60);
    expect(await visitor.anyMessage.count()).toBe(0);
    expect(await visitor.unread()).toBe('');
  });

  it('in the single-page shop is judged by each page anew, and a message does not follow to the next', async () => {
    await visitor.visit('/app/');
    await visitor.wait(30);
    await visitor.page
      .getByRole('link', { name: /Rocket R58/ })
      .first()
      .click();
    await visitor.page.waitForURL(/product\/rocket-r58/);
    await visitor.wait(14);
    expect(await visitor.anyMessage.count()).toBe(0);
    await visitor.wait(2);
    await visitor.message('Sales').waitFor();
    await visitor.page.goBack();
    await visitor.anyMessage.waitFor({ state: 'detached' });
    await expect.poll(() => visitor.unread()).toBe('1 unread');
  });

  it('goes on with one conversation after a reload, each message in it once, also those written while the server was away', async () => {
    await visitor.visit(product);
    await visitor.wait(16);
    await visitor.page.clock.resume();
    await reply(visitor);
    const write = async (text: string) => {
      await visitor.page.getByLabel('Write a message').fill(text);
      await visitor.page.keyboard.press('Enter');
    };
    await write('And how long does it take to heat up?');
    await visitor.visit(product);
    await visitor.messages.getByText('heat up').waitFor();
    await beckon.end('SIGKILL');
    await write('Hello?');
    await visitor.messages.getByText('Sending').first().waitFor();
    await beckon.start();
    await visitor.visit(product);
    await write('Are you back?');
    await expect.poll(() => visitor.messages.getByText('Sending').count(), { timeout: 60_000 }).toBe(0);
    await expect
      .poll(async () => (await visitor.messages.locator('.bubble').allInnerTexts()).slice(2))
      .toEqual(['And how long does it take to heat up?', 'Hello?', 'Are you back?']);
    const told = await visitor.page.evaluate(async (server) => {
      const { id, secret } = JSON.parse(
        localStorage.getItem('beckon:brewfictus-demo:visitor') ?? '{}',
      ) as Record<string, string>;
      const answer = await fetch(`${server}/v1/conversations?site=brewfictus-demo`, {
        headers: { Authorization: `Beckon ${id}:${secret}` },
      });
      return (await answer.json()) as { conversations: { messages: unknown[] }[] };
    }, beckon.url);
    expect(told.conversations.map(({ messages }) => messages.length)).toEqual([5]);
  });
});
