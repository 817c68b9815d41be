import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Tone, type ToneName } from '@/page/Tone';
import type { Segment } from './audienceTypes';

const tones: Record<Segment['state'], ToneName> = { ready: 'good', computing: 'info', failed: 'bad' };

export function SegmentState({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const word = <Tone tone={tones[segment.state]}>{t(`states.${segment.state}`)}</Tone>;
  return segment.error ? <Tooltip title={segment.error}>{word}</Tooltip> : word;
}
