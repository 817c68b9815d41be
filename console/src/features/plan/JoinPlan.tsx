import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { ModeChoice } from './ModeChoice';
import { usePlanEvent, type PlanMode } from './planQueries';

/** Takes an event into the plan as it has come in. */
export function JoinPlan({ event, seen }: { event: string; seen: boolean }) {
  const { t } = useTranslation('plan');
  const problemText = useProblemText();
  const [mode, setMode] = useState<PlanMode>('observe');
  const join = usePlanEvent();
  if (!useMay('tracking.write')) return <p className="muted">{t('notInPlan')}</p>;
  return (
    <section className="plan-join">
      <h3>{t('joinTitle')}</h3>
      <p className="muted">{t(seen ? 'joinSeen' : 'joinUnseen')}</p>
      <ModeChoice value={mode} onChange={setMode} />
      {join.error && <Alert type="error" showIcon title={problemText(join.error).sentence} />}
      <Button type="primary" loading={join.isPending} onClick={() => join.mutate({ event, mode, seen })}>
        {t('join')}
      </Button>
    </section>
  );
}
