import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useEventLabel } from '@/page/useEventLabel';
import type { ImportKind, Report } from './importsQueries';

const itemsShown = 6;

/** What the file holds, in sums an operator can compare with where it came from. */
export function ReportFigures({ report, kind }: { report: Report; kind: ImportKind }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const eventLabel = useEventLabel();
  const items = Object.entries(report.items).sort(([, first], [, second]) => second - first);
  const others = items.slice(itemsShown);
  const sums = kind === 'orders' || kind === 'ad_spend';
  return (
    <dl className="panel imports-figures">
      <Figure name={t('figures.rows')} value={format.number(report.rows)} note={t('figures.kept', { rows: format.number(report.kept) })} />
      <Figure
        name={t('figures.rejected')}
        value={format.number(report.rejected)}
        note={report.rows > 0 ? format.percent(report.rejected / report.rows) : undefined}
        bad={report.rejected > 0}
      />
      {items.slice(0, itemsShown).map(([name, count]) => (
        <Figure key={name} name={itemName(name)} value={format.number(count)} />
      ))}
      {others.length > 0 && (
        <Figure name={t('figures.others', { count: others.length })} value={format.number(others.reduce((sum, [, count]) => sum + count, 0))} />
      )}
      {report.customers > 0 && kind !== 'people' && <Figure name={t('figures.customers')} value={format.number(report.customers)} />}
      {sums && <Figure name={t(kind === 'orders' ? 'figures.revenue' : 'figures.cost')} value={format.amount(Number(report.total), report.currency || undefined)} note={exact()} />}
      {report.first_time && report.last_time && (
        <Figure name={t('figures.period')} value={`${format.day(new Date(report.first_time))} – ${format.day(new Date(report.last_time))}`} small />
      )}
      {report.already_there > 0 && <Figure name={t('figures.alreadyThere')} value={format.number(report.already_there)} note={t('figures.alreadyThereNote')} />}
    </dl>
  );

  function itemName(name: string): string {
    return i18n.exists(`imports:items.${name}`) ? t(`items.${name}`) : eventLabel(name, 'track');
  }

  /** The sum to its last decimal, where the amount above rounds it. */
  function exact(): string | undefined {
    return /\.\d{3,}/.test(report.total) ? t('figures.exact', { total: report.total }) : undefined;
  }
}

interface FigureProps {
  name: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  bad?: boolean;
  small?: boolean;
}

function Figure({ name, value, note, bad = false, small = false }: FigureProps) {
  return (
    <div className={small ? 'imports-figure imports-figure-small' : 'imports-figure'}>
      <dt className="muted">{name}</dt>
      <dd className={bad ? 'figures imports-bad' : 'figures'}>{value}</dd>
      {note && <dd className="muted figures imports-figure-note">{note}</dd>}
    </div>
  );
}
