import { type Browser, type Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { AdminUser } from './harness/people';
import { signInAgent } from './harness/story';

type Entry = [criterion: string, operator: string, ...values: string[]];

/** Each kind of value with each of its operators, in the words of the screen. */
const entries: Entry[] = [
  ['Page URL', 'is', '/product/rocket-r58'],
  ['Page URL', 'is not', '/cart'],
  ['Page URL', 'is one of', '/product/a', '/product/b c'],
  ['Page URL', 'is none of', '/cart', '/checkout'],
  ['Page URL', 'contains', '/product'],
  ['Page URL', 'does not contain', 'preview=1'],
  ['Page URL', 'starts with', '/product/'],
  ['Page URL', 'ends with', '-r58'],
  ['Page URL', 'is like (* = anything)', '/product/*'],
  ['Page URL', 'is not like', '/product/*-old'],
  ['Page URL', 'matches regular expression', '/product/.*-[rxk]\\d+'],
  ['Page URL', 'does not match regular expression', '^https://[^/]+/(en|de)/'],
  ['Page URL', 'is known'],
  ['Page title', 'is', 'Rocket “R58”'],
  ['Referrer URL', 'is unknown'],
  ['City', 'is one of', 'Zürich', 'Washington, D.C.'],
  ['Browser language', 'is', 'en-GB'],
  ['Browser language', 'is none of', 'de', 'fr-CH'],
  ['Country', 'is not', 'CH'],
  ['Country', 'is one of', 'US', 'CA'],
  ['Number of visits', 'is', '2'],
  ['Number of visits', 'is not', '7'],
  ['Number of pages viewed', 'greater than', '1'],
  ['Number of pages viewed', 'less than', '40'],
  ['Time on site (in min)', 'less than or equal to', '90.5'],
  ['Time on page (in sec)', 'greater than or equal to', '15'],
  ['Time on page (in sec)', 'between', '10', '300'],
  ['Business hours', 'is', 'during'],
  ['Engaged during this visit', 'is', 'no'],
];

/** What a condition shows: its choices, its fields, and what was entered one after another. */
const shown = (condition: Locator) =>
  condition.evaluate((group) => [
    ...[...group.querySelectorAll<HTMLElement>('[role=combobox]')].map((control) => control.innerText.trim()),
    ...[...group.querySelectorAll<HTMLInputElement>('input')]
      .map((field) => field.value)
      .filter((value) => value !== ''),
    ...[...group.querySelectorAll<HTMLButtonElement>('li button')].map(
      (button) => button.getAttribute('aria-label')?.replace('Remove ', '') ?? '',
    ),
  ]);

async function enter(
  admin: AdminUser,
  number: number,
  [criterion, operator, ...values]: Entry,
): Promise<void> {
  const condition = admin.condition(number);
  await admin.choose(condition, 'Criterion', criterion);
  await admin.choose(condition, 'Operator', operator);
  if (operator === 'between') {
    await condition.getByLabel('Lowest value', { exact: true }).fill(values[0] ?? '');
    await condition.getByLabel('Highest value', { exact: true }).fill(values[1] ?? '');
    return;
  }
  const field = condition.getByLabel('Value', { exact: true });
  if (values.length === 0) return;
  if ((await field.getAttribute('role')) === 'combobox')
    return admin.choose(condition, 'Value', values[0] ?? '');
  if (values.length === 1) return field.fill(values[0] ?? '');
  // One ends with a comma, the other with Enter.
  for (const [index, value] of values.entries()) {
    await field.pressSequentially(value.includes(',') ? `"${value}"` : value);
    await field.press(index === 0 ? ',' : 'Enter');
  }
}

async function newRule(admin: AdminUser, title: string, conditions: Entry[]): Promise<void> {
  const { page } = admin;
  await page.goto(new URL('/rules/new', page.url()).href);
  await page.getByLabel('Rule title', { exact: true }).fill(title);
  for (const [index, entry] of conditions.entries()) {
    if (index > 0) await page.getByRole('button', { name: '+And', exact: true }).click();
    await enter(admin, index + 1, entry);
  }
  await admin.choose(page, 'From', 'Sales');
  await page.getByLabel('Message', { exact: true }).fill('Need a hand?');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await row(admin, title).getByRole('switch', { name: 'Enabled', exact: true, checked: true }).waitFor();
}

/** What comes with an answer of the server. */
const soon = { timeout: 20_000 };
const row = (admin: AdminUser, title: string) =>
  admin.page.getByRole('listitem', { name: title, exact: true });
/** The rules' titles as the list has them. */
const titles = (admin: AdminUser) =>
  admin.page
    .getByRole('list', { name: 'Engagement rules' })
    .getByRole('listitem')
    .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''));

