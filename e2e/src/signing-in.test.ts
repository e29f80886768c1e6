import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { AdminUser, fillSignIn } from './harness/people';

const pathOf = (page: Page) => new URL(page.url()).pathname;

describe.skipIf(noBrowser !== null)('signing in', () => {
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

  it('shows the page without an error in the console, and none up to the rules', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(beckon.url);
    await fillSignIn(page, administrator);
    await page.getByRole('heading', { name: 'Engagement rules' }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('asks again where the session is over, and leads back to where one was', async () => {
    const { page } = await AdminUser.signIn(browser, beckon, administrator);
    await page.goto(`${beckon.url}/teams/new`);
    await page.getByLabel('Name', { exact: true }).fill('Repairs');
    await page.context().clearCookies();

    // At work: over the page, and what was written stays.
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill(administrator.password);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Repairs');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Repairs' }).waitFor();

    // On a page that is loaded: first the sign-in, then that page.
    await page.context().clearCookies();
    await page.goto(`${beckon.url}/agents/new`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(pathOf(page)).toBe('/sign-in');
    await fillSignIn(page, administrator);
    await page.getByRole('heading', { name: 'New agent' }).waitFor();
    expect(pathOf(page)).toBe('/agents/new');
    await page.context().close();
  });
});
