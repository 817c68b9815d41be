import { CrownOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { useProblemText } from '@/page/useProblemText';
import { WhoMayGive } from '@/page/WhoMayGive';
import type { Draft } from './draft';
import { useSaveProgramme } from './programmeQueries';
import { SinceChoice } from './SinceChoice';

/** Nobody earns anything yet: what membership is for, and a programme that is ready to be put in force. */
export function FirstProgramme({ preset, onAdjust }: { preset: Draft; onAdjust: () => void }) {
  const { t, i18n } = useTranslation('members');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const mayManage = useMay('loyalty.manage');
  const save = useSaveProgramme();
  const [since, setSince] = useState<string | null>(() => new Date().toISOString());
  const start = () => save.mutate({ version: 0, programme: { ...preset, earns_since: since } }, { onSuccess: () => void message.success(t('first.started')) });
  return (
    <div className="panel">
      <EmptyState
        icon={<CrownOutlined />}
        title={t('first.title')}
        text={t('first.text')}
        actions={
          <div className="members-first">
            <ul className="members-preset">
              {preset.tiers.map((tier) => (
                <li key={tier.key}>
                  <strong>{inLanguage(tier.title, i18n.language)}</strong>
                  <span className="figures">{t('first.from', { growth: format.number(tier.growth_min) })}</span>
                  <span className="muted figures">{t('first.rate', { points: format.number(Number(tier.points_per_yuan)) })}</span>
                </li>
              ))}
            </ul>
            <p className="muted">{t('first.growth', { growth: format.number(Number(preset.growth.per_yuan)) })}</p>
            {mayManage ? (
              <>
                <SinceChoice value={since} first onChange={setSince} />
                {save.error && <p className="members-problem">{problemText(save.error).sentence}</p>}
                <div className="state-actions">
                  <Button type="primary" disabled={since === null} loading={save.isPending} onClick={start}>
                    {t('first.start')}
                  </Button>
                  <Button onClick={onAdjust}>{t('first.adjust')}</Button>
                </div>
              </>
            ) : (
              <p className="muted">
                <WhoMayGive permission="loyalty.manage" />
              </p>
            )}
          </div>
        }
      />
    </div>
  );
}
