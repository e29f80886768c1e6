export { checkHours, isZone } from './check-hours';
export { type HoursState, hoursAt } from './hours-at';
export { createTeamHours, type TeamHours } from './team-hours';
