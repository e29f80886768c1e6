import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { ShopVisitor } from './harness/people';
import { question, signInAgent } from './harness/story';

describe.skipIf(noBrowser !== null)('an agent in the inbox', () => {
  let beckon: Beckon;
  let browser: Browser;

  beforeAll(async () => {
    beckon = await Beckon.create();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
  });

  it('sees a reply once, also where the event that brings it is faster than the answer to it', async () => {
    const visitor = await ShopVisitor.arrive(browser, beckon, 'real');
    await visitor.visit('/');
    await visitor.launcher.click();
    await visitor.page.getByLabel('Write a message').fill(question);
    await visitor.page.getByRole('button', { name: 'Send', exact: true }).click();

    const agent = await signInAgent(browser, beckon);
    const { page } = agent;
    await agent.open('Inbox');
    await page.getByRole('list', { name: 'Conversations' }).getByText(question).click();
    const log = page.getByRole('log', { name: 'Messages' });
    await log.getByText(question).waitFor();

    let answered!: () => void;
    const held = new Promise<void>((resolve) => (answered = resolve));
    await page.route('**/v1/admin/conversations/*/messages', async (route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    await page.getByLabel('Reply', { exact: true }).fill('No, it has a tank.');
    await page.getByRole('button', { name: 'Send reply' }).click();
    await visitor.messages.getByText('No, it has a tank.').waitFor();
    // Among the messages with who wrote it, and no longer as one that is being sent.
    await log.getByText('Sending…').waitFor({ state: 'detached' });
    expect(await log.getByText('No, it has a tank.').count()).toBe(1);

    answered();
    await page.unrouteAll({ behavior: 'wait' });
    expect(await log.getByText('No, it has a tank.').count()).toBe(1);
    await agent.close();
    await visitor.close();
  });
});
