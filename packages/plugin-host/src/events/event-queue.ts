import { type Clock } from '@beckon/plugin';
import { type HostEvent, type ListenerRunner } from './event-delivery';

/** An event that a listener did not take, after all tries. */
export interface DeadLetter {
  /** `EVENT-ID@LISTENER`. */
  id: string;
  plugin: string;
  listener: string;
  event: HostEvent;
  attempts: number;
  error: string;
  at: Date;
}

/** What became of an event: who took it, and who did not. */
export interface Emitted {
  delivered: string[];
  dead: DeadLetter[];
}

/** Brings events to listeners: at least once, in order per conversation, with retries, and keeps what nobody took. */
export interface EventQueue {
  /**
   * Resolves when every listener has taken the event or given up. Until then whoever emits keeps the event (in its
   * aggregate's outbox), and emits it anew after a crash. An event that is still under way is not begun twice.
   */
  emit(event: HostEvent): Promise<Emitted>;
  /** Begins or joins the same, and waits a moment: `ok` once it has come to its end, also if asked again. */
  deliver(event: HostEvent): Promise<{ ok: true } | { ok: false; error: string }>;
  deadLetters(): DeadLetter[];
  /** Tries a dead letter again; if it fails again it stays one. */
  replay(id: string): Promise<{ ok: true } | { ok: false; error: string }>;
  /** Events under way. */
  pending(): number;
  /** Stops retrying; what is under way resolves never, so that its owner keeps it. */
  stop(): void;
}

/** Most dead letters that are kept; the oldest go first. */
const MAX_DEAD_LETTERS = 1000;

/** Milliseconds that `deliver` waits: long enough for what answers, short enough not to hold a relay up. */
const PATIENCE = 500;
/** Events that are remembered as done, for a relay that could not note it. */
const MAX_DONE = 10_000;

/** Takes the oldest out until no more than `size` are left. */
function trim(kept: { readonly size: number; keys(): IterableIterator<string>; delete(key: string): boolean }, size: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= size) return;
    kept.delete(oldest);
  }
}

/** Events of one conversation (else of one visit) keep their order. */
function lineOf({ id, payload }: HostEvent): string {
  const key = payload.conversationId ?? payload.visitId ?? id;
  return typeof key === 'string' ? key : id;
}

/** Makes the queue over the listeners that there are at the moment of each event. */
export function createEventQueue(listenersOf: (type: string) => readonly ListenerRunner[], clock: Clock): EventQueue {
  const underWay = new Map<string, Promise<Emitted>>();
  const lines = new Map<string, Promise<unknown>>();
  const dead = new Map<string, DeadLetter>();
  const waiting = new Set<() => void>();
  const done = new Set<string>();
  let stopped = false;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const callOff = clock.after(ms, () => {
        waiting.delete(callOff);
        resolve();
      });
      waiting.add(callOff);
    });
  const never = new Promise<never>(() => {});

  async function bring(event: HostEvent, listener: ListenerRunner): Promise<DeadLetter | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      if (stopped) return never;
      const delivered = await listener.deliver(event, attempt);
      if (delivered.ok) return undefined;
      const seconds = listener.retry[attempt - 1];
      if (!delivered.retry || seconds === undefined) {
        const letter = { id: `${event.id}@${listener.id}`, plugin: listener.plugin, listener: listener.id, event, attempts: attempt, error: delivered.error, at: new Date(clock.now()) };
        dead.delete(letter.id);
        dead.set(letter.id, letter);
        trim(dead, MAX_DEAD_LETTERS);
        return letter;
      }
      await pause(seconds * 1000);
    }
  }

  /** Puts a task behind the one before it in its line. */
  function queue<Result>(line: string, task: () => Promise<Result>): Promise<Result> {
    const result = (lines.get(line) ?? Promise.resolve()).then(task);
    lines.set(line, result);
    void result.finally(() => {
      if (lines.get(line) === result) lines.delete(line);
    });
    return result;
  }

  async function bringToAll(event: HostEvent): Promise<Emitted> {
    const listeners = listenersOf(event.type);
    const letters = await Promise.all(listeners.map((listener) => queue(`${listener.plugin}\n${lineOf(event)}`, () => bring(event, listener))));
    return {
      delivered: listeners.filter((_, index) => letters[index] === undefined).map(({ id }) => id),
      dead: letters.filter((letter) => letter !== undefined),
    };
  }

  function emit(event: HostEvent): Promise<Emitted> {
    const running = underWay.get(event.id);
    if (running) return running;
    const emitted = bringToAll(event).finally(() => underWay.delete(event.id));
    underWay.set(event.id, emitted);
    return emitted;
  }

  return {
    emit,
    async deliver(event) {
      if (done.has(event.id)) return { ok: true };
      let callOff = () => {};
      const patience = new Promise<'waiting'>((resolve) => {
        callOff = clock.after(PATIENCE, () => resolve('waiting'));
      });
      const emitted = emit(event).then(() => {
        done.add(event.id);
        trim(done, MAX_DONE);
      });
      const first = await Promise.race([emitted, patience]);
      callOff();
      return first === 'waiting' ? { ok: false, error: `The event ${event.id} (${event.type}) has not reached every plugin yet; it is under way.` } : { ok: true };
    },
    deadLetters: () => [...dead.values()],
    async replay(id) {
      const letter = dead.get(id);
      const listener = letter && listenersOf(letter.event.type).find((candidate) => candidate.id === letter.listener);
      if (!letter || !listener) return { ok: false, error: 'There is no such dead letter any more.' };
      const delivered = await listener.deliver(letter.event, letter.attempts + 1);
      if (delivered.ok) {
        dead.delete(id);
        return { ok: true };
      }
      dead.set(id, { ...letter, attempts: letter.attempts + 1, error: delivered.error, at: new Date(clock.now()) });
      return { ok: false, error: delivered.error };
    },
    pending: () => underWay.size,
    stop() {
      stopped = true;
      for (const callOff of waiting) callOff();
      waiting.clear();
    },
  };
}
