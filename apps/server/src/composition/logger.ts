import { type Logger } from '@beckon/domain';
import { type LogLevel } from '../config/environment';
import { destination, pino } from 'pino';

/** JSON lines on standard error, so that what `beckon` prints for people stays apart. */
export function createLogger(level: LogLevel): Logger {
  const out = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ fd: 2, sync: true }),
  );
  return {
    info: (message, fields) => out.info(fields ?? {}, message),
    warn: (message, fields) => out.warn(fields ?? {}, message),
    error: (message, fields) => out.error(fields ?? {}, message),
  };
}
