import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { MoneyField } from '@/page/MoneyField';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { useSettled } from '@/page/useSettled';
import { lastMoment } from '../lastMoment';
import type { Draft } from './draft';
import { outlookQuery, trialQuery } from './programmeQueries';

interface ProgrammePreviewProps {
  draft: Draft;
  /** Whether the rules may be asked about as they stand. */
  sound: boolean;
  mayManage: boolean;
}

const pauseMs = 350;

/** What the rules on the left would do, before they are saved: an order by each tier, and who would move. */
export function ProgrammePreview({ draft, sound, mayManage }: ProgrammePreviewProps) {
  const { t } = useTranslation('members');
  const settled = useSettled(draft, pauseMs);
  const asked = sound ? settled : null;
  return (
    <aside className="members-preview" aria-label={t('preview.title')}>
      <OrderPreview draft={draft} asked={asked} />
      {mayManage && <TierPreview draft={draft} asked={asked} />}
    </aside>
  );
}

interface Asked {
  draft: Draft;
  asked: Draft | null;
}

function OrderPreview({ draft, asked }: Asked) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const problemText = useProblemText();
  const name = useDraftTierName(draft);
  const [amount, setAmount] = useState(10_000);
  const [birthday, setBirthday] = useState(false);
  const [memberDay, setMemberDay] = useState(false);
  const trial = useQuery(trialQuery(asked, { amount_minor: useSettled(amount, pauseMs), birthday, member_day: memberDay }));
  return (
    <section className="panel members-panel">
      <h2>{t('preview.order')}</h2>
      <div className="members-try">
        <span className="muted">{t('preview.amount')}</span>
        <MoneyField label={t('preview.amount')} value={amount} max={1_000_000_00} onChange={(minor) => setAmount(minor ?? 0)} />
        <Checkbox checked={birthday} onChange={(box) => setBirthday(box.target.checked)}>
          {t('preview.birthday')}
        </Checkbox>
        <Checkbox checked={memberDay} disabled={draft.member_day === null} onChange={(box) => setMemberDay(box.target.checked)}>
          {t('preview.memberDay')}
        </Checkbox>
      </div>
      {trial.error && <p className="members-problem">{problemText(trial.error).sentence}</p>}
      {!trial.data && !trial.error && <PageSkeleton rows={2} />}
      {trial.data && (
        <div className={trial.isPlaceholderData || !asked ? 'list-stale' : undefined} aria-busy={trial.isPlaceholderData}>
          <table className="members-table">
            <thead>
              <tr>
                <th scope="col">{t('tier')}</th>
                <th scope="col">{t('preview.points')}</th>
                <th scope="col">{t('growth')}</th>
                <th scope="col">{t('preview.worth')}</th>
              </tr>
            </thead>
            <tbody>
              {trial.data.tiers.map((one) => (
                <tr key={one.tier}>
                  <th scope="row">{name(one.tier)}</th>
                  <td>
                    {format.number(one.points)}
                    {one.points !== one.points_plain && <span className="members-plus"> {t('preview.plain', { points: format.number(one.points_plain) })}</span>}
                  </td>
                  <td>{format.number(one.growth)}</td>
                  <td>{one.worth_minor ? format.money(one.worth_minor) : t('preview.noCash')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted">
            {t('preview.active')} <Time value={trial.data.active_at} /> · {trial.data.expires_at ? <>{t('preview.ends')} <Time value={lastMoment(trial.data.expires_at)} /></> : t('ledgers.never')}
          </p>
        </div>
      )}
      <p className="muted">{t('preview.note')}</p>
    </section>
  );
}

function TierPreview({ draft, asked }: Asked) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const problemText = useProblemText();
  const name = useDraftTierName(draft);
  const outlook = useQuery(outlookQuery(asked));
  return (
    <section className="panel members-panel">
      <h2>{t('preview.tiers')}</h2>
      {outlook.error && <p className="members-problem">{problemText(outlook.error).sentence}</p>}
      {!outlook.data && !outlook.error && <PageSkeleton rows={2} />}
      {outlook.data && (
        <div className={outlook.isPlaceholderData || !asked ? 'list-stale' : undefined} aria-busy={outlook.isPlaceholderData}>
          <table className="members-table">
            <thead>
              <tr>
                <th scope="col">{t('tier')}</th>
                <th scope="col">{t('preview.now')}</th>
                <th scope="col">{t('preview.then')}</th>
              </tr>
            </thead>
            <tbody>
              {outlook.data.tiers.map((one) => (
                <tr key={one.tier}>
                  <th scope="row">{name(one.tier)}</th>
                  <td>{format.number(one.members)}</td>
                  <td>
                    {format.number(one.would_be)}
                    {one.would_be !== one.members && <span className="muted"> {format.number(one.would_be - one.members)}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted">{t('preview.moves', { up: format.number(outlook.data.up), down: format.number(outlook.data.down) })}</p>
        </div>
      )}
    </section>
  );
}

function useDraftTierName(draft: Draft): (key: string) => string {
  const { i18n } = useTranslation('members');
  return (key) => inLanguage(draft.tiers.find((tier) => tier.key === key)?.title, i18n.language) ?? key;
}
