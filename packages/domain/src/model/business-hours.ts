/** `HH:MM`, 24 hours, local to the zone; `24:00` is allowed as an end. */
export type TimeOfDay = string;

/** A half-open interval [open, close) of local time. `close <= open` runs over midnight into the next day. */
export interface HoursInterval {
  open: TimeOfDay;
  close: TimeOfDay;
}

/** Days as ISO 8601 numbers them: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A dated exception (a holiday): replaces the intervals that start on this date. None means closed. */
export interface HoursException {
  /** `YYYY-MM-DD` in the team's zone. */
  date: string;
  name: string;
  intervals: HoursInterval[];
}

/** When a team is there. */
export interface BusinessHours {
  /** IANA time zone, such as `Europe/Zurich`. */
  zone: string;
  week: { day: Weekday; intervals: HoursInterval[] }[];
  exceptions: HoursException[];
}
