import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { LeaveGuard } from '@/page/LeaveGuard';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { WhoMayGive } from '@/page/WhoMayGive';
import { BenefitSection } from './BenefitSection';
import { CashSection } from './CashSection';
import { faultsOf, sameDraft, type Draft } from './draft';
import { GrowthSection } from './GrowthSection';
import { MultiplierSection } from './MultiplierSection';
import { PointsSection } from './PointsSection';
import { ProgrammePreview } from './ProgrammePreview';
import { outlookQuery, useSaveProgramme } from './programmeQueries';
import { SinceChoice } from './SinceChoice';
import { SocialSection } from './SocialSection';
import { TierSection } from './TierSection';

/** All rules of the membership on one page, beside what they would do. */
export function ProgrammeEditor({ version, saved }: { version: number; saved: Draft }) {
  const { t } = useTranslation('members');
  const { message } = App.useApp();
  const format = useFormat();
  const confirm = useConfirm();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const mayManage = useMay('loyalty.manage');
  const save = useSaveProgramme();
  const [draft, setDraft] = useState(saved);
  const [asking, setAsking] = useState(false);
  const left = useRef(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = faultsOf(draft);
  const dirty = version === 0 || !sameDraft(draft, saved);
  const parts = { draft, onChange: setDraft };

  const ask = async () => {
    setAsking(true);
    // Who would move is said before it happens; where it cannot be told, saving asks all the same.
    const outlook = await queries.fetchQuery(outlookQuery(draft)).catch(() => null);
    setAsking(false);
    confirm({
      title: t('save.title'),
      content: outlook ? t('save.text', { up: format.number(outlook.up), down: format.number(outlook.down) }) : t('save.textUnknown'),
      okText: t('save.do'),
      danger: false,
      run: () => save.mutateAsync({ version, programme: draft }).then(() => (left.current = true)),
      done: t('save.done'),
    });
  };

  return (
    <>
      <LeaveGuard dirty={dirty && mayManage && version > 0} left={left} />
      {draft.earns_since === null && <Alert className="members-alert" type="warning" showIcon title={t('since.none')} />}
      {!mayManage && <Alert className="members-alert" type="info" showIcon title={<WhoMayGive permission="loyalty.manage" />} />}
      <div className="members-columns">
        <Form layout="vertical" disabled={!mayManage} className="members-rules" onFinish={() => void ask()}>
          <TierSection {...parts} faults={faults} />
          <BenefitSection {...parts} />
          <GrowthSection draft={draft} onChange={change} />
          <PointsSection draft={draft} onChange={change} />
          <CashSection draft={draft} onChange={change} />
          <MultiplierSection draft={draft} onChange={change} />
          <SocialSection draft={draft} onChange={change} />
          <section className="panel members-panel">
            <h2>{t('since.title')}</h2>
            <SinceChoice value={draft.earns_since} first={version === 0} onChange={(earns_since) => change({ earns_since })} />
          </section>
          {mayManage && (
            <div className="panel members-save">
              {faults.length > 0 ? (
                <ul className="members-faults">
                  {faults.slice(0, 3).map(({ kind, at }) => (
                    <li key={`${kind} ${at}`}>{t(`faults.${kind}`, { number: at + 1 })}</li>
                  ))}
                </ul>
              ) : (
                <span className="muted">{t(dirty ? 'save.unsaved' : 'save.saved')}</span>
              )}
              {save.error && <span className="members-problem">{problemText(save.error).sentence}</span>}
              <div className="members-acts">
                {version > 0 && (
                  <Button disabled={!dirty} onClick={() => (setDraft(saved), void message.info(t('save.discarded')))}>
                    {t('save.discard')}
                  </Button>
                )}
                <Button type="primary" htmlType="submit" disabled={!dirty || faults.length > 0} loading={asking || save.isPending}>
                  {t('save.do')}
                </Button>
              </div>
            </div>
          )}
        </Form>
        <ProgrammePreview draft={draft} sound={faults.length === 0} mayManage={mayManage} />
      </div>
    </>
  );
}
