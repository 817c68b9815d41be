/** Where an operator sees to what waits, by the name under which a module says it. */
export const attentionPaths: Readonly<Record<string, string>> = {
  events_quarantined: '/quarantine',
  import_rows_rejected: '/imports',
  webhooks_failing: '/settings/developers/webhooks',
  events_parked: '/settings/jobs/parked',
  stock_low: '/stock',
  parcels_troubled: '/orders?todo=trouble',
  jobs_failed: '/settings/jobs',
};
