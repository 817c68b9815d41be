import { useTranslation } from 'react-i18next';
import { Tone, type ToneName } from '@/page/Tone';
import type { PlanMode } from './planQueries';

const tones: Record<PlanMode, ToneName> = { observe: 'info', quarantine: 'warn', block: 'bad' };

export function ModeTone({ mode }: { mode: PlanMode }) {
  const { t } = useTranslation('plan');
  return <Tone tone={tones[mode]}>{t(`modes.${mode}`)}</Tone>;
}
