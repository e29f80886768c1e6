import { createSecrets } from '@beckon/domain/adapters';
import { type Config } from '../config/environment';
import { demoAgents } from '../seed/demo-shop';
import { readSignIns } from '../seed/sign-ins';
import { type Core } from './core';

/** What the operator reads when everything runs: where to look, and how to sign in. */
export async function welcome(config: Config, core: Core, setupLink: string | null): Promise<string[]> {
  const storage = config.mongodbUri === null ? `SQLite in ${config.dataFolder}` : 'MongoDB';
  const lines = ['', 'Beckon is running.', '', `  Admin      ${config.publicUrl}`];
  if (config.seed === 'brewfictus') lines.push(`  Demo shop  ${shopUrl(config)}`);
  lines.push(`  Data       ${storage}`, '');
  if (setupLink !== null)
    lines.push(
      '  Nobody can sign in yet. Make the first administrator with this link (good once, for 24 hours):',
      `  ${setupLink}`,
      '',
    );
  else if (config.seed === 'brewfictus') lines.push(...(await signIns(config, core)), '');
  lines.push('  Stop with Ctrl+C; everything is kept.', '');
  return lines;
}

function shopUrl({ publicUrl, port }: Config): string {
  const url = new URL(publicUrl);
  return `http://${url.hostname}:${port + 1}`;
}

/** The demo's accounts. A password is printed only as long as it is the one that the demo was made with, from this data folder. */
async function signIns(config: Config, core: Core): Promise<string[]> {
  const kept = readSignIns(config.dataFolder);
  const secrets = createSecrets();
  const { administrator, agent } = demoAgents({ sales: '', support: '' });
  const rows = await Promise.all(
    [
      { label: 'administrator', email: config.administrator?.email ?? administrator.email },
      { label: 'agent', email: agent.email },
    ].map(async ({ label, email }) => {
      const account = await core.storage.agents.getByEmail(email);
      if (account === null) return null;
      const password = kept[email];
      if (password !== undefined && (await secrets.verifyPassword(password, account.passwordHash)))
        return { label, email, password };
      if (
        email === config.administrator?.email &&
        (await secrets.verifyPassword(config.administrator.password, account.passwordHash))
      )
        return { label, email, password: '(the one in BECKON_ADMIN_PASSWORD)' };
      return { label, email, password: `(not known here; a new one: npm start -- reset-password ${email})` };
    }),
  );
  const found = rows.filter((row) => row !== null);
  const width = Math.max(0, ...found.map(({ email }) => email.length));
  return [
    '  Sign in as',
    ...found.map(({ label, email, password }) => `    ${email.padEnd(width)}  ${password}   ${label}`),
  ];
}
