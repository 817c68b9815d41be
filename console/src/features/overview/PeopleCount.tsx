import { useTranslation } from 'react-i18next';
import { Figure } from '@/page/Figure';
import type { PeopleAsk } from './figureAddress';

interface PeopleCountProps {
  value: number;
  ask: PeopleAsk;
  onPeople: (ask: PeopleAsk) => void;
}

/** A count of people; opens as a list where there is anybody. */
export function PeopleCount({ value, ask, onPeople }: PeopleCountProps) {
  const { t } = useTranslation('overview');
  if (value === 0) return <Figure value={value} />;
  return (
    <button type="button" className="plain-button figure-button" title={t('openList')} onClick={() => onPeople(ask)}>
      <Figure value={value} />
    </button>
  );
}
