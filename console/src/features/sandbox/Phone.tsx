import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PhoneMessage } from '@/api/types';
import { Handset } from '@/page/Handset';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { stepsOf } from './messageState';
import { OwnerName } from './OwnerName';
import type { Owner } from './owners';
import { thumbs, useThumb, type Thumb } from './phoneQueries';

/** One message as its receiver sees it, and what a thumb may do with it. */
export function Phone({ message, owner }: { message: PhoneMessage; owner: Owner | undefined }) {
  const { t } = useTranslation('sandbox');
  return (
    <div className="phone-column">
      <Link to={`/people/${message.person_id}`} className="phone-owner" title={t('openPerson', { name: owner?.name || message.person_id })}>
        <OwnerName id={message.person_id} owner={owner} />
      </Link>
      <Handset message={message} mail={Boolean(message.html)} />
      <Thumbs message={message} />
      <ol className="phone-steps">
        {stepsOf(message).map(({ step, at }) => (
          <li key={step}>
            <span>{t(`states.${step}`)}</span>
            <span className="muted">
              <Time value={at} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Thumbs({ message }: { message: PhoneMessage }) {
  const { t } = useTranslation('sandbox');
  const { message: notice } = App.useApp();
  const problemText = useProblemText();
  const act = useThumb(message.id);
  const press = (thumb: Thumb, link?: number) =>
    act.mutate({ thumb, link }, { onError: (error) => void notice.error(problemText(error).sentence) });
  const done: Record<Thumb, boolean> = {
    open: Boolean(message.opened_at),
    click: message.links.length === 0,
    unsubscribe: Boolean(message.unsubscribed_at),
    bounce: Boolean(message.bounced_at),
  };
  return (
    <div className="phone-thumbs">
      {thumbs
        .filter((thumb) => thumb !== 'click' || message.links.length <= 1)
        .map((thumb) => (
          <Button key={thumb} disabled={done[thumb] || act.isPending} danger={thumb === 'bounce'} onClick={() => press(thumb)}>
            {t(`thumbs.${thumb}`)}
          </Button>
        ))}
      {message.links.length > 1 &&
        message.links.map((address, index) => (
          <Button key={address} title={address} disabled={act.isPending} onClick={() => press('click', index)}>
            {t('clickLink', { number: index + 1 })}
          </Button>
        ))}
    </div>
  );
}
