import { describe, expect, it } from 'vitest';
import { readConfig } from './environment';

const config = (environment: Record<string, string>) => {
  const result = readConfig(environment, '/srv/beckon');
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.config;
};

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(config({})).toEqual({
      host: '127.0.0.1',
      port: 4400,
      publicUrl: 'http://127.0.0.1:4400',
      dataFolder: '/srv/beckon/.beckon',
      mongodbUri: null,
      administrator: null,
      seed: 'brewfictus',
      geoMmdb: null,
      trustProxy: [],
      metricsReaders: [],
      configFile: null,
      logLevel: 'info',
    });
  });

  it('treats empty variables as not set', () => {
    expect(
      config({ BECKON_PORT: '', BECKON_SEED: ' ', BECKON_ADMIN_EMAIL: '', BECKON_ADMIN_PASSWORD: '' }).port,
    ).toBe(4400);
  });

  it('reads all of them', () => {
    const all = config({
      BECKON_HOST: '0.0.0.0',
      BECKON_PORT: '8080',
      BECKON_PUBLIC_URL: 'https://Beckon.example.com/',
      BECKON_DATA: 'data',
      BECKON_MONGODB_URI: 'mongodb://127.0.0.1/beckon',
      BECKON_ADMIN_EMAIL: 'Ann@Example.com',
      BECKON_ADMIN_PASSWORD: 'a long password',
      BECKON_SEED: 'none',
      BECKON_GEO_MMDB: '/geo/city.mmdb',
      BECKON_TRUST_PROXY: '10.0.0.0/8, ::1',
      BECKON_METRICS_READERS: '10.1.2.3',
    });
    expect(all.publicUrl).toBe('https://beckon.example.com');
    expect(all.dataFolder).toBe('/srv/beckon/data');
    expect(all.administrator).toEqual({ email: 'ann@example.com', password: 'a long password' });
    expect(all.trustProxy).toEqual(['10.0.0.0/8', '::1']);
    expect(all.metricsReaders).toEqual(['10.1.2.3']);
  });

  it('makes a public URL that a browser can open from the address it listens on', () => {
    expect(config({ BECKON_HOST: '::1', BECKON_PORT: '80' }).publicUrl).toBe('http://[::1]:80');
    expect(config({ BECKON_HOST: '0.0.0.0' }).publicUrl).toBe('http://127.0.0.1:4400');
  });

  it.each([
    ['BECKON_PORT', '0'],
    ['BECKON_PORT', '65535'],
    ['BECKON_PORT', '44x'],
    ['BECKON_PORT', '4e3'],
    ['BECKON_HOST', 'a b'],
    ['BECKON_PUBLIC_URL', 'beckon.example.com'],
    ['BECKON_PUBLIC_URL', 'https://example.com/beckon'],
    ['BECKON_PUBLIC_URL', 'ftp://example.com'],
    ['BECKON_SEED', 'yes'],
    ['BECKON_MONGODB_URI', 'http://127.0.0.1'],
    ['BECKON_ADMIN_EMAIL', 'ann@example.com'],
    ['BECKON_LOG_LEVEL', 'loud'],
    ['BECKON_TRUST_PROXY', 'true'],
    ['BECKON_TRUST_PROXY', '10.0.0.0/33'],
    ['BECKON_METRICS_READERS', 'prometheus'],
    ['BECKON_TRUST_PROXY', '10.0.0.0/8/8'],
  ])('%s=%s stops the start and is named with a mend', (variable, value) => {
    const result = readConfig({ [variable]: value }, '/srv');
    expect(result.ok).toBe(false);
    const issues = result.ok ? [] : result.issues;
    expect(issues.some((issue) => issue.variable.startsWith('BECKON_') && issue.message.length > 20)).toBe(
      true,
    );
  });

  it('names every wrong variable at once', () => {
    const result = readConfig({ BECKON_PORT: 'x', BECKON_SEED: 'y' }, '/srv');
    expect(result.ok ? [] : result.issues.map((issue) => issue.variable)).toEqual([
      'BECKON_PORT',
      'BECKON_SEED',
    ]);
  });

  it('refuses a short password without repeating it', () => {
    const result = readConfig({ BECKON_ADMIN_EMAIL: 'a@b.c', BECKON_ADMIN_PASSWORD: 'hunter2' }, '/srv');
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(result.ok).toBe(false);
  });
});
