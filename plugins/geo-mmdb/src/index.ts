/**
 * City and country of an IP address from any MaxMind DB file.
 *
 * @module
 */
import { defineGeoProvider, definePlugin } from '@beckon/plugin';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { attributionOf } from './attributions';
import { type GeoDatabase, readDatabase } from './geo-database';
import { watchFile } from './watch-file';

/** The country file that comes with the plugin: public domain (CC0), IPv4 and IPv6. */
export function countryFile(): string {
  const folder = createRequire(import.meta.url)
    .resolve('@ip-location-db/geo-whois-asn-country-mmdb/package.json')
    .replace(/package\.json$/, '');
  return join(folder, 'geo-whois-asn-country.mmdb');
}

/** The options of the plugin. */
export const geoMmdbOptions = z.strictObject({
  file: z.string().min(1).optional().meta({
    title: 'File',
    description:
      'Path of a .mmdb file with cities or countries (MaxMind, DB-IP, IPinfo, ip-location-db). Empty: the country file that comes with Beckon.',
  }),
  attribution: z.string().optional().meta({
    title: 'Attribution',
    description: 'What the licence of the file asks to be shown, if Beckon does not know it by itself.',
  }),
});

/**
 * Looks addresses up in a MaxMind DB. Without `file` it knows countries, from a file in the public domain. A file that
 * changes is read anew within a minute; if the new one is broken, the old one stays in use.
 *
 * @example
 * defineConfig({ plugins: [{ plugin: geoMmdb, options: { file: '/var/lib/geo/dbip-city-lite.mmdb' } }] });
 */
export const geoMmdb = definePlugin({
  name: 'geo-mmdb',
  apiVersion: 1,
  label: 'Places from a file',
  description:
    "City and country of a visitor's IP address from a MaxMind DB file. The address never leaves the server.",
  options: geoMmdbOptions,
  async setup({ options, log, clock }) {
    const file = options.file ?? countryFile();
    const opened = await readDatabase(file);
    if (!opened.ok) return { ok: false, error: opened.error, path: '/file' };
    let database: GeoDatabase = opened.database;
    const stop = await watchFile(file, clock, async () => {
      const again = await readDatabase(file);
      if (again.ok) {
        database = again.database;
        log.info(`"${file}" has changed and was read anew`, {
          type: database.type,
          builtAt: database.builtAt.toISOString(),
        });
      } else {
        log.warn(`${again.error} The one from before stays in use.`);
      }
    });
    const attribution =
      options.attribution !== undefined && options.attribution !== ''
        ? { text: options.attribution }
        : attributionOf(database.type);
    return {
      geo: [defineGeoProvider({ lookup: (ip) => (ip === undefined ? {} : database.lookup(ip)) })],
      ...(attribution ? { attribution } : {}),
      stop,
    };
  },
});

export default geoMmdb;
