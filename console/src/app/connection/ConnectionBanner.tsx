import { CheckOutlined, CloudOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { connection } from './theConnection';
import './connection.css';

/** Says calmly that the server does not answer, tries on by itself, and says when it is back. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const line = useSyncExternalStore(connection.listen, () => connection.line);
  return (
    <div className="connection" role="status">
      {line === 'gone' && (
        <div className="connection-banner connection-gone">
          <CloudOutlined />
          <span>{t('connection.gone')}</span>
          <Button size="small" type="text" onClick={() => void connection.retry()}>
            {t('connection.retry')}
          </Button>
        </div>
      )}
      {line === 'back' && (
        <div className="connection-banner">
          <CheckOutlined />
          <span>{t('connection.back')}</span>
        </div>
      )}
    </div>
  );
}
