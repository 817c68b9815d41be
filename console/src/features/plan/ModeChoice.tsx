import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { planModes, type PlanMode } from './planQueries';

interface ModeChoiceProps {
  value: PlanMode;
  disabled?: boolean;
  onChange: (mode: PlanMode) => void;
}

/** What happens to events that break the schema, each with what it means. */
export function ModeChoice({ value, disabled, onChange }: ModeChoiceProps) {
  const { t } = useTranslation('plan');
  return (
    <Radio.Group className="plan-modes" aria-label={t('modeOf')} disabled={disabled} value={value} onChange={(choice) => onChange(choice.target.value as PlanMode)}>
      {planModes.map((mode) => (
        <Radio key={mode} value={mode}>
          <strong>{t(`modes.${mode}`)}</strong>
          <span className="muted">{t(`modeHints.${mode}`)}</span>
        </Radio>
      ))}
    </Radio.Group>
  );
}
