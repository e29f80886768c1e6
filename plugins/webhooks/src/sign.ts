import { createHmac, timingSafeEqual } from 'node:crypto';

/** The three headers of Standard Webhooks. */
export interface SignedHeaders {
  'webhook-id': string;
  /** Seconds since 1970. */
  'webhook-timestamp': string;
  /** `v1,BASE64` */
  'webhook-signature': string;
}

/** The bytes of a secret `whsec_BASE64`. */
function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export function isSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false;
  const { length } = keyOf(secret);
  return length >= 24 && length <= 64;
}

/**
 * Signs a body as Standard Webhooks says: HMAC-SHA256 over `id.timestamp.body`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function sign(secret: string, id: string, seconds: number, body: string): SignedHeaders {
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}

/**
 * What a receiver does: whether the signature is right and not older (or newer) than `tolerance` seconds.
 *
 * @example
 * if (!verify(secret, request.headers, body, Date.now() / 1000)) return response.status(401).end();
 */
export function verify(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: string,
  nowSeconds: number,
  tolerance = 300,
): boolean {
  const {
    'webhook-id': id = '',
    'webhook-timestamp': timestamp = '',
    'webhook-signature': signatures = '',
  } = headers;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > tolerance) return false;
  const expected = Buffer.from(
    sign(secret, id, Number(timestamp), body)['webhook-signature'].slice(3),
    'base64',
  );
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return (
      signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected)
    );
  });
}
