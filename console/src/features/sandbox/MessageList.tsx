import { useTranslation } from 'react-i18next';
import type { PhoneMessage } from '@/api/types';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { stateOf, stateTones } from './messageState';
import { OwnerName } from './OwnerName';
import type { Owner } from './owners';
import '@/page/rowButton.css';

interface MessageListProps {
  messages: readonly PhoneMessage[];
  owners: ReadonlyMap<string, Owner>;
  chosenId: string;
  onChoose: (message: PhoneMessage) => void;
}

export function MessageList({ messages, owners, chosenId, onChoose }: MessageListProps) {
  const { t } = useTranslation('sandbox');
  return (
    <ul className="row-buttons" aria-label={t('messages')}>
      {messages.map((message) => (
        <li key={message.id}>
          <button type="button" className="plain-button row-button message-row" aria-current={message.id === chosenId} onClick={() => onChoose(message)}>
            <span className="message-words">
              <OwnerName id={message.person_id} owner={owners.get(message.person_id)} />
              <span className="muted ellipsis">{message.subject || message.text}</span>
            </span>
            <span className="message-state">
              <Tone tone={stateTones[stateOf(message)]}>{t(`states.${stateOf(message)}`)}</Tone>
              <span className="muted">
                <Time value={message.received_at} />
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
