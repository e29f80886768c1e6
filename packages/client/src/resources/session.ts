import {
  type PresentSessionResponse,
  type SessionResponse,
  type SetupRequest,
  type SignInRequest,
} from '@beckon/protocol';
import { type RequestOptions, type Transport } from '../transport';

/** Who is signed in. */
export function sessionResource(transport: Transport) {
  const path = '/v1/admin/session';
  return {
    /** Who is signed in, with permissions; `null`: nobody. */
    async current(options?: RequestOptions): Promise<SessionResponse | null> {
      const present = await transport.call<PresentSessionResponse>({ method: 'GET', path, options });
      const session = present.agent ? present : null;
      transport.remember(session);
      return session;
    },
    /** Signs in; throws `wrongCredentials`, or `tooManyAttempts` with `retryAfter`. */
    async signIn(credentials: SignInRequest, options?: RequestOptions): Promise<SessionResponse> {
      const session = await transport.call<SessionResponse>({
        method: 'POST',
        path,
        body: credentials,
        options,
      });
      transport.remember(session);
      return session;
    },
    /** Signs out; done already where nobody was signed in. */
    async signOut(options?: RequestOptions): Promise<void> {
      await transport.call<void>({ method: 'DELETE', path, options });
      transport.remember(null);
    },
  };
}

/** The one-time link of an installation without administrator. */
export function setupResource(transport: Transport) {
  const path = '/v1/admin/setup';
  return {
    /** Is the link good? Throws `linkExpired` else. */
    async check(token: string, options?: RequestOptions): Promise<void> {
      await transport.call<unknown>({ method: 'GET', path, query: { token }, options });
    },
    /** Makes the first administrator and signs in. */
    async complete(request: SetupRequest, options?: RequestOptions): Promise<SessionResponse> {
      const session = await transport.call<SessionResponse>({ method: 'POST', path, body: request, options });
      transport.remember(session);
      return session;
    },
  };
}
