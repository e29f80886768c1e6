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

/** What came of trying a dead letter again. `attempts`: so many there were in all. */
export type Replayed = { ok: true } | { ok: false; error: string; attempts: number };

/** Brings events to listeners: at least once, in order per conversation, with retries, and keeps what nobody took. */
export interface EventQueue {
  /**
   * Resolves when every listener has taken the event or given up. Until then whoever emits keeps the event (in its
   * aggregate's outbox), and emits it anew after a crash. An event that is still under way is not begun twice.
   */
  emit(event: HostEvent): Promise<Emitted>;
  deadLetters(): DeadLetter[];
  /** Tries a dead letter again, one of this queue's or one that was stored; if it fails again it stays one. */
  replay(letter: DeadLetter): Promise<Replayed>;
  /** Events under way. */
  pending(): number;
  /** Stops retrying; what is under way resolves never, so that its owner keeps it. */
  stop(): void;
}

/** Most dead letters that are kept; the oldest go first. */
const MAX_DEAD_LETTERS = 1000;
/** Most events that wait for one plugin; what comes after them becomes a dead letter at once, so that memory is bounded and others are not held up. */
export const MAX_WAITING = 10_000;

/** Events of one conversation (else of one visit) keep their order. */
function lineOf({ id, payload }: HostEvent): string {
  const key = payload.conversationId ?? payload.visitId ?? id;
  return typeof key === 'string' ? key : id;
}

/** Makes the queue over the listeners that there are at the moment of each event. */
export function createEventQueue(
  listenersOf: (type: string) => readonly ListenerRunner[],
  clock: Clock,
): EventQueue {
  const underWay = new Map<string, Promise<Emitted>>();
  const lines = new Map<string, Promise<unknown>>();
  const dead = new Map<string, DeadLetter>();
  const waiting = new Set<() => void>();
  const waitingOf = new Map<string, number>();
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

  function bury(event: HostEvent, listener: ListenerRunner, attempts: number, error: string): DeadLetter {
    const letter = {
      id: `${event.id}@${listener.id}`,
      plugin: listener.plugin,
      listener: listener.id,
      event,
      attempts,
      error,
      at: new Date(clock.now()),
    };
    dead.delete(letter.id);
    dead.set(letter.id, letter);
    const oldest = dead.keys().next().value;
    if (dead.size > MAX_DEAD_LETTERS && oldest !== undefined) dead.delete(oldest);
    return letter;
  }

  async function bring(event: HostEvent, begun: ListenerRunner): Promise<DeadLetter | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      if (stopped) return never;
      // As it is now: the plugin may have been given other options since.
      const listener = listenersOf(event.type).find(({ id }) => id === begun.id);
      if (!listener) return undefined;
      const delivered = await listener.deliver(event, attempt);
      if (delivered.ok) return undefined;
      const seconds = listener.retry[attempt - 1];
      if (!delivered.retry || seconds === undefined) return bury(event, listener, attempt, delivered.error);
      await pause(seconds * 1000);
    }
  }

  /** The same, behind what came before it in its line; where too much waits for the plugin, not at all. */
  async function bringInLine(event: HostEvent, listener: ListenerRunner): Promise<DeadLetter | undefined> {
    const { plugin } = listener;
    const before = waitingOf.get(plugin) ?? 0;
    if (before >= MAX_WAITING)
      return bury(
        event,
        listener,
        0,
        `${MAX_WAITING} events were waiting for the plugin "${plugin}" already`,
      );
    waitingOf.set(plugin, before + 1);
    try {
      return await queue(`${plugin}\n${lineOf(event)}`, () => bring(event, listener));
    } finally {
      waitingOf.set(plugin, (waitingOf.get(plugin) ?? 1) - 1);
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
    const letters = await Promise.all(listeners.map((listener) => bringInLine(event, listener)));
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
    deadLetters: () => [...dead.values()],
    async replay(letter) {
      const { id, event, plugin } = letter;
      const attempts = Math.max(letter.attempts, dead.get(id)?.attempts ?? 0);
      const listener = listenersOf(event.type).find((candidate) => candidate.id === letter.listener);
      if (!listener)
        return {
          ok: false,
          error: `The plugin "${plugin}" does not listen to "${event.type}" any more`,
          attempts,
        };
      const delivered = await listener.deliver(event, attempts + 1);
      if (delivered.ok) {
        dead.delete(id);
        return { ok: true };
      }
      const kept = dead.get(id);
      if (kept)
        dead.set(id, { ...kept, attempts: attempts + 1, error: delivered.error, at: new Date(clock.now()) });
      return { ok: false, error: delivered.error, attempts: attempts + 1 };
    },
    pending: () => underWay.size,
    stop() {
      stopped = true;
      for (const callOff of waiting) callOff();
      waiting.clear();
    },
  };
}
