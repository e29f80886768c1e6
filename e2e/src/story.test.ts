import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { databases } from './harness/databases';
import { AdminUser, ShopVisitor } from './harness/people';
import { question, reply, rule, signInAgent, writeRule } from './harness/story';

const { message } = rule;
const answer = 'No, it has a tank of 2.5 litres.';

async function answerAsAgent(browser: Browser, beckon: Beckon): Promise<void> {
  const agent = await signInAgent(browser, beckon);
  const { page } = agent;
  await agent.open('Inbox');
  await page.getByRole('list', { name: 'Conversations' }).getByText(question).click();
  const log = page.getByRole('log', { name: 'Messages' });
  await log.getByText(question).waitFor();
  // The message that popped up is the first entry of the conversation.
  expect((await log.innerText()).indexOf(message)).toBeGreaterThanOrEqual(0);
  expect((await log.innerText()).indexOf(message)).toBeLessThan((await log.innerText()).indexOf(question));
  const assigned = page
    .getByRole('combobox', { name: 'Assigned to' })
    .or(page.getByRole('button', { name: 'Assigned to' }))
    .first();
  expect(
    await assigned.evaluate((element) =>
      element instanceof HTMLInputElement ? element.value : element.textContent,
    ),
  ).toContain('Sales');
  await page.getByLabel('Reply', { exact: true }).fill(answer);
  await page.getByRole('button', { name: 'Send reply' }).click();
  await log.getByText(answer).waitFor();
  await agent.close();
}

describe.each(databases)('the story, on $name', ({ missing, environment }) => {
  let beckon: Beckon;
  let browser: Browser;

  beforeAll(async () => {
    if (missing !== null || noBrowser !== null) return;
    beckon = await Beckon.create(environment());
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
  });

  it.skipIf(missing !== null || noBrowser !== null)(
    'goes from the rule to the answer, is counted exactly, and bothers nobody twice',
    async () => {
      const admin = await AdminUser.signIn(browser, beckon, administrator);
      await writeRule(admin);

      const visitor = await ShopVisitor.arrive(browser, beckon);
      await visitor.visit('/');
      await visitor.wait(60);
      expect(await visitor.anyMessage.count()).toBe(0);

      await visitor.visit('/product/rocket-r58');
      await visitor.wait(14.5);
      expect(await visitor.anyMessage.count()).toBe(0);
      await visitor.wait(1);
      await visitor.message('Sales').getByText(message).waitFor();

      await visitor.page.clock.resume();
      await reply(visitor);
      await answerAsAgent(browser, beckon);
      await visitor.messages.getByText(answer).waitFor();

      await expect.poll(() => admin.counts(rule.title)).toEqual([1, 1, 1]);

      await visitor.visit('/product/rocket-r58?from=again');
      await visitor.wait(60);
      expect(await visitor.anyMessage.count()).toBe(0);
      expect(await admin.counts(rule.title)).toEqual([1, 1, 1]);

      await visitor.close();
      await admin.close();
    },
  );
});

describe('the story, in real time', () => {
  it.skipIf(noBrowser !== null)('shows the message after 15 seconds on the page and not before', async () => {
    const beckon = await Beckon.create();
    const browser = await launchBrowser();
    try {
      const admin = await AdminUser.signIn(browser, beckon, administrator);
      await writeRule(admin);
      const visitor = await ShopVisitor.arrive(browser, beckon, 'real');
      const opened = Date.now();
      await visitor.visit('/product/rocket-r58');
      await visitor.message('Sales').waitFor();
      const shown = Date.now();
      // The page view begins after the request for it.
      expect(shown - opened).toBeGreaterThanOrEqual(15_000);
      // The widget tells of the delivery once the message stands on the screen.
      await expect.poll(() => admin.counts(rule.title)).toEqual([1, 0, 0]);
    } finally {
      await browser.close();
      await beckon.remove();
    }
  });
});
