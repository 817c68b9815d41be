import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay, useMe } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { wallOf } from '@/format/wallClock';
import { Loaded } from '@/page/Loaded';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { checklistQuery, useCampaignVerb } from '../campaigns/campaignQueries';
import { accountsQuery } from '../channels/channelQueries';
import type { Campaign, Checklist } from '../types';
import { ChecklistFindings } from './ChecklistFindings';
import { ChecklistNumbers } from './ChecklistNumbers';
import { findingsOf } from './checklist';
import type { Draft, Step } from './draft';
import { TestSend } from './TestSend';

interface CheckStepProps {
  campaign: Campaign;
  draft: Draft;
  /** Whether what stands here is what the server has. */
  saved: boolean;
  onGo: (step: Step) => void;
}

/** What would happen, what is in the way, one message to try, and the button. */
export function CheckStep({ campaign, draft, saved, onGo }: CheckStepProps) {
  const checklist = useQuery({ ...checklistQuery(campaign.id), enabled: saved });
  return (
    <div className="compose-columns">
      <section className="panel compose-panel">
        <Loaded query={checklist} rows={8}>
          {(check) => (
            <>
              <ChecklistNumbers check={check} draft={draft} />
              <ChecklistFindings check={check} draft={draft} onGo={onGo} />
            </>
          )}
        </Loaded>
      </section>
      <section className="panel compose-panel">
        <TestSend campaign={campaign} draft={draft} />
        <StartButton campaign={campaign} draft={draft} check={saved ? checklist.data : undefined} />
      </section>
    </div>
  );
}

function StartButton({ campaign, draft, check }: { campaign: Campaign; draft: Draft; check: Checklist | undefined }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const { timezone } = useMe();
  const maySend = useMay('messaging.send');
  const mayChannels = useMay('channels.read');
  const account = useQuery({ ...accountsQuery, enabled: mayChannels }).data?.items.find((each) => each.id === draft.account_id);
  const verb = useCampaignVerb(campaign.id);
  const problemText = useProblemText();
  if (campaign.state === 'scheduled') return <Alert type="info" showIcon title={t('start.waits', { at: draft.starts_at ? wallOf(new Date(draft.starts_at), timezone) : '' })} />;
  const stopped = check ? findingsOf(check.warnings).some((each) => each.severity === 'stops') : true;
  const count = check ? format.number(check.expected) : '';
  const later = draft.starts_at !== null && draft.starts_at !== undefined;
  const words = {
    name: campaign.name,
    count,
    account: account?.name ?? '',
    held: check ? format.number(check.held_out) : '',
    at: draft.starts_at ? wallOf(new Date(draft.starts_at), timezone) : '',
    start: draft.quiet?.start ?? '',
    end: draft.quiet?.end ?? '',
  };
  const ask = () =>
    confirm({
      title: t(later ? 'start.titleLater' : 'start.titleNow', words),
      content: (
        <ul className="start-facts">
          <li>{t('start.factAccount', words)}</li>
          {check && check.held_out > 0 && <li>{t('start.factHoldout', words)}</li>}
          {draft.quiet && <li>{t('start.factQuiet', words)}</li>}
          {check && check.cost_minor > 0 && <li>{t('start.factCost', { cost: format.money(check.cost_minor) })}</li>}
          <li>{t('start.factStop')}</li>
        </ul>
      ),
      okText: t(later ? 'start.okLater' : 'start.okNow', words),
      danger: false,
      run: () => verb.mutateAsync('start').then(() => navigate(`/campaigns/${campaign.id}`)),
      done: t(later ? 'start.doneLater' : 'start.doneNow', words),
    });
  return (
    <div className="start">
      <Tooltip title={maySend ? undefined : t('start.notPermitted')}>
        <Button type="primary" size="large" block disabled={!maySend || !check || stopped} loading={verb.isPending} onClick={ask}>
          {check ? t(later ? 'start.buttonLater' : 'start.buttonNow', words) : t('start.counting')}
        </Button>
      </Tooltip>
      {check && stopped && <p className="muted">{t('start.stopped')}</p>}
      {verb.error && <Alert type="error" showIcon title={t('couldNotStart')} description={problemText(verb.error).sentence} />}
    </div>
  );
}
