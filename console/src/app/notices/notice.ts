import type { Notice } from '@/api/types';
import type { ToneName } from '@/page/Tone';

export const noticeTones: Record<Notice['state'], ToneName> = { done: 'good', checked: 'info', failed: 'bad', parked: 'warn', low: 'warn' };

/** Notices that came after what was last read. */
export function unread(notices: readonly Notice[], readUntil: string | null): Notice[] {
  return notices.filter((notice) => !readUntil || Date.parse(notice.at) > Date.parse(readUntil));
}

/** Where a notice leads to. */
export function addressOf(notice: Notice): string {
  if (notice.kind === 'import') return `/imports/${notice.id}`;
  if (notice.kind === 'campaign') return `/campaigns/${notice.id}`;
  if (notice.kind === 'stock') return `/stock?location=${notice.id}`;
  return notice.kind === 'parked' ? '/settings/jobs/parked' : `/settings/jobs?job=${notice.id}`;
}

/** Where the file lies that a job has written, while it is there. */
export function fileOf(notice: Notice): string | undefined {
  const { file } = notice.facts;
  return typeof file === 'string' ? file : undefined;
}

/** What there is to say beyond title and state: how many rows, what went wrong. */
export function factOf(notice: Notice): { key: string; values: Record<string, number> } | undefined {
  const { rows, rejected, audience, skus } = notice.facts;
  if (notice.kind === 'import' && typeof rows === 'number') {
    return typeof rejected === 'number' && rejected > 0 ? { key: 'rowsRejected', values: { rows, rejected } } : { key: 'rows', values: { rows } };
  }
  if (notice.kind === 'campaign' && typeof audience === 'number') return { key: 'audience', values: { audience } };
  if (notice.kind === 'stock' && typeof skus === 'number') return { key: 'skus', values: { skus } };
  return undefined;
}
