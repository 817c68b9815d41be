import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { donePercent } from '@/format/share';
import { useFormat } from '@/format/useFormat';
import type { Import } from './importsQueries';

/** How far the job at hand is, in what it counts: bytes, parts, items. */
export function ImportProgress({ one, small = false }: { one: Import; small?: boolean }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { progress } = one;
  const phase = progress?.phase || 'waiting';
  const percent = donePercent(progress?.done ?? 0, progress?.total);
  const sizes = progress?.total ? amounts() : null;
  const label = [one.state === 'paused' && t('states.paused'), t(`phases.${phase}`), sizes].filter(Boolean).join(' · ');
  const status = one.state === 'paused' ? 'normal' : 'active';
  return (
    <div className="imports-progress">
      <Progress percent={percent} size={small ? 'small' : 'medium'} status={status} showInfo={!small} aria-label={label} />
      <span className="muted figures imports-progress-words">{label}</span>
    </div>
  );

  function amounts(): string {
    const shown = phase === 'reading' ? format.fileSize : format.number;
    return t('progressOf', { done: shown(progress?.done ?? 0), total: shown(progress?.total ?? 0) });
  }
}
