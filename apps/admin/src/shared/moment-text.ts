const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * How long ago, as people say it; from a week on the date.
 *
 * @example
 * agoText('2027-01-01T10:00:00.000Z', Date.parse('2027-01-01T10:05:00.000Z')) // '5 min ago'
 */
export function agoText(moment: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(moment)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  if (minutes < 7 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} d ago`;
  return day.format(new Date(moment));
}

/** A moment in full, in the reader's own time. */
export const fullMoment = (moment: string): string => full.format(new Date(moment));

/** A moment in a log: the time, with the day where it is not today. */
export function logMoment(moment: string, now: number): string {
  const date = new Date(moment);
  return date.toDateString() === new Date(now).toDateString() ? time.format(date) : dayAndTime.format(date);
}
