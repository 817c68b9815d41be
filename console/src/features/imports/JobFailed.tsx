import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { jobErrorCode } from './importState';
import type { Import } from './importsQueries';

/** Work that stopped by itself: why, what was kept, what to do. */
export function JobFailed({ one, text, children }: { one: Import; text: string; children: ReactNode }) {
  const { t, i18n } = useTranslation('imports');
  const code = jobErrorCode(one.error);
  const sentence = code && i18n.exists(`app:errors.${code}`) ? t(`app:errors.${code}`) : t('jobFailed');
  return (
    <section className="panel imports-block">
      <Alert type="error" showIcon title={sentence} description={text} />
      <span className="state-code imports-job-error">{t('app:codeToQuote', { code: one.error || one.id })}</span>
      <div className="imports-buttons">{children}</div>
    </section>
  );
}
