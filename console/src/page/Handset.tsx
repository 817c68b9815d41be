import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { linkedParts } from './linkedParts';
import './handset.css';

interface HandsetProps {
  /** What its owner reads; null while there is nothing to read. */
  message: { subject?: string | null; text?: string | null; html?: string | null } | null;
  /** Whether it came by mail: a sheet rather than a bubble. */
  mail: boolean;
  /** Instead of a message. */
  empty?: string;
  /** The words before, while the next are on their way. */
  stale?: boolean;
}

// What mail programs of phones show mail in that says nothing else.
const sheet = '<!doctype html><style>body{margin:8px;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%}</style>';

/** A phone with one message of the brand on it. */
export function Handset({ message, mail, empty, stale = false }: HandsetProps) {
  const { t } = useTranslation();
  const { brand } = useMe();
  return (
    <div className={stale ? 'handset handset-stale' : 'handset'}>
      <div className="handset-ear" />
      {/* Long messages scroll, which a keyboard must reach too. */}
      <div className={mail ? 'handset-screen handset-mail' : 'handset-screen'} tabIndex={0} role="group" aria-label={t('handset.screen')}>
        <div className="handset-from">{brand.name}</div>
        {message === null ? (
          <p className="handset-empty muted">{empty}</p>
        ) : (
          <div className="handset-message">
            {message.subject && <strong>{message.subject}</strong>}
            {message.html ? (
              <iframe title={t('handset.body')} sandbox="" srcDoc={sheet + message.html} className="handset-html" />
            ) : (
              <p>{linkedParts(message.text ?? '').map(({ text, link }, at) => (link ? <span key={at} className="handset-link">{text}</span> : text))}</p>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
