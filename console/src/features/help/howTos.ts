interface HowTo {
  /** Addresses that it helps with: this one and all below. */
  path: string;
  /** Its steps stand under `howTo.<key>` in the translations. */
  key: string;
  /** Pages of `docs/` to read on, without their ending. */
  docs: string[];
}

const howTos: HowTo[] = [
  { path: '/start', key: 'start', docs: ['tutorial/first-segment', 'how-to/connect-an-sdk'] },
  { path: '/overview', key: 'overview', docs: ['tutorial/first-segment'] },
  { path: '/people', key: 'people', docs: ['decisions/0002-nodes-not-rewrites', 'glossary'] },
  { path: '/tags', key: 'tags', docs: ['glossary'] },
  { path: '/people/conflicts', key: 'conflicts', docs: ['decisions/0002-nodes-not-rewrites'] },
  { path: '/segments', key: 'segments', docs: ['reference/segment-language', 'tutorial/first-segment'] },
  { path: '/audience-lists', key: 'lists', docs: ['reference/segment-language'] },
  { path: '/campaigns', key: 'campaigns', docs: ['tutorial/first-segment', 'why/figures'] },
  { path: '/templates', key: 'templates', docs: ['tutorial/first-segment'] },
  { path: '/channels', key: 'channels', docs: ['how-to/write-a-plugin'] },
  { path: '/orders', key: 'orders', docs: ['glossary'] },
  { path: '/after-sales', key: 'afterSales', docs: ['glossary'] },
  { path: '/verification', key: 'verification', docs: ['glossary'] },
  { path: '/coupons', key: 'coupons', docs: ['glossary'] },
  { path: '/promotions', key: 'promotions', docs: ['glossary'] },
  { path: '/occasions', key: 'occasions', docs: ['glossary'] },
  { path: '/promotion-calendar', key: 'calendar', docs: ['glossary'] },
  { path: '/simulator', key: 'simulator', docs: ['glossary'] },
  { path: '/members', key: 'members', docs: ['glossary'] },
  { path: '/members/programme', key: 'programme', docs: ['glossary'] },
  { path: '/members/points-mall', key: 'pointsMall', docs: ['glossary'] },
  { path: '/products', key: 'products', docs: ['glossary'] },
  { path: '/categories', key: 'categories', docs: ['glossary'] },
  { path: '/price-books', key: 'priceBooks', docs: ['glossary'] },
  { path: '/stock', key: 'stock', docs: ['glossary'] },
  { path: '/sales-channels', key: 'salesChannels', docs: ['glossary'] },
  { path: '/sandbox', key: 'sandbox', docs: ['tutorial/first-segment'] },
  { path: '/live', key: 'live', docs: ['how-to/connect-an-sdk'] },
  { path: '/quarantine', key: 'quarantine', docs: ['how-to/connect-an-sdk'] },
  { path: '/tracking-plan', key: 'plan', docs: ['how-to/connect-an-sdk'] },
  { path: '/sources', key: 'sources', docs: ['how-to/connect-an-sdk'] },
  { path: '/imports', key: 'imports', docs: ['how-to/import-files'] },
  { path: '/settings/brand', key: 'brand', docs: ['reference/settings'] },
  { path: '/settings/organization', key: 'organization', docs: ['glossary'] },
  { path: '/settings/staff', key: 'staff', docs: ['glossary'] },
  { path: '/settings/staff/roles', key: 'roles', docs: ['glossary'] },
  { path: '/settings/developers', key: 'keys', docs: ['reference/modules'] },
  { path: '/settings/developers/webhooks', key: 'webhooks', docs: ['how-to/receive-webhooks'] },
  { path: '/settings/rules', key: 'identity', docs: ['decisions/0002-nodes-not-rewrites'] },
  { path: '/settings/rules/consent', key: 'consent', docs: ['glossary'] },
  { path: '/settings/audit', key: 'audit', docs: ['reference/modules'] },
  { path: '/settings/jobs', key: 'jobs', docs: ['decisions/0006-loops-are-threads-jobs-are-dbos'] },
  { path: '/settings/system', key: 'system', docs: ['how-to/run-in-production', 'how-to/back-up-and-restore'] },
  { path: '/settings/system/modules', key: 'plugins', docs: ['how-to/write-a-plugin'] },
  { path: '/account', key: 'account', docs: [] },
];

/** The how-to of a page: the one whose path is the longest that the page's own begins with. */
export function howToOf(pathname: string): HowTo | undefined {
  return howTos
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    .sort((one, other) => other.path.length - one.path.length)[0];
}

export const allHowTos: readonly HowTo[] = howTos;
