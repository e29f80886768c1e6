import { type Permission, type RoleName, roles } from '../model';

/** What these roles grant together, each permission once. */
export function permissionsOf(names: readonly RoleName[]): Permission[] {
  return [...new Set(names.flatMap((name) => roles[name].permissions))];
}
