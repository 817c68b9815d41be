import { PauseOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { FindingsTable } from './FindingsTable';
import { ImportProgress } from './ImportProgress';
import { itemCount, newItems, type Step } from './importState';
import { useAct, type Act, type Import, type Report } from './importsQueries';
import { JobFailed } from './JobFailed';
import { ReportFigures } from './ReportFigures';
import { SuspectMapping } from './SuspectMapping';

/** The whole file read and nothing imported: what would come of it. */
export function CheckStep({ one, onGo }: { one: Import; onGo: (step: Step) => void }) {
  const { t } = useTranslation('imports');
  const act = useAct(one.id);
  const problemText = useProblemText();
  const mayManage = useMay('imports.manage');
  const underWay = one.task === 'check' && (one.state === 'checking' || one.state === 'paused');
  /** Goes on even where the change has taken this step off the page before. */
  const then = (what: Act, step: Step) =>
    act.mutateAsync(what).then(
      () => onGo(step),
      () => undefined,
    );
  return (
    <div className="imports-step">
      {act.error && <Alert type="error" showIcon title={problemText(act.error).sentence} />}
      {underWay ? checking() : one.task === 'check' && one.state === 'failed' ? failed() : one.report && checked(one.report)}
    </div>
  );

  function checking() {
    const paused = one.state === 'paused';
    return (
      <section className="panel imports-block">
        <h2>{t(paused ? 'checkPaused' : 'checkingTitle')}</h2>
        <p className="muted">{t('checkingText')}</p>
        <ImportProgress one={one} />
        {mayManage && (
          <div className="imports-buttons">
            {paused ? (
              <Button type="primary" loading={act.isPending} onClick={() => act.mutate('resume')}>
                {t('resume')}
              </Button>
            ) : (
              <Button icon={<PauseOutlined />} loading={act.isPending} onClick={() => act.mutate('pause')}>
                {t('pause')}
              </Button>
            )}
            <Button loading={act.isPending} onClick={() => void then('cancel', 'mapping')}>
              {t('stopCheck')}
            </Button>
          </div>
        )}
      </section>
    );
  }

  function failed() {
    return (
      <JobFailed one={one} text={t('checkFailedText')}>
        {mayManage && (
          <Button type="primary" loading={act.isPending} onClick={() => act.mutate('resume')}>
            {t('checkAgain')}
          </Button>
        )}
        <Button onClick={() => onGo('file')}>{t('lookAtFile')}</Button>
      </JobFailed>
    );
  }

  function checked(report: Report) {
    return (
      <>
        <SuspectMapping one={one} report={report} onGo={onGo} />
        <ReportFigures report={report} kind={one.kind} />
        <FindingsTable one={one} report={report} />
        <footer className="imports-foot">
          {one.task === 'check' && <Button onClick={() => onGo('mapping')}>{t('backToMapping')}</Button>}
          {one.state === 'checked' && mayManage && <Start report={report} busy={act.isPending} onStart={() => void then('start', 'run')} />}
        </footer>
      </>
    );
  }
}

function Start({ report, busy, onStart }: { report: Report; busy: boolean; onStart: () => void }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const all = itemCount(report);
  const fresh = newItems(report);
  if (all === 0) return <span className="muted">{t('nothingToImport')}</span>;
  return (
    <>
      <Button type="primary" loading={busy} onClick={onStart}>
        {t('start', { items: format.number(fresh) })}
      </Button>
      <span className="muted">{report.rejected > 0 ? t('startHintRejected', { rows: format.number(report.rejected) }) : t('startHint')}</span>
    </>
  );
}
