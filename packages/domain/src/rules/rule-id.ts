const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * An id in the shape of a ULID from a SHA-256 (hex), so that the same request makes the same rule: 128 bits as 26 characters
 * of Crockford's base 32, the first of which holds 3 bits.
 */
export function idFromHash(hash: string): string {
  let bits = BigInt(`0x${hash.slice(0, 32)}`);
  let id = '';
  for (let index = 0; index < 26; index += 1) {
    id = (ALPHABET[Number(bits % 32n)] ?? '') + id;
    bits /= 32n;
  }
  return id;
}
