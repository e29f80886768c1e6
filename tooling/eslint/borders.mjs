/**
 * Who may import whom among our own packages (the table of the design, §2).
 * A package that is not named after `may` is out of bounds; the message says why.
 */
export const borders = [
  {
    folder: 'packages/engine',
    may: [],
    why: 'The engine is pure and stands alone: it is embedded without the rest of Beckon.',
  },
  {
    folder: 'packages/criteria',
    may: ['engine'],
    why: 'Criteria are declarations; they know the engine only.',
  },
  {
    folder: 'packages/plugin',
    may: ['engine'],
    why: 'Plugin authors depend on it: it must not drag the platform in.',
  },
  {
    folder: 'packages/plugin-host',
    may: ['engine', 'plugin'],
    why: 'The host runs plugins for whoever asks; it does not know the domain.',
  },
  {
    folder: 'packages/protocol',
    may: ['engine'],
    why: 'The protocol is shapes only, shared by both sides of the wire.',
  },
  {
    folder: 'packages/domain',
    may: ['engine', 'criteria', 'plugin'],
    why: 'The domain speaks its own words; HTTP and databases are translated at the edges.',
  },
  {
    folder: 'packages/storage-testkit',
    may: ['domain'],
    why: 'The contract is written against the ports of the domain.',
  },
  {
    folder: 'packages/storage-sqlite',
    may: ['domain'],
    why: 'A storage implements the ports of the domain and nothing else.',
  },
  {
    folder: 'packages/storage-mongo',
    may: ['domain'],
    why: 'A storage implements the ports of the domain and nothing else.',
  },
  {
    folder: 'packages/server',
    may: ['domain', 'protocol'],
    why: 'The server translates protocol to domain; which storage there is, the composition root says.',
  },
  { folder: 'packages/client', may: ['protocol'], why: 'The client knows the wire only.' },
  {
    folder: 'packages/widget',
    may: ['engine', 'protocol'],
    why: 'Every import here is downloaded by visitors.',
  },
  {
    folder: 'packages/create-beckon-plugin',
    may: [],
    why: 'It is downloaded for a minute by people who have nothing of ours yet.',
  },
  { folder: 'plugins/*', may: ['plugin'], why: 'A plugin of ours uses what every plugin author has.' },
];

/** All our packages by their name after `@beckon/`. */
const ours = [
  'engine',
  'criteria',
  'plugin',
  'plugin-host',
  'protocol',
  'domain',
  'storage-testkit',
  'storage-sqlite',
  'storage-mongo',
  'server',
  'client',
  'widget',
  'admin',
  'brewfictus',
  'app-server',
  'geo-mmdb',
  'geo-headers',
  'campaign',
  'device',
  'returning',
  'schedule',
  'behaviour',
  'webhooks',
  'slack',
  'create-beckon-plugin',
];

/** What tests may import besides: the testkit and a storage to run against. */
const testsMay = ['storage-testkit', 'storage-sqlite', 'storage-mongo'];

function restriction(folder, may, why, extra = []) {
  const allowed = new Set([...may, ...extra]);
  const self = folder.split('/').at(-1);
  const group = ours
    .filter((name) => !allowed.has(name) && name !== self)
    .flatMap((name) => [`@beckon/${name}`, `@beckon/${name}/*`]);
  const only =
    may.length > 0
      ? `may import ${may.map((name) => `@beckon/${name}`).join(', ')} only`
      : 'may import none of our packages';
  return ['error', { patterns: [{ group, message: `${folder} ${only}. ${why}` }] }];
}

export const borderRules = borders.flatMap(({ folder, may, why }) => [
  {
    files: [`${folder}/src/**/*.{ts,vue}`],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': restriction(folder, may, why) },
  },
  {
    files: [`${folder}/src/**/*.test.ts`],
    rules: { 'no-restricted-imports': restriction(folder, may, why, [...testsMay, 'criteria', 'engine']) },
  },
]);
