import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { databases } from './harness/databases';
import { AdminUser, ShopVisitor } from './harness/people';
import { question, reply, rule, signInAgent, writeRule } from './harness/story';

const answer = 'It works with a tank as well.';

describe.each(databases)('a server that dies and comes back, on $name', ({ missing, environment }) => {
  const skip = missing !== null || noBrowser !== null;
  let beckon: Beckon;
  let browser: Browser;

  beforeAll(async () => {
    if (skip) return;
    beckon = await Beckon.create(environment());
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
  });

  it.skipIf(skip)(
    'loses nothing that was acknowledged when it is killed between question and answer',
    async () => {
      const admin = await AdminUser.signIn(browser, beckon, administrator);
      await writeRule(admin);
      const visitor = await ShopVisitor.arrive(browser, beckon);
      await visitor.visit('/product/rocket-r58');
      await visitor.wait(15.5);
      await visitor.message('Sales').waitFor();
      await visitor.page.clock.resume();
      const acknowledged = visitor.page.waitForResponse(
        (response) => response.url().endsWith('/v1/conversations') && response.status() === 201,
      );
      await reply(visitor);
      await acknowledged;

      await beckon.end('SIGKILL');
      await beckon.start();

      const agent = await signInAgent(browser, beckon);
      await agent.open('Inbox');
      await agent.page.getByRole('list', { name: 'Conversations' }).getByText(question).click();
      await agent.page.getByRole('log', { name: 'Messages' }).getByText(question).waitFor();
      await agent.page.getByLabel('Reply', { exact: true }).fill(answer);
      await agent.page.getByRole('button', { name: 'Send reply' }).click();
      // The page was never loaded anew: the widget found the server again by itself.
      await visitor.messages.getByText(answer).waitFor({ timeout: 60_000 });
      expect(await visitor.messages.getByText(question).count()).toBe(1);
      expect(await admin.counts(rule.title)).toEqual([1, 1, 1]);
    },
  );

  it.skipIf(skip)(
    'ends with code 0 at SIGTERM, and a second start has the rule, the conversation, the counts and the sign-ins',
    async () => {
      expect(await beckon.end('SIGTERM')).toBe(0);
      await beckon.start();
      const admin = await AdminUser.signIn(browser, beckon, administrator);
      expect(await admin.counts(rule.title)).toEqual([1, 1, 1]);
      await admin.open('Inbox');
      await admin.page.getByRole('list', { name: 'Conversations' }).getByText(answer).waitFor();
      expect(beckon.printedPassword('agent@brewfictus.test')).toMatch(/^[a-z]+(-[a-z]+){3}$/);
    },
  );
});
