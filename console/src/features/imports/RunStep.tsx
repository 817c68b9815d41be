import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { FindingsTable } from './FindingsTable';
import { ImportProgress } from './ImportProgress';
import type { Step } from './importState';
import { useAct, type Import } from './importsQueries';
import { JobFailed } from './JobFailed';
import { ReportFigures } from './ReportFigures';
import { ResultHead } from './ResultHead';

/** The import itself: how far it is, and in the end what came of it. */
export function RunStep({ one, onGo }: { one: Import; onGo: (step: Step) => void }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const act = useAct(one.id);
  const mayManage = useMay('imports.manage');

  const cancel = () =>
    confirm({
      title: t('cancelTitle', { title: one.title }),
      content: one.sent_items > 0 ? t('cancelTextSent', { items: format.number(one.sent_items) }) : t('cancelText'),
      okText: t('cancelImport'),
      run: () => act.mutateAsync('cancel'),
      done: t('cancelled'),
    });

  return (
    <div className="imports-step">
      {act.error && <Alert type="error" showIcon title={problemText(act.error).sentence} />}
      {head()}
      {one.report && (one.state === 'done' || one.state === 'cancelled') && (
        <>
          <ReportFigures report={one.report} kind={one.kind} />
          <FindingsTable one={one} report={one.report} />
        </>
      )}
    </div>
  );

  function head() {
    if (one.state === 'done' && one.report) return <ResultHead one={one} report={one.report} />;
    if (one.state === 'failed') {
      return (
        <JobFailed one={one} text={t('runFailedText', { items: format.number(one.sent_items) })}>
          {mayManage && (
            <>
              <Button type="primary" loading={act.isPending} onClick={() => act.mutate('resume')}>
                {t('goOn')}
              </Button>
              <Button onClick={cancel}>{t('cancelImport')}</Button>
            </>
          )}
        </JobFailed>
      );
    }
    if (one.state === 'cancelled') {
      return (
        <section className="panel imports-block">
          <h2>{t('cancelledTitle')}</h2>
          <p className="muted">{t('cancelledText', { items: format.number(one.sent_items) })}</p>
          <div className="imports-buttons">
            {mayManage && (
              <Button type="primary" loading={act.isPending} onClick={() => act.mutate('start')}>
                {t('goOn')}
              </Button>
            )}
            {mayManage && one.sent_items === 0 && <Button onClick={() => onGo('mapping')}>{t('backToMapping')}</Button>}
          </div>
        </section>
      );
    }
    return underWay();
  }

  function underWay() {
    const paused = one.state === 'paused';
    return (
      <section className="panel imports-block">
        <h2>{t(paused ? 'runPaused' : 'runningTitle')}</h2>
        <p className="muted">{t(paused ? 'runPausedText' : 'runningText')}</p>
        <ImportProgress one={one} />
        <div className="imports-buttons">
          {mayManage && (
            <>
              <Button
                type={paused ? 'primary' : 'default'}
                icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
                loading={act.isPending}
                onClick={() => act.mutate(paused ? 'resume' : 'pause')}
              >
                {t(paused ? 'resume' : 'pause')}
              </Button>
              <Button onClick={cancel}>{t('cancelImport')}</Button>
            </>
          )}
          <Link to="/imports">
            <Button type="link" tabIndex={-1}>
              {t('leave')}
            </Button>
          </Link>
        </div>
      </section>
    );
  }
}