describe.skipIf(noBrowser !== null)('the admin', () => {
  let beckon: Beckon;
  let browser: Browser;
  let admin: AdminUser;

  beforeAll(async () => {
    beckon = await Beckon.create();
    browser = await launchBrowser();
    admin = await AdminUser.signIn(browser, beckon, administrator);
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
  });

  it(
    'shows a rule again exactly as it was entered, whatever the operator',
    { timeout: 240_000 },
    async () => {
      await newRule(admin, 'Every operator', entries);
      await row(admin, 'Every operator').getByRole('link').first().click();
      await admin.condition(entries.length).waitFor();
      for (const [index, [criterion, operator, ...values]] of entries.entries()) {
        const told = await shown(admin.condition(index + 1));
        expect(told.filter((text) => text !== 'The team that the message comes from')).toEqual([
          criterion,
          operator,
          ...values,
        ]);
      }
    },
  );

  it('orders the rules by keyboard and by mouse, and keeps the order', async () => {
    const { page } = admin;
    for (const title of ['First to move', 'Second to move'])
      await newRule(admin, title, [['Page URL', 'contains', `/${title.slice(0, 5)}`]]);
    const up = row(admin, 'Second to move').getByRole('button', { name: 'Move up', exact: true });
    await up.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    // The button moves with its rule and keeps the focus.
    expect(await up.evaluate((button) => button === document.activeElement)).toBe(true);
    expect((await titles(admin)).slice(-3)).toEqual(['Second to move', 'Every operator', 'First to move']);

    await row(admin, 'First to move').dragTo(row(admin, 'Second to move'));
    const dragged = ['First to move', 'Second to move', 'Every operator'];
    expect((await titles(admin)).slice(-3)).toEqual(dragged);
    // The list's own order is there at once; the server's, once it has answered.
    await expect
      .poll(
        async () => (
          await page.reload(),
          await row(admin, 'Every operator').waitFor(),
          (await titles(admin)).slice(-3)
        ),
        soon,
      )
      .toEqual(dragged);
  });

  it('takes a deleted rule back where it was', async () => {
    const { page } = admin;
    const before = await titles(admin);
    await row(admin, 'First to move').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => titles(admin), soon).not.toContain('First to move');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => titles(admin), soon).toEqual(before);
  });

  it('loses nothing where two people change one rule', async () => {
    const other = await AdminUser.signIn(browser, beckon, administrator);
    for (const person of [admin, other]) {
      await row(person, 'First to move').getByRole('link').first().click();
      await person.page.getByLabel('Rule title', { exact: true }).waitFor();
    }
    await admin.page.getByLabel('Message', { exact: true }).fill('What I wrote meanwhile');
    await other.page.getByLabel('Message', { exact: true }).fill('What somebody else saved');
    await other.page.getByRole('button', { name: 'Save', exact: true }).click();
    await row(other, 'First to move').waitFor();

    const warning = admin.page.getByRole('alert').filter({ hasText: 'Somebody else saved this rule' });
    await warning.waitFor();
    expect(await admin.page.getByLabel('Message', { exact: true }).inputValue()).toBe(
      'What I wrote meanwhile',
    );
    await warning.getByRole('button', { name: 'Load the rule as it is now' }).click();
    expect(await admin.page.getByLabel('Message', { exact: true }).inputValue()).toBe(
      'What somebody else saved',
    );
    await other.close();
  });

  it('tells an agent why the rules cannot be changed, and lets none be', async () => {
    const agent = await signInAgent(browser, beckon);
    const { page } = agent;
    await agent.open('Engagement rules');
    await page.getByText('Manage automations').first().waitFor();
    const rule = row(agent, 'First to move');
    for (const name of ['Move up', 'Move down', 'Delete'])
      expect(await rule.getByRole('button', { name, exact: true }).isDisabled()).toBe(true);
    expect(await rule.getByRole('switch', { name: 'Enabled', exact: true }).isDisabled()).toBe(true);
    await rule.getByRole('link').first().click();
    expect(await page.getByLabel('Message', { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    await agent.close();
  });
});
