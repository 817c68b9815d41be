const pages: Record<string, (code: string) => string> = {
  per: (code) => `/people/${code}`,
  seg: (code) => `/segments/${code}`,
  cmp: (code) => `/campaigns/${code}`,
  tpl: (code) => `/templates/${code}`,
  imp: (code) => `/imports/${code}`,
  stf: (code) => `/settings/staff?staff=${code}`,
  rol: (code) => `/settings/staff/roles?role=${code}`,
  node: (code) => `/settings/organization?node=${code}`,
  key: (code) => `/settings/developers?key=${code}`,
  whk: (code) => `/settings/developers/webhooks/${code}`,
  job: (code) => `/settings/jobs?job=${code}`,
};

/** Where the thing behind a code of the log is shown; null for what has no page. */
export function targetPath(target: string): string | null {
  const [, kind = ''] = /^([a-z]+)_[0-9a-z]+$/.exec(target) ?? [];
  return pages[kind]?.(target) ?? null;
}
