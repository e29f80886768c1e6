import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { type Secrets } from '../ports';

export interface SecretsOptions {
  /** Base-2 logarithm of scrypt's cost. @default 15 (with r = 8, p = 3: 32 MiB, as OWASP's password storage cheat sheet advises) */
  cost?: number;
}

interface Parameters {
  ln: number;
  r: number;
  p: number;
}

const KEY_LENGTH = 32;
const SALT_LENGTH = 16;
/** What a stored hash may ask for at most, so that a broken one cannot take the machine's memory. */
const MAX_COST = 20;

/**
 * Secrets by `node:crypto`. Passwords: scrypt (RFC 7914), stored as `$scrypt$ln=15,r=8,p=3$SALT$KEY` (base64 without padding), off the main thread.
 * Hashes made with another cost are verified with theirs.
 *
 * @example
 * const secrets = createSecrets();
 * await secrets.verifyPassword('correct horse', await secrets.hashPassword('correct horse')); // true
 */
export function createSecrets({ cost = 15 }: SecretsOptions = {}): Secrets {
  const standard: Parameters = { ln: cost, r: 8, p: 3 };
  return {
    token: () => randomBytes(32).toString('base64url'),
    hash: (token) => createHash('sha256').update(token, 'utf8').digest('hex'),
    async hashPassword(password) {
      const salt = randomBytes(SALT_LENGTH);
      const key = await derive(password, salt, standard);
      return `$scrypt$ln=${standard.ln},r=${standard.r},p=${standard.p}$${bare(salt)}$${bare(key)}`;
    },
    async verifyPassword(password, hash) {
      const stored = hash === null ? null : parse(hash);
      if (stored === null) {
        // As slow as a real one, so that nobody learns by the clock which addresses exist.
        await derive(password, randomBytes(SALT_LENGTH), standard);
        return false;
      }
      const key = await derive(password, stored.salt, stored.parameters);
      return timingSafeEqual(key, stored.key);
    },
  };
}

function derive(password: string, salt: Buffer, { ln, r, p }: Parameters): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    // NFKC, so that the same keys pressed on another system give the same password (NIST SP 800-63B).
    scrypt(
      password.normalize('NFKC'),
      salt,
      KEY_LENGTH,
      { N, r, p, maxmem: 256 * r * (N + p + 2) },
      (error, key) => {
        if (error) reject(error);
        else resolve(key);
      },
    );
  });
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function parse(hash: string): { parameters: Parameters; salt: Buffer; key: Buffer } | null {
  const found = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    hash,
  );
  if (!found) return null;
  const [ln, r, p] = found.slice(1, 4).map(Number) as [number, number, number];
  const key = Buffer.from(found[5] ?? '', 'base64');
  if (ln < 1 || ln > MAX_COST || r < 1 || p < 1 || key.length !== KEY_LENGTH) return null;
  return { parameters: { ln, r, p }, salt: Buffer.from(found[4] ?? '', 'base64'), key };
}
