/**
 * City and country from the headers of a trusted proxy.
 *
 * @module
 */
import { defineGeoProvider, definePlugin, type GeoAnswer } from '@beckon/plugin';
import { z } from 'zod';

const headerName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, 'must be the name of a header');

/** The options of the plugin: which headers are read, the first that says something wins. */
export const geoHeadersOptions = z.strictObject({
  country: z
    .array(headerName)
    .default(['cf-ipcountry', 'x-vercel-ip-country', 'cloudfront-viewer-country', 'x-country-code'])
    .meta({ title: 'Country headers', description: 'Headers with a country code of two letters.' }),
  city: z
    .array(headerName)
    .default(['cf-ipcity', 'x-vercel-ip-city', 'cloudfront-viewer-city'])
    .meta({ title: 'City headers', description: 'Headers with the name of a city.' }),
});

/** Codes that say "not known" and "Tor", not a country. */
const noCountry = new Set(['XX', 'T1', 'ZZ', 'A1', 'A2', 'AP', 'EU']);

function readCountry(value: string): string | undefined {
  const code = value.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) && !noCountry.has(code) ? code : undefined;
}

/** Vercel and CloudFront escape what is not ASCII (`S%C3%A3o%20Paulo`); Cloudflare sends UTF-8, which Node reads byte by byte. */
function readCity(value: string): string | undefined {
  let name = value.trim();
  try {
    if (/%[0-9a-f]{2}/i.test(name)) name = decodeURIComponent(name);
    else if (/[\u0080-\u00ff]/.test(name) && !/[^\p{ASCII}\u0080-\u00ff]/u.test(name))
      name = new TextDecoder('utf-8', { fatal: true }).decode(
        Uint8Array.from(name, (byte) => byte.charCodeAt(0)),
      );
  } catch {
    // Neither escapes nor UTF-8: then it is what it says.
  }
  return name === '' || name.length > 200 || /\p{Cc}/u.test(name) ? undefined : name;
}

function firstOf(
  names: readonly string[],
  headers: Readonly<Record<string, string>>,
  read: (value: string) => string | undefined,
): string | undefined {
  for (const name of names) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    const answer = value === undefined ? undefined : read(value);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/**
 * Believes the country and city headers of a CDN or proxy, but only if the request came through a proxy that the
 * operator trusts (`BECKON_TRUST_PROXY`): anybody can send such headers.
 *
 * @example
 * defineConfig({ plugins: [{ plugin: geoHeaders, options: { country: ['x-geo-country'] } }, geoMmdb] });
 */
export const geoHeaders = definePlugin({
  name: 'geo-headers',
  apiVersion: 1,
  label: 'Places from headers',
  description:
    'City and country from the headers of a trusted proxy or CDN (Cloudflare, Vercel, CloudFront or your own).',
  options: geoHeadersOptions,
  setup: ({ options }) => ({
    geo: [
      defineGeoProvider({
        headers: [...options.country, ...options.city],
        lookup(_, { headers, trusted }): GeoAnswer {
          if (!trusted) return {};
          return {
            country: firstOf(options.country, headers, readCountry),
            city: firstOf(options.city, headers, readCity),
          };
        },
      }),
    ],
  }),
});

export default geoHeaders;
