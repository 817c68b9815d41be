import type { Finding, Import, Report } from './importsQueries';

export type StateName = Import['state'];

export const steps = ['file', 'mapping', 'check', 'run'] as const;

export type Step = (typeof steps)[number];

/** Whether a job is at it, so that it looks different in a moment. */
export function isWorking(state: StateName): boolean {
  return state === 'checking' || state === 'running';
}

/** Whether some of it has been sent, or is about to be: its file and mapping stand as they are. */
export function isSettled({ state, task, sent_items }: Pick<Import, 'state' | 'task' | 'sent_items'>): boolean {
  return sent_items > 0 || state === 'done' || (task === 'import' && (state === 'running' || state === 'paused'));
}

/** Whether what is under way, or came last, is the import itself and not the check before it. */
export function isRun({ task, state, sent_items }: Pick<Import, 'task' | 'state' | 'sent_items'>): boolean {
  return sent_items > 0 || state === 'done' || (task === 'import' && state !== 'new' && state !== 'checked');
}

/** Where an operator who opens an import is: what they asked for, as far as the import has come. */
export function stepOf(one: Import, wanted: string | null): Step {
  const furthest = furthestStep(one);
  const asked = steps.find((step) => step === wanted);
  if (asked && steps.indexOf(asked) <= steps.indexOf(furthest)) return asked;
  return furthest === 'mapping' ? 'file' : furthest;
}

/** The last step that has something to show. */
export function furthestStep(one: Pick<Import, 'task' | 'state' | 'sent_items'>): Step {
  if (isRun(one)) return 'run';
  return one.state === 'new' || one.state === 'cancelled' ? 'mapping' : 'check';
}

/** The code in what a failed job says of itself, such as `file_gone {…}`; none where it is no error of ours. */
export function jobErrorCode(error: string): string | null {
  return /^([a-z][a-z_]*)(?: \{|$)/.exec(error)?.[1] ?? null;
}

/** Rows that will be imported: some may be known from before. */
export function newItems(report: Report): number {
  return Math.max(0, itemCount(report) - report.already_there);
}

export function itemCount(report: Report): number {
  return Object.values(report.items).reduce((sum, count) => sum + count, 0);
}

const fieldOfDirt: Record<string, string> = {
  time_missing: 'time',
  time_malformed: 'time',
  time_out_of_range: 'time',
  number_missing: 'price',
  number_malformed: 'price',
  number_out_of_range: 'price',
  identifier_missing: 'customer_id',
  order_missing: 'order_id',
  event_missing: 'event',
  tag_missing: 'tag',
  properties_malformed: 'properties',
};

export interface Suspicion {
  finding: Finding;
  /** The field that probably has the wrong column; none where the file itself is to blame. */
  field: string | null;
  /** Share of all rows, 0 to 1. */
  share: number;
}

/** Where most rows fail for one reason, a wrong column or reading is likelier than a bad file. */
export function suspicionOf(report: Report): Suspicion | null {
  if (report.rows === 0) return null;
  const worst = report.findings
    .filter((finding) => finding.severity === 'rejected')
    .reduce<Finding | null>((most, finding) => (most && most.count >= finding.count ? most : finding), null);
  if (!worst || worst.count / report.rows < 0.5) return null;
  return { finding: worst, field: fieldOfDirt[worst.code] ?? null, share: worst.count / report.rows };
}
