import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminApi } from './harness/api';
import { administrator, Beckon } from './harness/beckon';
import { launchBrowser, noBrowser } from './harness/browser';
import { ShopVisitor } from './harness/people';

const product = '/product/rocket-r58';

interface Site {
  id: string;
  name: string;
  origins: string[];
  settings: object;
  revision: number;
}

describe.skipIf(noBrowser !== null)('facts that only the browser sees', () => {
  let folder: string;
  let beckon: Beckon;
  let browser: Browser;
  let admin: AdminApi;
  let site: Site;
  let team: string;

  const addRule = (title: string, when: object) =>
    admin.must<{ id: string; revision: number }>('POST', `/sites/${site.id}/rules`, {
      title,
      when,
      then: { from: { team }, message: title, assign: false },
    });
  const arrive = async () => {
    const visitor = await ShopVisitor.arrive(browser, beckon);
    const modules: string[] = [];
    visitor.page.on('request', (request) => {
      if (request.url().includes('/widget/plugins/')) modules.push(request.url());
    });
    return { visitor, modules };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-browser-facts-'));
    const config = join(folder, 'beckon.config.ts');
    // The plugins that come with Beckon are found by name.
    writeFileSync(
      config,
      `import behaviour from '@beckon/behaviour';\nexport default { plugins: [behaviour] };\n`,
    );
    beckon = await Beckon.create({ BECKON_CONFIG: config });
    browser = await launchBrowser();
    admin = await AdminApi.signIn(beckon.url, administrator);
    site = (await admin.must<{ sites: Site[] }>('GET', '/sites')).sites[0] as Site;
    const { teams } = await admin.must<{ teams: { id: string; name: string }[] }>('GET', '/teams');
    team = teams.find(({ name }) => name === 'Sales')?.id ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await beckon?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come from the page, once the site has declared them', async () => {
    const { name, origins, settings, revision } = site;
    const facts = [{ name: 'plan', label: 'Plan', type: 'text' }];
    await admin.must('PUT', `/sites/${site.id}`, { name, origins, settings, revision, facts });
    const rule = await addRule('For our professionals', {
      criterion: 'page/plan',
      operator: 'is',
      value: 'pro',
    });
    const { visitor, modules } = await arrive();
    await visitor.visit(product);
    await visitor.wait(2);
    expect(await visitor.anyMessage.count()).toBe(0);
    await visitor.page.evaluate(() => {
      (window as unknown as { beckon(command: string, facts: object): void }).beckon('facts', {
        plan: 'Pro',
      });
    });
    await visitor.page.clock.resume();
    await visitor.message('Sales').getByText('For our professionals').waitFor();
    expect(modules).toEqual([]);
    await visitor.close();
    await admin.must('DELETE', `/rules/${rule.id}?revision=${rule.revision}`, undefined);
  });

  it("come from a plugin's module, which is loaded only where an open condition needs it", async () => {
    const idle = await arrive();
    await idle.visitor.visit(product);
    await idle.visitor.settle();
    expect(idle.modules).toEqual([]);
    await idle.visitor.close();

    await addRule('All the way down', {
      criterion: 'behaviour/scrollDepth',
      operator: 'greaterThanOrEqual',
      value: 90,
    });
    const { visitor, modules } = await arrive();
    await visitor.page.setViewportSize({ width: 390, height: 500 });
    await visitor.visit(product);
    await visitor.wait(2);
    expect(modules).toHaveLength(1);
    expect(await visitor.anyMessage.count()).toBe(0);
    await visitor.page.clock.resume();
    await visitor.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await visitor.message('Sales').getByText('All the way down').waitFor();
    await visitor.close();
  });
});
