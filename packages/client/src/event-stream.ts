/** One server-sent event. */
export interface StreamEvent {
  /** Its name; `message` where the server gave none. */
  event: string;
  data: string;
  id: string | undefined;
}

/**
 * Reads server-sent events as the HTML standard defines them (§9.2.6), from text in pieces of any size.
 * `push` answers the events that are complete.
 *
 * @example
 * const parser = createEventParser();
 * parser.push('event: rules\ndata: {}\n\n'); // [{ event: 'rules', data: '{}', id: undefined }]
 */
export function createEventParser(): { push(text: string): StreamEvent[] } {
  let rest = '';
  let name = '';
  let lines: string[] = [];
  let id: string | undefined;

  return {
    push(text) {
      const found: StreamEvent[] = [];
      rest += text;
      for (;;) {
        const end = /\r\n|\n|\r(?!$)/.exec(rest);
        if (!end) return found;
        const line = rest.slice(0, end.index);
        rest = rest.slice(end.index + end[0].length);
        if (line === '') {
          if (lines.length > 0)
            found.push({ event: name === '' ? 'message' : name, data: lines.join('\n'), id });
          name = '';
          lines = [];
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') name = value;
        else if (field === 'data') lines.push(value);
        else if (field === 'id') id = value;
      }
    },
  };
}
