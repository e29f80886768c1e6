import { type GeoAnswer } from '@beckon/plugin';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const text = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const code = (value: unknown) =>
  typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : undefined;

/** The English name of MaxMind's `{ names: { en } }`, else the first of any language. */
function nameOf(place: unknown): string | undefined {
  if (!isFields(place) || !isFields(place.names)) return undefined;
  return (
    text(place.names.en) ??
    Object.values(place.names)
      .map(text)
      .find((name) => name !== undefined)
  );
}

/**
 * Reads country and city out of a record, whichever layout it has: MaxMind's and DB-IP's own (nested, by language),
 * or the flat one of ip-location-db and IPinfo (`country_code` or `country`, `city`).
 */
export function readRecord(record: unknown): GeoAnswer {
  if (!isFields(record)) return {};
  const nested = isFields(record.country) ? code(record.country.iso_code) : undefined;
  const country = nested ?? code(record.country_code) ?? code(record.country);
  const city = nameOf(record.city) ?? text(record.city);
  return { ...(country === undefined ? {} : { country }), ...(city === undefined ? {} : { city }) };
}
