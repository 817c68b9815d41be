import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/page/Loaded';
import type { PeopleAsk } from '../figureAddress';
import { wheelQuery } from '../overviewQueries';
import type { StageFigure } from '../overviewTypes';
import { StageRows } from './StageRows';
import { Wheel } from './Wheel';
import './wheel.css';

interface WheelPanelProps {
  days: number;
  node: string | undefined;
  onPeople: (ask: PeopleAsk) => void;
}

/** The growth water wheel: a drawing, and the same in words. */
export function WheelPanel({ days, node, onPeople }: WheelPanelProps) {
  const { t } = useTranslation('overview');
  const wheel = useQuery(wheelQuery(days, node));
  const open = (group: StageFigure['stage'] | 'active') => onPeople({ group, days });
  return (
    <section className="panel overview-panel" aria-labelledby="overview-wheel">
      <header className="overview-head">
        <h2 id="overview-wheel" className="overview-title">
          {t('wheel.title')}
        </h2>
        <span className="muted">{t('wheel.purpose')}</span>
      </header>
      <Loaded query={wheel} rows={8}>
        {(data) => (
          <div className={wheel.isPlaceholderData ? 'wheel-both wheel-stale' : 'wheel-both'}>
            <Wheel stages={data.stages} active={data.active_people} onOpen={open} />
            <StageRows stages={data.stages} onOpen={open} />
          </div>
        )}
      </Loaded>
    </section>
  );
}
