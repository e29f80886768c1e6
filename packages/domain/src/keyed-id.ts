import { type Secrets } from './ports';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * An id in the shape of a ULID for what a request with an idempotency key makes, so that the same request again names the same thing: of a
 * SHA-256 over `parts`, 128 bits as 26 characters of Crockford's base 32, the first of which holds 3 bits.
 *
 * @param parts the kind of thing, whom it belongs to, who asks, the key; none of them holds a space but the last
 */
export function keyedId(secrets: Pick<Secrets, 'hash'>, ...parts: string[]): string {
  let bits = BigInt(`0x${secrets.hash(parts.join(' ')).slice(0, 32)}`);
  let id = '';
  for (let index = 0; index < 26; index += 1) {
    id = (ALPHABET[Number(bits % 32n)] ?? '') + id;
    bits /= 32n;
  }
  return id;
}
