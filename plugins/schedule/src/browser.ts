/**
 * Date, weekday and time of day in the visitor's zone, kept up to date to the minute.
 *
 * @module
 */
import { defineBrowserModule } from '@beckon/plugin/browser';
import { localTime } from './local-time';

export default defineBrowserModule({
  facts: ['schedule/date', 'schedule/weekday', 'schedule/hour'],
  start(set) {
    let timer: ReturnType<typeof setTimeout>;
    const tell = () => {
      const now = new Date();
      const { date, weekday, hour } = localTime(now);
      set('schedule/date', date);
      set('schedule/weekday', weekday);
      set('schedule/hour', hour);
      timer = setTimeout(tell, 60_000 - (now.getTime() % 60_000));
    };
    tell();
    return () => clearTimeout(timer);
  },
});
