import { type Bus, type Logger, type Relay } from '@beckon/domain';

/** Between two looks without a cause: what a crash left, and what a plugin did not take at first. */
const INTERVAL = 5_000;

/** Runs the relay whenever something happened and now and then; answers the function that ends it. */
export function keepRelaying(relay: Relay, bus: Bus, logger: Logger): () => void {
  const run = () => {
    relay.run().catch((error: unknown) => logger.error('Events wait: the storage did not answer', { error: String(error) }));
  };
  const unsubscribe = bus.subscribe(({ type }) => {
    if (type !== 'rules.changed') run();
  });
  const timer = setInterval(run, INTERVAL);
  timer.unref();
  run();
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
}
