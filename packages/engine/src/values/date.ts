const ISO = /^(\d{4}-\d\d-(\d\d))(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date, or date and time, in the extended form; without a zone it is UTC, a date
 * alone is its first instant. NaN for all else, also for days that do not exist. A `Date` is taken as it is.
 *
 * @example
 * parseDate('2026-01-31T10:00+01:00') // 1769850000000
 */
export function parseDate(raw: unknown): number {
  if (raw instanceof Date) return +raw;
  const [, day, date, time = '00:00', zone = 'Z'] = (typeof raw === 'string' && ISO.exec(raw.trim())) || [];
  // Engines read 30 February as 2 March.
  return new Date(day + 'T00:00Z').getUTCDate() === +date! ? Date.parse(day + 'T' + time + zone) : NaN;
}
