import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { useFormat } from '@/format/useFormat';
import { Figure } from '@/page/Figure';
import { useTierName } from '../useTierName';

type TierFigures = components['schemas']['TierFiguresOut'];

interface MemberFiguresProps {
  figures: readonly TierFigures[];
  chosen: string;
  onChoose: (tier: string) => void;
}

/** How many members stand in which tier, each a way to narrow the list, and the points they hold. */
export function MemberFigures({ figures, chosen, onChoose }: MemberFiguresProps) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const name = useTierName();
  const all = figures.reduce((sum, each) => sum + each.members, 0);
  const sum = (key: 'available' | 'pending' | 'debt') => figures.reduce((whole, each) => whole + each[key], 0);
  return (
    <div className="members-figures">
      {figures.map((each) => (
        <button key={each.tier} type="button" className="panel plain-button members-figure" aria-pressed={each.tier === chosen} onClick={() => onChoose(each.tier)}>
          <span className="muted">{name(each.tier)}</span>
          <strong>
            <Figure value={each.members} />
          </strong>
          <span className="muted figures">{format.percent(all ? each.members / all : 0)}</span>
        </button>
      ))}
      <div className="panel members-figure">
        <span className="muted">{t('figures.points')}</span>
        <strong>
          <Figure value={sum('available')} definition={t('figures.pointsDefinition')} />
        </strong>
        <span className="muted figures">{t('figures.pending', { points: format.short(sum('pending')), owed: format.short(sum('debt')) })}</span>
      </div>
    </div>
  );
}
