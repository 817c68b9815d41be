import { FlagOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { goalsQuery } from '../overviewQueries';
import { GoalCard } from './GoalCard';
import './goals.css';

interface GoalStripProps {
  node: string | undefined;
  onOpen: (goalId: string) => void;
  /** Absent where the operator may not set goals. */
  onSet?: () => void;
}

/** The goals of the periods that run, first of all. */
export function GoalStrip({ node, onOpen, onSet }: GoalStripProps) {
  const { t } = useTranslation('overview');
  const goals = useQuery(goalsQuery(node));
  if (goals.error && !goals.data) {
    return (
      <section className="panel overview-gap">
        <ErrorState error={goals.error} onRetry={() => void goals.refetch()} />
      </section>
    );
  }
  if (!goals.data) return <PageSkeleton rows={2} />;
  if (goals.data.length === 0) {
    return (
      <section className="panel goals-none overview-gap">
        <FlagOutlined className="goals-none-icon" />
        <span>
          <strong>{t('goals.noneTitle')}</strong>
          <span className="muted">{t('goals.noneText')}</span>
        </span>
        {onSet && <Button onClick={onSet}>{t('goals.setFirst')}</Button>}
      </section>
    );
  }
  return (
    <ul className="goal-strip overview-gap" aria-label={t('goals.title')}>
      {goals.data.map((goal) => (
        <li key={goal.id}>
          <GoalCard goal={goal} onOpen={() => onOpen(goal.id)} />
        </li>
      ))}
    </ul>
  );
}
