import { useTranslation } from 'react-i18next';
import type { PhoneMessage } from '@/api/types';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { stateOf, stateTones } from './messageState';

interface MessageListProps {
  messages: readonly PhoneMessage[];
  chosenId: string;
  onChoose: (message: PhoneMessage) => void;
}

export function MessageList({ messages, chosenId, onChoose }: MessageListProps) {
  const { t } = useTranslation('sandbox');
  return (
    <ul className="message-list" aria-label={t('messages')}>
      {messages.map((message) => (
        <li key={message.id}>
          <button type="button" className="message-row" aria-current={message.id === chosenId} onClick={() => onChoose(message)}>
            <span className="message-words">
              <strong className="ellipsis">{message.subject || message.text}</strong>
              <span className="muted ellipsis">
                <span className="code">{message.person_id}</span>
              </span>
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
