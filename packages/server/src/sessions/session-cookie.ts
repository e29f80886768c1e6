import { type ServerResponse } from 'node:http';

/** The cookie of a signed-in agent's browser. */
export interface SessionCookie {
  /** `__Host-beckon_session` where the public URL is https: no other host and no plain connection can set that one. */
  readonly name: string;
  /** The token that a `Cookie` header carries. */
  read(header: string | undefined): string | undefined;
  set(response: ServerResponse, token: string, expiresAt: Date): void;
  clear(response: ServerResponse): void;
}

const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/** `secure`: the public URL is https. */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-beckon_session' : 'beckon_session';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read(header) {
      for (const pair of (header ?? '').split(';')) {
        const at = pair.indexOf('=');
        if (at > 0 && pair.slice(0, at).trim() === name) {
          const token = pair.slice(at + 1).trim();
          return TOKEN.test(token) ? token : undefined;
        }
      }
      return undefined;
    },
    set(response, token, expiresAt) {
      response.appendHeader(
        'Set-Cookie',
        `${name}=${token}; ${attributes}; Expires=${expiresAt.toUTCString()}`,
      );
    },
    clear(response) {
      response.appendHeader('Set-Cookie', `${name}=; ${attributes}; Expires=${new Date(0).toUTCString()}`);
    },
  };
}
