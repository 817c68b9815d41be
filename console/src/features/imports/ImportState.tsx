import { useTranslation } from 'react-i18next';
import { Tone, type ToneName } from '@/page/Tone';
import type { Import } from './importsQueries';

const tones: Record<Import['state'], ToneName> = {
  new: 'idle',
  checking: 'info',
  checked: 'info',
  running: 'info',
  paused: 'warn',
  failed: 'bad',
  done: 'good',
  cancelled: 'idle',
};

export function ImportState({ state }: { state: Import['state'] }) {
  const { t } = useTranslation('imports');
  return <Tone tone={tones[state]}>{t(`states.${state}`)}</Tone>;
}
