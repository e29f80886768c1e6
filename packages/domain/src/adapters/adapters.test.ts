import { describe, expect, it } from 'vitest';
import { type LiveEvent, type Logger } from '../ports';
import { createBus, createIds, createSecrets } from '.';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('createSecrets', () => {
  const secrets = createSecrets({ cost: 8 });

  it('verifies the password that was hashed and no other', async () => {
    const hash = await secrets.hashPassword('correct horse');
    expect(hash).toMatch(/^\$scrypt\$ln=8,r=8,p=3\$[^$=]+\$[^$=]+$/);
    expect(await secrets.verifyPassword('correct horse', hash)).toBe(true);
    expect(await secrets.verifyPassword('correct horsE', hash)).toBe(false);
    expect(await secrets.verifyPassword('', hash)).toBe(false);
  });

  it('salts: the same password has another hash each time', async () => {
    expect(await secrets.hashPassword('same')).not.toBe(await secrets.hashPassword('same'));
  });

  it('takes a password typed in another Unicode form', async () => {
    expect(await secrets.verifyPassword('u\u0308ber', await secrets.hashPassword('\u00fcber'))).toBe(true);
  });

  it('verifies hashes of another cost', async () => {
    expect(await secrets.verifyPassword('old', await createSecrets({ cost: 6 }).hashPassword('old'))).toBe(
      true,
    );
  });

  it.each([null, '', 'plain', '$scrypt$ln=99,r=8,p=1$YWJj$YWJj', '$scrypt$ln=8,r=8,p=3$YWJj$YWJj'])(
    'fails against %s',
    async (hash) => {
      expect(await secrets.verifyPassword('anything', hash)).toBe(false);
    },
  );

  it('makes tokens of 32 bytes and hashes them with SHA-256', () => {
    expect(Buffer.from(secrets.token(), 'base64url')).toHaveLength(32);
    expect(secrets.token()).not.toBe(secrets.token());
    expect(secrets.hash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('createIds', () => {
  it('grows within a millisecond and when the clock goes back', () => {
    let now = 1_800_000_000_000;
    const ids = createIds({ now: () => new Date(now) });
    const first = ids.next();
    const second = ids.next();
    now -= 5000;
    const third = ids.next();
    expect(first).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect([first, second, third]).toEqual([first, second, third].sort());
    expect(new Set([first, second, third]).size).toBe(3);
  });
});

describe('createBus', () => {
  const event: LiveEvent = { type: 'rules.changed', siteId: 'S' };

  it('reaches every listener once, until it ends its subscription', async () => {
    const bus = createBus({ logger: silent });
    const heard: string[] = [];
    bus.subscribe(() => heard.push('a'));
    const end = bus.subscribe(() => heard.push('b'));
    bus.publish(event);
    expect(heard).toEqual([]);
    await Promise.resolve();
    end();
    bus.publish(event);
    await Promise.resolve();
    expect(heard).toEqual(['a', 'b', 'a']);
  });

  it('logs a listener that throws, and goes on', async () => {
    const errors: string[] = [];
    const bus = createBus({ logger: { ...silent, error: (message) => errors.push(message) } });
    const heard: string[] = [];
    bus.subscribe(() => {
      throw new Error('broken');
    });
    bus.subscribe(() => heard.push('b'));
    bus.publish(event);
    await Promise.resolve();
    expect([errors.length, heard]).toEqual([1, ['b']]);
  });
});
