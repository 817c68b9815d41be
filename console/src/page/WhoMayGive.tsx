import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { permits } from '@/app/permissions';
import { useMaybeMe } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';

const grants = 'organization.manage_staff';

const rolesQuery = queryOptions({
  queryKey: ['roles', 'who-may-give'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/roles', { params: { query: { limit: 200 } }, signal })),
  staleTime: 5 * 60_000,
  retry: false,
});

const permissionsQuery = queryOptions({
  queryKey: ['permissions', 'titles'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/permissions', { signal })),
  staleTime: 5 * 60_000,
  retry: false,
});

/** Which roles hold a permission that the operator lacks, and which may hand a role out. */
export function WhoMayGive({ permission }: { permission: string }) {
  const { t, i18n } = useTranslation();
  const me = useMaybeMe();
  const enabled = me !== null && permits(me.permissions, 'organization.read');
  const roles = useQuery({ ...rolesQuery, enabled }).data?.items ?? [];
  const title = useQuery({ ...permissionsQuery, enabled }).data?.find(({ name }) => name === permission)?.title;

  const named = (wanted: string) =>
    new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(
      roles.filter((role) => permits(role.permissions, wanted)).map((role) => inLanguage(role.title, i18n.language) ?? role.name),
    );
  const holders = named(permission);
  if (!holders) return <>{t('advice.notPermitted')}</>;
  return <>{t('advice.whoMayGive', { permission: inLanguage(title, i18n.language) ?? permission, roles: holders, givers: named(grants) })}</>;
}
