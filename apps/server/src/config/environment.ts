import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** Everything that the environment says, checked. */
export interface Config {
  host: string;
  port: number;
  /** Where browsers reach the server, without a slash at the end. */
  publicUrl: string;
  /** Folder of the embedded database. */
  dataFolder: string;
  /** Set: MongoDB instead of the embedded file. */
  mongodbUri: string | null;
  /** The first administrator; `null`: the seed's own, or a set-up link. */
  administrator: { email: string; password: string } | null;
  seed: 'brewfictus' | 'none';
  /** City file for `geo-mmdb`; `null`: the country file that ships. */
  geoMmdb: string | null;
  /** Addresses and CIDRs of proxies whose forwarded headers are believed. */
  trustProxy: string[];
  /** Addresses and CIDRs that may read `/metrics`, besides this machine. */
  metricsReaders: string[];
  /** The file that lists plugins (`BECKON_CONFIG`); `null`: the one in the folder of the start, if there is one. */
  configFile: string | null;
  logLevel: LogLevel;
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A variable that is wrong, and how to mend it. */
export interface ConfigIssue {
  variable: string;
  message: string;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; issues: ConfigIssue[] };

type Environment = Record<string, string | undefined>;

/**
 * Reads the `BECKON_…` variables. An empty variable counts as not set.
 *
 * @example readConfig({ BECKON_PORT: '8080' }, '/srv') // { ok: true, config: { port: 8080, … } }
 */
export function readConfig(environment: Environment, folder: string): ConfigResult {
  const issues: ConfigIssue[] = [];
  const wrong = (variable: string, message: string): null => {
    issues.push({ variable, message });
    return null;
  };
  const read = (name: string): string | null => environment[name]?.trim() || null;

  const host = read('BECKON_HOST') ?? '127.0.0.1';
  if (/[\s/]/.test(host))
    wrong(
      'BECKON_HOST',
      `"${host}" is not a host. Give an address to listen on, such as 127.0.0.1 or 0.0.0.0.`,
    );

  const port = readPort(read('BECKON_PORT'), wrong);
  const publicUrl = readPublicUrl(read('BECKON_PUBLIC_URL'), wrong) ?? `http://${urlHost(host)}:${port}`;

  const seed = read('BECKON_SEED') ?? 'brewfictus';
  if (seed !== 'brewfictus' && seed !== 'none')
    wrong('BECKON_SEED', `"${seed}" is not known. Set it to brewfictus (the demo) or none.`);

  const mongodbUri = read('BECKON_MONGODB_URI');
  if (mongodbUri !== null && !/^mongodb(\+srv)?:\/\//.test(mongodbUri))
    wrong(
      'BECKON_MONGODB_URI',
      'It must begin with mongodb:// or mongodb+srv://, such as mongodb://127.0.0.1:27017/beckon.',
    );

  const administrator = readAdministrator(
    read('BECKON_ADMIN_EMAIL'),
    environment['BECKON_ADMIN_PASSWORD'] || null,
    wrong,
  );
  const trustProxy = readAddresses('BECKON_TRUST_PROXY', 'proxies', read, wrong);
  const metricsReaders = readAddresses('BECKON_METRICS_READERS', 'machines', read, wrong);
  const geoMmdb = read('BECKON_GEO_MMDB');
  const configFile = read('BECKON_CONFIG');
  const logLevel = read('BECKON_LOG_LEVEL') ?? 'info';
  if (!logLevels.some((level) => level === logLevel))
    wrong('BECKON_LOG_LEVEL', `"${logLevel}" is not known. Set it to ${logLevels.join(', ')}.`);

  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    config: {
      host,
      port,
      publicUrl,
      dataFolder: resolve(folder, read('BECKON_DATA') ?? '.beckon'),
      mongodbUri,
      administrator,
      seed: seed as Config['seed'],
      geoMmdb: geoMmdb === null ? null : resolve(folder, geoMmdb),
      trustProxy,
      metricsReaders,
      configFile: configFile === null ? null : resolve(folder, configFile),
      logLevel: logLevel as LogLevel,
    },
  };
}

type Wrong = (variable: string, message: string) => null;

function readPort(text: string | null, wrong: Wrong): number {
  if (text === null) return 4400;
  const port = Number(text);
  // The demo shop listens on the next one.
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_534) return port;
  wrong('BECKON_PORT', `"${text}" is not a port. Give a whole number from 1 to 65534, such as 4400.`);
  return 4400;
}

function readPublicUrl(text: string | null, wrong: Wrong): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  )
    return wrong(
      'BECKON_PUBLIC_URL',
      `"${text}" is not an address that browsers can use. Give scheme and host without a path, such as https://beckon.example.com.`,
    );
  return url.origin;
}

function readAdministrator(
  email: string | null,
  password: string | null,
  wrong: Wrong,
): Config['administrator'] {
  if (email === null && password === null) return null;
  if (email === null)
    return wrong('BECKON_ADMIN_EMAIL', 'BECKON_ADMIN_PASSWORD is set without it. Set both, or neither.');
  if (password === null)
    return wrong('BECKON_ADMIN_PASSWORD', 'BECKON_ADMIN_EMAIL is set without it. Set both, or neither.');
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254)
    return wrong(
      'BECKON_ADMIN_EMAIL',
      `"${email}" is not an e-mail address. Give one such as ann@example.com.`,
    );
  if (password.length < 10 || password.length > 200)
    return wrong('BECKON_ADMIN_PASSWORD', 'It must have 10 to 200 characters. Choose a longer one.');
  return { email: email.toLowerCase(), password };
}

function readAddresses(
  variable: string,
  what: string,
  read: (name: string) => string | null,
  wrong: Wrong,
): string[] {
  const ranges = (read(variable) ?? '')
    .split(',')
    .map((range) => range.trim())
    .filter((range) => range !== '');
  for (const range of ranges) {
    const [address = '', bits, ...rest] = range.split('/');
    const version = isIP(address);
    const widest = version === 4 ? 32 : 128;
    if (
      version === 0 ||
      rest.length > 0 ||
      (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= widest))
    )
      wrong(
        variable,
        `"${range}" is neither an address nor a CIDR. List ${what} such as 10.0.0.0/8, 192.168.1.4 or ::1, separated by commas.`,
      );
  }
  return ranges;
}

/** The host as it stands in a URL: an address that means "all" is reached by loopback; IPv6 is put in brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIP(host) === 6 ? `[${host}]` : host;
}
