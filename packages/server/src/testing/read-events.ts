import { type IncomingMessage } from 'node:http';

export interface ReadEvent {
  event: string;
  data: unknown;
}

/** Reads server-sent events one by one, as they come. */
export async function* readEvents(answer: IncomingMessage): AsyncGenerator<ReadEvent, void> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += String(chunk);
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const found = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end));
      text = text.slice(end + 2);
      if (found) yield { event: found[1] ?? '', data: JSON.parse(found[2] ?? '') as unknown };
    }
  }
}
