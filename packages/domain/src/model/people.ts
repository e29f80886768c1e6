import { type BusinessHours } from './business-hours';

/** A group of agents that messages come from and conversations are assigned to. */
export interface Team {
  id: string;
  name: string;
  /** `null`: no hours are kept; criteria about them are unknown. */
  hours: BusinessHours | null;
  revision: number;
  createdAt: Date;
}

/** A person who signs in. */
export interface Agent {
  id: string;
  name: string;
  /** Lower-cased; unique. */
  email: string;
  /** A PHC-like string of the password hasher; `null`: cannot sign in yet. */
  passwordHash: string | null;
  teamIds: string[];
  /** Whose business hours count for messages from this agent; one of `teamIds`. */
  primaryTeamId: string | null;
  roles: RoleName[];
  enabled: boolean;
  revision: number;
  createdAt: Date;
}

export type RoleName = 'administrator' | 'agent';

/** What somebody may do. Checked in the domain at every use-case. */
export type Permission =
  | 'automations:manage'
  | 'automations:read'
  | 'conversations:reply'
  | 'people:manage'
  | 'plugins:manage'
  | 'sites:manage';

/** A role grants permissions. */
export const roles: Record<RoleName, { label: string; permissions: readonly Permission[] }> = {
  administrator: {
    label: 'Administrator',
    permissions: [
      'automations:manage',
      'automations:read',
      'conversations:reply',
      'people:manage',
      'plugins:manage',
      'sites:manage',
    ],
  },
  agent: { label: 'Agent', permissions: ['automations:read', 'conversations:reply'] },
};

/** Somebody's signed-in browser. Only the hash of the cookie's token is stored. */
export interface Session {
  /** SHA-256 of the token, hex. */
  tokenHash: string;
  agentId: string;
  /** Sent back by the admin app in `X-CSRF-Token`. */
  csrfToken: string;
  createdAt: Date;
  expiresAt: Date;
}

/** A one-time link: to set the installation up, or to set a new password. */
export interface OneTimeLink {
  /** SHA-256 of the token, hex. */
  tokenHash: string;
  purpose: 'setup';
  expiresAt: Date;
}

/** Who a message comes from. */
export type From = { team: string } | { agent: string };
