import { type Permission, type RoleName } from '../model';

/** Who asks from a web page: which site, from which origin, and which visitor (`null`: one without credentials yet). */
export interface VisitorActor {
  /** The site's public key. */
  siteKey: string;
  /** The request's `Origin`; `null`: none was sent (same origin, or not a browser). */
  origin: string | null;
  visitor: { id: string; secret: string } | null;
}

/** A signed-in agent, as `session.authenticate` answers it. */
export interface SignedIn {
  kind: 'agent';
  agentId: string;
  name: string;
  email: string;
  roles: RoleName[];
  permissions: Permission[];
  /** Must come with every request that changes something; the server compares it. */
  csrfToken: string;
  /** SHA-256 of the session's token. */
  tokenHash: string;
  expiresAt: Date;
}

/** The installation itself: seeding, the command line. Never the actor of a request. */
export interface System {
  kind: 'system';
}

/** Who asks on the administrators' side. */
export type Actor = SignedIn | System;

/** The actor of the composition root: may do everything. */
export const system: System = { kind: 'system' };
