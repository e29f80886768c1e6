import { type Attribution } from '@beckon/plugin';

/** What the makers' licences ask to be shown, by the type that a file says it has. */
const known: readonly (readonly [RegExp, Attribution])[] = [
  [/dbip|db-ip/i, { text: 'IP Geolocation by DB-IP', url: 'https://db-ip.com' }],
  [
    /geolite/i,
    { text: 'This product includes GeoLite Data created by MaxMind', url: 'https://www.maxmind.com' },
  ],
  [/ipinfo/i, { text: 'IP address data powered by IPinfo', url: 'https://ipinfo.io' }],
];

/** The attribution that a file asks for, if its licence is known to ask for one. */
export function attributionOf(databaseType: string): Attribution | undefined {
  return known.find(([type]) => type.test(databaseType))?.[1];
}
