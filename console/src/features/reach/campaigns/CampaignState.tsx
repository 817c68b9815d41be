import { useTranslation } from 'react-i18next';
import { Tone } from '@/page/Tone';
import type { CampaignState as State } from '../types';
import { stateTones } from './campaignState';

export function CampaignState({ state }: { state: State }) {
  const { t } = useTranslation('reach');
  return <Tone tone={stateTones[state]}>{t(`states.${state}`)}</Tone>;
}
