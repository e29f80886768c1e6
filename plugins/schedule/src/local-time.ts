/** The weekdays, as `Date.getDay` counts them. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** Date, weekday and time of day where the visitor is. */
export interface LocalTime {
  /** `2026-11-24` */
  date: string;
  weekday: (typeof weekdays)[number];
  /** Hours since midnight, minutes as a fraction: 13.5 is half past one. */
  hour: number;
}

/** Reads a moment in the zone of the machine that runs this. */
export function localTime(now: Date): LocalTime {
  const two = (part: number) => String(part).padStart(2, '0');
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    weekday: weekdays[now.getDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6],
    hour: now.getHours() + now.getMinutes() / 60,
  };
}
