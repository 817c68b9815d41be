import { useTranslation } from 'react-i18next';
import { WallPicker } from '@/page/WallPicker';

interface SinceChoiceProps {
  value: string | null;
  /** Whether nothing has been read yet: an earlier moment then counts what happened before. */
  first: boolean;
  onChange: (moment: string | null) => void;
}

/** From which moment orders and deeds earn. */
export function SinceChoice({ value, first, onChange }: SinceChoiceProps) {
  const { t } = useTranslation('members');
  return (
    <div className="members-since">
      <label className="members-switch">
        <span>{t('since.label')}</span>
        <WallPicker label={t('since.label')} clearable={!first} value={value} onChange={onChange} />
      </label>
      <span className="muted">{t(first ? 'since.first' : 'since.later')}</span>
    </div>
  );
}
