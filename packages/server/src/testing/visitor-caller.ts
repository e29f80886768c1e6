import { type StartVisitResponse } from '@beckon/protocol';
import { type Answered, type Sent } from './send-request';
import { ORIGIN, type TestServer } from './start-test-server';

let keys = 0;
export const newKey = () => `key-${String((keys += 1)).padStart(8, '0')}`;

/** A visitor's browser on a page of the site. */
export interface VisitorCaller {
  send(sent: Sent): Promise<Answered>;
  authorization: string;
  started: StartVisitResponse;
}

export async function startVisitor(
  test: TestServer,
  facts: Record<string, unknown> = { pageUrl: `${ORIGIN}/product/rocket-r58` },
): Promise<VisitorCaller> {
  const answered = await test.send({
    method: 'POST',
    path: '/v1/visits',
    headers: { origin: ORIGIN, 'idempotency-key': newKey() },
    body: { site: test.site.key, facts },
  });
  if (answered.status !== 200) throw new Error(answered.text);
  const started = answered.body as StartVisitResponse;
  const authorization = `Beckon ${started.visitor.id}:${started.visitor.secret ?? ''}`;
  return {
    started,
    authorization,
    send: (sent) =>
      test.send({
        ...sent,
        headers: {
          origin: ORIGIN,
          authorization,
          ...(sent.method === 'POST' ? { 'idempotency-key': newKey() } : {}),
          ...sent.headers,
        },
      }),
  };
}
