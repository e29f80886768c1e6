import { type Actor, type Answer, type SignedIn } from '../answer';

/** What the server puts into the cookie, and who signed in. */
export interface OpenedSession {
  /** For the cookie; only its hash is stored. */
  token: string;
  signedIn: SignedIn;
}

/** Signing in and out. A session lasts 12 hours from signing in, and ends at once when the agent is disabled or gets a new password. */
export interface SessionUseCases {
  /** Error: `wrongCredentials`, the same words and the same time whether the address, the password or the account is at fault. */
  signIn(request: { email: string; password: string }): Promise<Answer<OpenedSession>>;
  /** Error: `notSignedIn`. */
  authenticate(token: string): Promise<Answer<SignedIn>>;
  signOut(actor: SignedIn): Promise<Answer<null>>;
}

/** The first administrator, and the way back in. */
export interface Setup {
  /** Nobody can administrate yet. */
  needed(): Promise<boolean>;
  /** A one-time link's token, good for 24 hours. Error: `conflict` where there is an administrator. */
  createLink(): Promise<Answer<{ token: string; expiresAt: Date }>>;
  /** Is the link good? Error: `linkExpired`. */
  check(token: string): Promise<Answer<null>>;
  /** Makes the first administrator and signs in. Errors: `linkExpired`, `conflict`, `invalidRequest`. */
  complete(request: {
    token: string;
    name: string;
    email: string;
    password: string;
  }): Promise<Answer<OpenedSession>>;
  /** For the command line: sets a password, enables the account, ends its sessions. Errors: `forbidden`, `notFound`, `invalidRequest`. */
  resetPassword(request: { actor: Actor; email: string; password: string }): Promise<Answer<null>>;
}
