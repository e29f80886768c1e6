import { type Browser } from 'playwright-core';
import { type Beckon } from './beckon';
import { AdminUser, type ShopVisitor } from './people';

/** The rule of the story, as the administrator writes it. */
export const rule = { title: 'R58 product page', message: 'The R58 is a beauty. Need a hand choosing?' };
export const question = 'Does it need a water connection?';

const agentEmail = 'agent@brewfictus.test';

/** The demo's agent, who may not change rules. */
export function signInAgent(browser: Browser, beckon: Beckon): Promise<AdminUser> {
  return AdminUser.signIn(browser, beckon, {
    email: agentEmail,
    password: beckon.printedPassword(agentEmail),
  });
}

/** The administrator's way, step by step (product page of the design), to a rule that is saved and enabled. */
export async function writeRule(admin: AdminUser): Promise<void> {
  const { page } = admin;
  await admin.open('Engagement rules');
  await page
    .getByRole('link', { name: 'New engagement rule' })
    .or(page.getByRole('button', { name: 'New engagement rule' }))
    .first()
    .click();
  await page.getByLabel('Rule title', { exact: true }).fill(rule.title);
  await admin.fillCondition(1, 'Page URL', 'contains', '/product');
  await page.getByRole('button', { name: '+And' }).click();
  await admin.fillCondition(2, 'Time on page (in sec)', 'greater than or equal to', '15');
  await admin.choose(page, 'From', 'Sales');
  await page.getByLabel('Message', { exact: true }).fill(rule.message);
  await page.getByRole('region', { name: 'Preview' }).getByText(rule.message).waitFor();
  await page.getByLabel('Assign all conversations').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.rule(rule.title).getByRole('switch', { name: 'Enabled', checked: true }).waitFor();
}

/** The visitor opens the message and writes. */
export async function reply(visitor: ShopVisitor): Promise<void> {
  const { page } = visitor;
  await visitor.message('Sales').getByRole('button', { name: 'Reply' }).click();
  await visitor.messages.getByText(rule.message).waitFor();
  await page.getByLabel('Write a message').fill(question);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await visitor.messages.getByText(question).waitFor();
}
