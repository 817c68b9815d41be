import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';

interface PhoneScreenProps {
  parts: Readonly<Record<string, string>> | null;
  medium: string;
  /** The words before, while the next are on their way. */
  stale?: boolean;
}

/** A phone with one message: a bubble, or a mail where the channel is mail. */
export function PhoneScreen({ parts, medium, stale = false }: PhoneScreenProps) {
  const { t } = useTranslation('reach');
  const { brand } = useMe();
  return (
    <div className={stale ? 'handset handset-stale' : 'handset'}>
      <div className="handset-ear" />
      <div className={medium === 'email' ? 'handset-screen handset-mail' : 'handset-screen'}>
        <div className="handset-from">{brand.name}</div>
        {parts === null ? (
          <p className="handset-empty muted">{t('preview.empty')}</p>
        ) : (
          <div className="handset-bubble">
            {parts.subject && <strong>{parts.subject}</strong>}
            {parts.html ? <iframe title={t('preview.title')} sandbox="" srcDoc={parts.html} className="handset-html" /> : <p>{parts.text}</p>}
          </div>
        )}
      </div>
    </div>
  );
}
