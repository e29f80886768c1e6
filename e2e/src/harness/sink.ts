import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A request that the sink got. */
export interface Received {
  headers: Record<string, string | undefined>;
  body: string;
  /** `type` and `data` of a webhook's body. */
  type: string;
  payload: Record<string, unknown>;
  /** What it was answered. */
  status: number;
}

/** A local HTTP server that takes webhooks, or refuses them as the test says. */
export class Sink {
  readonly received: Received[] = [];
  /** The status that each request is answered with. */
  answer: (type: string, payload: Record<string, unknown>) => number = () => 204;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Sink> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { type, data } = JSON.parse(body) as { type: string; data: Record<string, unknown> };
        const status = sink.answer(type, data);
        sink.received.push({
          headers: request.headers as Received['headers'],
          body,
          type,
          payload: data,
          status,
        });
        response.writeHead(status).end();
      });
    });
    const sink = new Sink(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return sink;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The types of what was taken, in order. */
  taken(): string[] {
    return this.received.filter(({ status }) => status < 300).map(({ type }) => type);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
