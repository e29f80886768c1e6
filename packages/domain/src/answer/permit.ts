import { type Permission } from '../model';
import { type Actor } from './actor';
import { type DomainError, refuse } from './answer';

/** Words for permissions, as the admin shows them. */
export const permissionLabels: Record<Permission, string> = {
  'automations:manage': 'Manage automations',
  'automations:read': 'See automations',
  'conversations:reply': 'Reply to conversations',
  'people:manage': 'Manage people',
  'plugins:manage': 'Manage plugins',
  'sites:manage': 'Manage sites',
};

/** `null` where the actor may; else the refusal that says which permission is missing. */
export function deny(actor: Actor, permission: Permission): { ok: false; error: DomainError } | null {
  if (actor.kind === 'system' || actor.permissions.includes(permission)) return null;
  return refuse(
    'forbidden',
    `Your account lacks the permission "${permissionLabels[permission]}". Ask an administrator for it.`,
  );
}
