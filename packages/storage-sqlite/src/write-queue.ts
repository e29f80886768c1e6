import { isBusy } from './failures';
import { type Transaction } from './transaction';

/** How a write ended that ran among others. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

type Work<T> = (transaction: Transaction) => T;

interface Waiting {
  work: Work<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** So many writes share a transaction at most, so that nobody waits long for the first of them. */
const MAX_TOGETHER = 100;

/**
 * Writes that wait at the same moment, done in one transaction: what makes a write slow is the sync of the disk, and one does for all. Each
 * succeeds or fails for itself, in the order of their coming, and hears of it only once all are on the disk.
 */
export class WriteQueue {
  readonly #alone: <T>(work: Work<T>) => Promise<T>;
  readonly #among: <T>(work: Work<T>) => Outcome<T>;
  #waiting: Waiting[] = [];

  /**
   * @param alone runs a write as a transaction
   * @param among runs a write inside a transaction and undoes it alone where it fails; throws where the whole transaction is lost
   */
  constructor(alone: <T>(work: Work<T>) => Promise<T>, among: <T>(work: Work<T>) => Outcome<T>) {
    this.#alone = alone;
    this.#among = among;
  }

  /** Has it done with all that comes in this turn of the event loop. */
  add<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Does what waits; at once where the file is free. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < waiting.length; from += MAX_TOGETHER)
      void this.#do(waiting.slice(from, from + MAX_TOGETHER));
  }

  async #do(batch: Waiting[]): Promise<void> {
    const [first, ...others] = batch;
    if (first && others.length === 0) return void this.#alone(first.work).then(first.resolve, first.reject);
    try {
      const outcomes = await this.#alone(() => batch.map(({ work }) => this.#among(work)));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.ok) batch[index]?.resolve(outcome.value);
        else batch[index]?.reject(outcome.error);
      }
    } catch (error) {
      // Somebody holds the file: they would each wait as long again.
      if (isBusy(error instanceof Error ? error.cause : error)) for (const { reject } of batch) reject(error);
      // Nothing of it is on the disk. Each for itself, so that one that does not fit takes no other along.
      else for (const { work, resolve, reject } of batch) void this.#alone(work).then(resolve, reject);
    }
  }
}
