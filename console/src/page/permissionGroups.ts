import type { components } from '@/api/schema';

export type Permission = components['schemas']['PermissionOut'];

export interface PermissionGroup {
  module: string;
  permissions: Permission[];
}

/** Permissions by the module that declares them, in the order in which modules first appear. */
export function groupPermissions(permissions: readonly Permission[]): PermissionGroup[] {
  const groups = new Map<string, Permission[]>();
  for (const permission of permissions) {
    const module = permission.name.split('.')[0] ?? permission.name;
    groups.set(module, [...(groups.get(module) ?? []), permission]);
  }
  return [...groups].map(([module, members]) => ({ module, permissions: members }));
}

export interface SetChange {
  added: string[];
  removed: string[];
}

/** What a choice adds to, and takes out of, what was chosen before. */
export function setChange(before: readonly string[], after: readonly string[]): SetChange {
  return {
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
  };
}
