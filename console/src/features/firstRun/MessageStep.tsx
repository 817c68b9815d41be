import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { asProblem } from '@/api/problem';
import { useMay, useMe } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { WhoMayGive } from '@/page/WhoMayGive';
import { actNames, useFirstMessage, type ActState } from './firstMessage';

const icons: Record<ActState, ReactNode> = {
  waiting: <ClockCircleOutlined className="muted" />,
  running: <LoadingOutlined />,
  done: <CheckCircleFilled className="start-good" />,
  failed: <CloseCircleFilled className="start-bad" />,
};

/** One button that makes a sandbox account, a template and a campaign and sends it; each act is shown. */
export function MessageStep({ segments, ready }: { segments: readonly { id: string; name: string }[]; ready: boolean }) {
  const { t } = useTranslation('firstRun');
  const problemText = useProblemText();
  const mayMake = useMay('channels.manage');
  const maySend = useMay('messaging.send');
  const { brand } = useMe();
  const first = useFirstMessage({
    account: t('message.accountName'),
    template: t('message.templateName'),
    text: `{{ person.name | default("${t('message.friend')}") }}${t('message.welcome', { brand: brand.name })}`,
    campaign: t('message.campaignName'),
  });
  const segment = segments.at(-1);

  if (!mayMake) return <WhoMayGive permission="channels.manage" />;
  if (!maySend) return <WhoMayGive permission="messaging.send" />;
  const sentence = first.error ? (asProblem(first.error).code === 'unexpected' ? t('message.notArrived') : problemText(first.error).sentence) : undefined;
  return (
    <>
      <ol className="start-acts" aria-live="polite">
        {actNames.map((act) => (
          <li key={act}>
            {icons[first.stateOf(act)]}
            <span>{t(`message.acts.${act}`)}</span>
            <span className="visually-hidden">{t(`message.states.${first.stateOf(act)}`)}</span>
          </li>
        ))}
      </ol>
      {sentence && (
        <p role="alert" className="start-bad">
          {sentence}
        </p>
      )}
      <div className="start-links">
        <Button type="primary" disabled={!ready || !segment} loading={first.busy} onClick={() => segment && void first.send(segment.id)}>
          {first.error ? t('message.again') : t('message.send')}
        </Button>
        {!ready && <span className="muted">{t('message.segmentFirst')}</span>}
        {ready && segment && <span className="muted">{t('message.to', { segment: segment.name })}</span>}
        <Link to="/sandbox">{t('message.phone')}</Link>
      </div>
    </>
  );
}
