/** Whether `wanted` is among the permissions; `*` and `people.*` stand for all that follows. */
export function permits(permissions: readonly string[], wanted: string): boolean {
  return permissions.some((held) => held === wanted || held === '*' || (held.endsWith('*') && wanted.startsWith(held.slice(0, -1))));
}
