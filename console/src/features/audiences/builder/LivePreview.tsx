import { TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Figure } from '@/page/Figure';
import { useProblemText } from '@/page/useProblemText';
import { SamplePeople } from '../SamplePeople';
import type { usePreview } from './usePreview';

interface LivePreviewProps {
  preview: ReturnType<typeof usePreview>;
  /** Conditions that are not written to their end; null where there is none at all. */
  unfinished: number | null;
  /** People in the segment as it was last computed, where there is one. */
  sizeBefore?: number | null;
  /** Places in the definition are pointed at already. */
  pointedAt: boolean;
  onOpen: () => void;
}

/** How many the conditions mean, and some of them; follows the writing. */
export function LivePreview({ preview, unfinished, sizeBefore, pointedAt, onOpen }: LivePreviewProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const problemText = useProblemText();
  const everyone = useQuery({ ...everyoneQuery, enabled: useMay('people.read') }).data;
  const { data, error, waiting } = preview;
  return (
    <aside className="panel preview" aria-label={t('preview.title')} aria-busy={waiting}>
      <span className="muted">{t('preview.title')}</span>
      {body()}
    </aside>
  );

  function body() {
    if (unfinished === null) return <p className="preview-note muted">{t('builder.nothingAsked')}</p>;
    if (unfinished > 0) return <p className="preview-note muted">{t('builder.unfinished', { count: unfinished })}</p>;
    if (error && !waiting) return <p className="preview-note builder-complaint">{pointedAt ? t('preview.wrong') : problemText(error).sentence}</p>;
    if (!data) return <p className="preview-note muted">{t('preview.counting')}</p>;
    const change = sizeBefore == null ? 0 : data.count - sizeBefore;
    return (
      <>
        <p className={waiting ? 'preview-count preview-count-old' : 'preview-count'} aria-live="polite">
          <button type="button" className="count-link" disabled={data.count === 0} onClick={onOpen}>
            <Figure value={data.count} />
          </button>
          <span>{t('people', { count: data.count })}</span>
        </p>
        <p className="preview-facts muted figures">
          {everyone ? <span>{t('preview.share', { percent: percentOf(data.count, everyone) })}</span> : null}
          {sizeBefore != null && change !== 0 && <span>{t('preview.fromBefore', { change: signed(change) })}</span>}
          <span>{data.estimated ? t('preview.estimated') : t('preview.took', { ms: format.number(data.took_ms) })}</span>
        </p>
        {data.sample.length > 0 ? (
          <>
            <h3>{t('preview.sample')}</h3>
            <SamplePeople personIds={data.sample} />
            <Button block icon={<TeamOutlined />} onClick={onOpen}>
              {t('preview.open')}
            </Button>
          </>
        ) : (
          <p className="preview-note muted">{t('preview.nobody')}</p>
        )}
      </>
    );
  }

  function signed(change: number): string {
    return `${change > 0 ? '+' : '−'}${format.short(Math.abs(change))}`;
  }
}

function percentOf(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}

const everyoneQuery = {
  queryKey: ['people', 'total'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await unwrap(api.GET('/api/people', { params: { query: { limit: 1 } }, signal }))).total ?? null,
  staleTime: 5 * 60_000,
};
