import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import type { ShipBatch } from '../types';

const tones = { good: 'good', shipped: 'good', again: 'idle', refused: 'warn' } as const;
const shownMax = 200;

/** What a batch did or would do, row by row, with the reason beside what was not shipped. */
export function BatchOutcome({ report }: { report: ShipBatch }) {
  const { t, i18n } = useTranslation('mall');
  const named = useNamed();
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  // What needs somebody stands first.
  const rows = [...report.rows].sort((one, other) => Number(other.outcome === 'refused') - Number(one.outcome === 'refused'));
  return (
    <section className="mall-form" aria-label={t('batch.outcome')}>
      <strong>{t(report.dry_run ? 'batch.wouldDo' : 'batch.did', { shipped: report.shipped, again: report.again, refused: report.refused })}</strong>
      <ul className="mall-lines mall-batch-outcome">
        {rows.slice(0, shownMax).map((row) => (
          <li key={row.row}>
            <div className="mall-line-what">
              <span className="figures mall-breaks">{row.order || t('batch.row', { row: row.row })}</span>
              <span className="muted mall-breaks">{[row.carrier, row.waybill].filter(Boolean).join(' ')}</span>
              {row.code && <span className="mall-breaks">{named('mall:batch.reasons', row.code)}</span>}
            </div>
            <Tone tone={tones[row.outcome]}>{t(`batch.outcomes.${row.outcome}`)}</Tone>
          </li>
        ))}
      </ul>
      {rows.length > shownMax && <p className="muted">{t('batch.more', { count: rows.length - shownMax })}</p>}
      {report.id && (
        <Button icon={<DownloadOutlined />} href={`/api/commerce/ship-batches/${report.id}/outcome?language=${language}`} download>
          {t('batch.download')}
        </Button>
      )}
    </section>
  );
}
