export { checkHours, isZone } from './check-hours';
export { type HoursState, hoursAt } from './hours-at';
