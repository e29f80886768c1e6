/** One event of a stream of server-sent events. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events from text that arrives in pieces. Answers the events that a piece completes.
 * Source: HTML Living Standard, 9.2.6 "Interpreting an event stream"; ids and retry times are not used.
 */
export function eventParser(): (piece: string) => ServerEvent[] {
  let rest = '';
  let event = '';
  let data: string[] = [];
  return (piece) => {
    // A carriage return at the end may be half of a line end.
    const text = rest + piece;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() as string;
    const events: ServerEvent[] = [];
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n') });
        event = '';
        data = [];
        continue;
      }
      const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) as RegExpExecArray;
      if (field === 'event') event = value as string;
      if (field === 'data') data.push(value as string);
    }
    return events;
  };
}
