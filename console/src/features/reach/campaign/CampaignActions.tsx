import { CaretRightOutlined, CopyOutlined, EditOutlined, MoreOutlined, PauseOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '@/app/session';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { useCampaignVerb, useSaveCampaign, type Verb } from '../campaigns/campaignQueries';
import { actsOn, type Act } from '../campaigns/campaignState';
import { bodyOf, draftOf } from '../compose/draft';
import type { Campaign } from '../types';

/** What may be done with a campaign now: the likeliest as buttons, the rest behind the dots. */
export function CampaignActions({ campaign, editing = false }: { campaign: Campaign; editing?: boolean }) {
  const { t } = useTranslation('reach');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const verb = useCampaignVerb(campaign.id);
  const save = useSaveCampaign();
  const maySend = useMay('messaging.send');
  const mayManage = useMay('messaging.manage');
  const onError = (error: Error) => void message.error(problemText(error).sentence);
  const { name } = campaign;

  const asked = (word: Verb, act: 'cancel' | 'unschedule' | 'delete') =>
    confirm({
      title: t(`acts.${act}Title`, { name }),
      content: t(`acts.${act}Text`),
      okText: t(`acts.${act}`),
      run: () => verb.mutateAsync(word),
      done: t(`acts.${act}Done`),
    });
  const copy = () => {
    const body = bodyOf({ ...draftOf(campaign), name: t('copyOf', { name }).slice(0, 100), starts_at: null, ends_at: null });
    if (body) save.mutate({ id: null, body }, { onSuccess: (made) => void navigate(`/campaigns/${made.id}/edit`), onError });
  };
  const run: Record<Act, () => void> = {
    edit: () => void navigate(`/campaigns/${campaign.id}/edit`),
    start: () => void navigate(`/campaigns/${campaign.id}/edit?step=check`),
    pause: () => verb.mutate('pause', { onError, onSuccess: () => void message.success(t('acts.pauseDone')) }),
    resume: () => verb.mutate('resume', { onError, onSuccess: () => void message.success(t('acts.resumeDone')) }),
    cancel: () => asked('cancel', 'cancel'),
    unschedule: () => asked('cancel', 'unschedule'),
    delete: () => asked('delete', 'delete'),
    copy,
  };
  const needed: Partial<Record<Act, boolean>> = { pause: maySend, resume: maySend, cancel: maySend, unschedule: maySend };
  const offered = actsOn(campaign.state).filter((act) => (needed[act] ?? mayManage) && !(editing && act === 'edit'));
  const [first, ...rest] = offered;
  if (!first) return null;
  const icons: Partial<Record<Act, ReactNode>> = { edit: <EditOutlined />, pause: <PauseOutlined />, resume: <CaretRightOutlined />, copy: <CopyOutlined /> };
  return (
    <>
      <Button icon={icons[first]} type={first === 'resume' ? 'primary' : 'default'} loading={verb.isPending || save.isPending} onClick={run[first]}>
        {t(`acts.${first}`)}
      </Button>
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((act) => ({ key: act, label: t(`acts.${act}`), danger: act === 'cancel' || act === 'delete' })),
            onClick: ({ key }) => run[key as Act](),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={t('more')} />
        </Dropdown>
      )}
    </>
  );
}
