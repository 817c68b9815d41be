import { Alert, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import './secretOnce.css';

interface SecretOnceProps {
  /** What it is for, and that it will not be shown again. */
  title: string;
  hint?: string;
  secret: string;
}

/** Something that only this moment shows, ready to be copied. */
export function SecretOnce({ title, hint, secret }: SecretOnceProps) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={
        <div className="secret-once">
          {hint && <p>{hint}</p>}
          <Typography.Text copyable={{ text: secret, tooltips: [t('copy'), t('copied')] }} className="code">
            {secret}
          </Typography.Text>
        </div>
      }
    />
  );
}
