import { CloudOutlined, LockOutlined, SearchOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useProblemText } from './useProblemText';
import { WhoMayGive } from './WhoMayGive';
import './page.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** Fills the window, where there is no frame around it. */
  alone?: boolean;
}

/** What happened, what to do, and a code to quote. */
export function ErrorState({ error, onRetry, alone = false }: ErrorStateProps) {
  const { t } = useTranslation();
  const { sentence, code, requestId } = useProblemText()(error);
  const { status, facts } = asProblem(error);
  return (
    <div className={alone ? 'state state-alone' : 'state'} role="alert">
      <span className="state-icon">{iconOf(status)}</span>
      <h2>{sentence}</h2>
      <p>{code === 'permission_missing' && typeof facts.permission === 'string' ? <WhoMayGive permission={facts.permission} /> : adviceOf(status, t)}</p>
      {onRetry && (
        <div className="state-actions">
          <Button type="primary" onClick={onRetry}>
            {t('retry')}
          </Button>
        </div>
      )}
      <span className="state-code">
        {t('codeToQuote', { code })}
        {requestId && ` · ${requestId}`}
      </span>
    </div>
  );
}

function iconOf(status: number) {
  if (status === 0) return <CloudOutlined />;
  if (status === 403) return <LockOutlined />;
  if (status === 404) return <SearchOutlined />;
  return <WarningOutlined />;
}

function adviceOf(status: number, t: (key: string) => string): string {
  if (status === 0) return t('advice.unreachable');
  if (status === 403) return t('advice.notPermitted');
  if (status === 404) return t('advice.notFound');
  return status >= 500 ? t('advice.serverFailed') : t('advice.other');
}
