import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import type { Stage, StageFigure } from '../overviewTypes';
import { stageColors } from './wheelShape';

interface StageRowsProps {
  stages: readonly StageFigure[];
  onOpen: (stage: Stage) => void;
}

/** What each stage means, who is in it, and whence they come. */
export function StageRows({ stages, onOpen }: StageRowsProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <ol className="stage-rows">
      {stages.map(({ stage, people, rate, both }) => (
        <li key={stage} style={{ '--stage': stageColors[stage] } as object}>
          <span className="stage-name">
            <strong>{t(`stages.${stage}`)}</strong>
            <button type="button" className="plain-button figure-button figures" title={t('openList')} onClick={() => onOpen(stage)}>
              {t('people', { count: people, shown: format.short(people) })}
            </button>
          </span>
          <span className="muted">{t(`stageDefinitions.${stage}`)}</span>
          <span className="muted figures">{t(`rates.${stage}`, { rate: rate === null ? plainValue(null) : format.percent(rate), both: format.short(both) })}</span>
        </li>
      ))}
    </ol>
  );
}
