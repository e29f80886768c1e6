import { type Bus, type Domain, type Logger, type Relay } from '@beckon/domain';

/** Between two looks without a cause: what a crash left, and what another server has saved. */
const INTERVAL = 5_000;

/** Runs the relay whenever something happened and now and then, and puts in force what another server saved of plugins; answers the function that ends it. */
export function keepRelaying({
  relay,
  bus,
  logger,
  domain,
}: {
  relay: Relay;
  bus: Bus;
  logger: Logger;
  domain: Pick<Domain, 'plugins'>;
}): () => void {
  let running: Promise<unknown> | null = null;
  const run = () => {
    const run = relay.run();
    // Asked for again while it runs it is the same run, and fails once.
    if (run === running) return;
    running = run;
    run.catch((error: unknown) =>
      logger.error('Events wait: the storage did not answer', { error: String(error) }),
    );
  };
  const unsubscribe = bus.subscribe(({ type }) => {
    if (type !== 'rules.changed') run();
  });
  const timer = setInterval(() => {
    run();
    domain.plugins
      .refresh()
      .catch((error: unknown) =>
        logger.error('Saved options of plugins could not be read', { error: String(error) }),
      );
  }, INTERVAL);
  timer.unref();
  run();
  return () => {
    unsubscribe();
    clearInterval(timer);
  };
}
