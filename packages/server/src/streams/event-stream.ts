import { type ServerResponse } from 'node:http';
import { type Timers } from './timers';

/** ms between signs of life; proxies close what is silent for a minute or so. */
export const HEARTBEAT = 25_000;
/** Bytes that may wait for a slow reader; who falls further behind is dropped and reads anew what is true. */
export const MAX_BACKLOG = 1024 * 1024;

/** Server-sent events to one reader. */
export interface EventStream {
  /** Sends an event; before `open` it waits, after the end it is dropped. */
  send(event: string, payload: unknown): void;
  /** Answers with the headers and what has been sent so far. */
  open(): void;
  /** Ends it; again does nothing. */
  close(): void;
  /** Called once when it has ended, whoever ended it; at once where it has already. */
  onClose(run: () => void): void;
}

/**
 * Server-sent events over a response: a comment line every 25 s, and readers that do not keep up are dropped rather than fed from memory.
 */
export function createEventStream(
  response: ServerResponse,
  timers: Timers,
  { maxBacklog = MAX_BACKLOG }: { maxBacklog?: number } = {},
): EventStream {
  const closers: (() => void)[] = [];
  let waiting: string[] | undefined = [];
  let ended = false;
  let stuck = false;
  let stopHeartbeat = () => {};

  function finish(): void {
    if (ended) return;
    ended = true;
    waiting = undefined;
    stopHeartbeat();
    for (const run of closers.splice(0)) run();
  }

  function drop(): void {
    finish();
    response.destroy();
  }

  function write(text: string): void {
    response.write(text);
    if (response.writableLength > maxBacklog) drop();
  }

  function beat(): void {
    // Nothing of what was due a heartbeat ago has gone out: nobody reads at the other end.
    if (stuck && response.writableNeedDrain) return drop();
    stuck = response.writableNeedDrain;
    write(': here\n\n');
  }

  response.once('close', finish);
  response.once('error', finish);
  response.on('drain', () => {
    stuck = false;
  });
  if (response.destroyed) finish();

  return {
    send(event, payload) {
      if (ended) return;
      const text = `event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`;
      if (waiting) waiting.push(text);
      else write(text);
    },
    open() {
      if (ended) {
        if (!response.headersSent && !response.destroyed) response.writeHead(204).end();
        return;
      }
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        // nginx would hold events back to fill its buffers.
        'X-Accel-Buffering': 'no',
      });
      const early = waiting ?? [];
      waiting = undefined;
      stopHeartbeat = timers.every(HEARTBEAT, beat);
      write([': here\n\n', ...early].join(''));
    },
    close() {
      if (ended) return;
      finish();
      if (response.headersSent) response.end();
    },
    onClose(run) {
      if (ended) run();
      else closers.push(run);
    },
  };
}
