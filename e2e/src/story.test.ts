import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { databases } from './harness/databases';
import { AdminUser, ShopVisitor } from './harness/people';

const agentEmail = 'agent@brewfictus.test';
const title = 'R58 product page';
const message = 'The R58 is a beauty. Need a hand choosing?';
const question = 'Does it need a water connection?';
const answer = 'No, it has a tank of 2.5 litres.';

async function writeRule(admin: AdminUser): Promise<void> {
  const { page } = admin;
  await admin.open('Engagement rules');
  await page.getByRole('link', { name: 'New engagement rule' }).or(page.getByRole('button', { name: 'New engagement rule' })).first().click();
  await page.getByLabel('Rule title', { exact: true }).fill(title);
  await admin.fillCondition(1, 'Page URL', 'contains', '/product');
  await page.getByRole('button', { name: '+And' }).click();
  await admin.fillCondition(2, 'Time on page (in sec)', 'greater than or equal to', '15');
  await admin.choose(page, 'From', 'Sales');
  await page.getByLabel('Message', { exact: true }).fill(message);
  await page.getByRole('region', { name: 'Preview' }).getByText(message).waitFor();
  await page.getByLabel('Assign all conversations').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.rule(title).waitFor();
  expect(await admin.rule(title).getByRole('switch', { name: 'Enabled' }).isChecked()).toBe(true);
}

async function answerAsAgent(browser: Browser, beckon: Beckon): Promise<void> {
  const agent = await AdminUser.signIn(browser, beckon, { email: agentEmail, password: beckon.printedPassword(agentEmail) });
  const { page } = agent;
  await agent.open('Inbox');
  await page.getByRole('list', { name: 'Conversations' }).getByText(question).click();
  const log = page.getByRole('log', { name: 'Messages' });
  await log.getByText(question).waitFor();
  // The message that popped up is the first entry of the conversation.
  expect((await log.innerText()).indexOf(message)).toBeGreaterThanOrEqual(0);
  expect((await log.innerText()).indexOf(message)).toBeLessThan((await log.innerText()).indexOf(question));
  const assigned = page.getByRole('combobox', { name: 'Assigned to' }).or(page.getByRole('button', { name: 'Assigned to' })).first();
  expect(await assigned.evaluate((element) => (element instanceof HTMLInputElement ? element.value : element.textContent))).toContain('Sales');
  await page.getByLabel('Reply', { exact: true }).fill(answer);
  await page.getByRole('button', { name: 'Send reply' }).click();
  await log.getByText(answer).waitFor();
  await agent.close();
}

async function reply(visitor: ShopVisitor): Promise<void> {
  const { page } = visitor;
  await visitor.message('Sales').getByRole('button', { name: 'Reply' }).click();
  await visitor.messages.getByText(message).waitFor();
  await page.getByLabel('Write a message').fill(question);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await visitor.messages.getByText(question).waitFor();
}

async function counts(admin: AdminUser): Promise<string> {
  await admin.page.goto(admin.page.url());
  const row = admin.rule(title);
  await row.waitFor();
  return row.innerText();
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

  it.skipIf(missing !== null || noBrowser !== null)('goes from the rule to the answer, is counted exactly, and bothers nobody twice', async () => {
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

    expect((await counts(admin)).match(/\b1\b/g)?.length).toBeGreaterThanOrEqual(3);

    await visitor.visit('/product/rocket-r58?from=again');
    await visitor.page.clock.fastForward(60_000);
    await visitor.page.waitForLoadState('networkidle');
    expect(await visitor.anyMessage.count()).toBe(0);
    expect((await counts(admin)).match(/\b1\b/g)?.length).toBeGreaterThanOrEqual(3);

    await visitor.close();
    await admin.close();
  });
});
