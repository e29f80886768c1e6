import { type Browser, type BrowserContext, type Locator, type Page, type Request } from 'playwright-core';
import { type Beckon } from './beckon';

/** Signs in on the page that asks for it. */
export async function fillSignIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByLabel('Email').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Somebody in the admin app, acting by accessible names alone. */
export class AdminUser {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async signIn(
    browser: Browser,
    beckon: Beckon,
    who: { email: string; password: string },
  ): Promise<AdminUser> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(beckon.url);
    await fillSignIn(page, who);
    await page.getByRole('link', { name: 'Engagement rules' }).first().waitFor();
    return new AdminUser(context, page);
  }

  async open(link: string): Promise<void> {
    await this.page.getByRole('link', { name: link }).first().click();
  }

  /** Chooses an option of a combobox, or of a button with a listbox. */
  async choose(scope: Locator | Page, name: string, option: string): Promise<void> {
    const control = scope
      .getByRole('combobox', { name, exact: true })
      .or(scope.getByRole('button', { name, exact: true }))
      .first();
    await control.click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  condition(number: number): Locator {
    return this.page.getByRole('group', { name: `Condition ${number}`, exact: true });
  }

  async fillCondition(number: number, criterion: string, operator: string, value: string): Promise<void> {
    const group = this.condition(number);
    await this.choose(group, 'Criterion', criterion);
    await this.choose(group, 'Operator', operator);
    await group.getByLabel('Value', { exact: true }).fill(value);
  }

  /** A rule's row in the list. */
  rule(title: string): Locator {
    const named = { name: title };
    return this.page
      .getByRole('row', named)
      .or(this.page.getByRole('listitem', named))
      .or(this.page.getByRole('listitem').filter({ hasText: title }))
      .first();
  }

  /** The counts of a rule as its row shows them: delivered, clicked, conversations. */
  async counts(title: string): Promise<number[]> {
    await this.page.goto(new URL('/rules', this.page.url()).href);
    const row = this.rule(title);
    await row.waitFor();
    return Promise.all(
      ['Delivered', 'Clicked', 'Conversations'].map(async (label) => {
        const cell = row.getByText(label, { exact: true }).locator('xpath=following-sibling::dd[1]');
        return Number((await cell.innerText()).match(/\d+/)?.[0]);
      }),
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Somebody in the shop whose clock is in the test's hand. */
export class ShopVisitor {
  /** What the page has asked for since it was last settled, but for the stream of events, which never ends. */
  private readonly underWay = new Set<Request>();

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly beckon: Beckon,
  ) {
    page.on('request', (request) => {
      if (!new URL(request.url()).pathname.endsWith('/v1/events')) this.underWay.add(request);
    });
    // A page that is left takes its requests along: of those that outlive it (keepalive) nothing more is heard.
    page.on('domcontentloaded', () => this.underWay.clear());
  }

  static async arrive(
    browser: Browser,
    beckon: Beckon,
    clock: 'real' | 'held' = 'held',
  ): Promise<ShopVisitor> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    if (clock === 'held') {
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
    }
    return new ShopVisitor(context, page, beckon);
  }

  /** The same person in another tab. */
  async newTab(): Promise<ShopVisitor> {
    return new ShopVisitor(this.context, await this.context.newPage(), this.beckon);
  }

  /** Opens a page of the shop and waits until the widget knows its rules. */
  async visit(path: string): Promise<void> {
    const started = this.page.waitForResponse(
      (response) => response.url().endsWith('/v1/visits') && response.request().method() === 'POST',
    );
    await this.page.goto(`${this.beckon.shopUrl}${path}`);
    await started;
  }

  /** Lets visible time pass; what it sets off in the network has a moment to arrive. */
  async wait(seconds: number): Promise<void> {
    await this.page.clock.runFor(seconds * 1000);
    await this.settle();
  }

  /** Waits until every request has its answer and the page has seen it. */
  async settle(): Promise<void> {
    do {
      await Promise.all(
        [...this.underWay].map(async (request) => {
          await request.response().catch(() => null);
          this.underWay.delete(request);
        }),
      );
      // A round trip to the page: what it had to do with the answers comes before.
      await this.page.evaluate(() => null);
    } while (this.underWay.size > 0);
  }

  message(from: string): Locator {
    return this.page.getByRole('region', { name: `Message from ${from}`, exact: true });
  }

  get anyMessage(): Locator {
    return this.page.getByRole('region', { name: /^Message from / });
  }

  /** The button that opens the messenger; its description says how much is unread. */
  get launcher(): Locator {
    return this.page.getByRole('button', { name: 'Open messenger' });
  }

  unread(): Promise<string | null> {
    return this.launcher.getAttribute('aria-description');
  }

  get messages(): Locator {
    return this.page.getByRole('dialog', { name: 'Messenger' }).getByRole('log');
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
