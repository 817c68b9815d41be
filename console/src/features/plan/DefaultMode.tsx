import { useQuery } from '@tanstack/react-query';
import { App, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { planModes, planQuery, useSetDefaultMode, type PlanMode } from './planQueries';

/** What happens to events that the plan does not name. */
export function DefaultMode() {
  const { t } = useTranslation('plan');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const plan = useQuery(planQuery).data;
  const set = useSetDefaultMode();
  const mayWrite = useMay('tracking.write');
  if (!plan) return null;

  const choose = (mode: PlanMode) => {
    if (mode === 'block') {
      // Blocked events are gone for good: not something to do by a slip of the wheel.
      confirm({ title: t('blockTitle'), content: t('blockText'), okText: t('blockOk'), run: () => set.mutateAsync(mode) });
      return;
    }
    set.mutate(mode, { onError: (error) => void message.error(problemText(error).sentence) });
  };
  return (
    <section className="panel plan-default">
      <label>
        <span>{t('defaultMode')}</span>
        <Select
          aria-label={t('defaultMode')}
          disabled={!mayWrite}
          loading={set.isPending}
          value={plan.default_mode}
          onChange={choose}
          options={planModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
        />
      </label>
      <span className="muted">{t(`defaultHints.${plan.default_mode}`)}</span>
    </section>
  );
}
