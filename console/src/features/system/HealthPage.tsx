import { CheckCircleFilled, ExclamationCircleFilled, ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { Time } from '@/page/Time';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { problemsIn, worstFirst } from './diagnosis';
import { SystemTabs } from './SystemTabs';
import { doctorQuery, lagsQuery, trackingLagQuery, type Diagnosis } from './systemQueries';
import './system.css';

/** Whether the stores answer, agree with each other, and the background keeps up. */
export default function HealthPage() {
  const { t } = useTranslation('system');
  const quick = useQuery(doctorQuery(false));
  const whole = useQuery({ ...doctorQuery(true), enabled: false });
  const examine = () => void Promise.all([quick.refetch(), whole.refetch()]);
  const invariants = (whole.data ?? quick.data ?? []).filter((finding) => finding.kind === 'invariant');
  return (
    <Page
      title={t('health.title')}
      purpose={t('health.titlePurpose')}
      actions={
        <Button type="primary" icon={<ReloadOutlined />} loading={whole.isFetching} onClick={examine}>
          {t(whole.data ? 'health.again' : 'health.examine')}
        </Button>
      }
    >
      <SystemTabs />
      <Loaded query={quick} rows={8}>
        {(findings) => {
          const checks = findings.filter((finding) => finding.kind === 'check');
          return (
            <div className="health">
              <Verdict problems={problemsIn([...findings.filter((finding) => finding.kind !== 'invariant'), ...invariants])} whole={invariants.length > 0} at={quick.dataUpdatedAt} />
              <Findings title={t('health.checks')} findings={checks} />
              <Lags />
              {invariants.length > 0 ? (
                <Findings title={t('health.invariants')} hint={t('health.invariantsHint')} findings={invariants} />
              ) : (
                <Unexamined error={whole.error} busy={whole.isFetching} onExamine={examine} />
              )}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Invariants read whole tables, so that they wait to be asked for. */
function Unexamined({ error, busy, onExamine }: { error: Error | null; busy: boolean; onExamine: () => void }) {
  const { t } = useTranslation('system');
  const problemText = useProblemText();
  return (
    <section className="panel findings">
      <h2>{t('health.invariants')}</h2>
      <p className="muted">{busy ? t('health.examining') : t('health.unexamined')}</p>
      {error && <Alert type="error" showIcon title={problemText(error).sentence} className="sys-note" />}
      <Button className="health-examine" loading={busy} onClick={onExamine}>
        {t('health.examine')}
      </Button>
    </section>
  );
}

function Verdict({ problems, whole, at }: { problems: number; whole: boolean; at: number }) {
  const { t } = useTranslation('system');
  const good = problems === 0;
  return (
    <div className={good ? 'panel verdict verdict-good' : 'panel verdict verdict-bad'} role="status">
      {good ? <CheckCircleFilled /> : <ExclamationCircleFilled />}
      <strong>{good ? t(whole ? 'health.allWell' : 'health.servicesWell') : t('health.problems', { count: problems })}</strong>
      <span className="muted">
        {t('health.examined')} <Time value={new Date(at).toISOString()} />
      </span>
    </div>
  );
}

function Findings({ title, hint, findings }: { title: string; hint?: string; findings: Diagnosis[] }) {
  const { t } = useTranslation('system');
  const named = useNamed();
  const sentenceOf = (finding: Diagnosis) => {
    const key = finding.name.replaceAll('.', '_');
    const said = named('system:findings', key);
    return said === key ? (finding.kind === 'check' ? finding.name : finding.says) : said;
  };
  return (
    <section className="panel findings">
      <h2>{title}</h2>
      {hint && <p className="muted">{hint}</p>}
      <ul>
        {worstFirst(findings).map((finding) => (
          <li key={finding.name} className={finding.problem ? 'finding-bad' : undefined}>
            {finding.problem ? (
              <ExclamationCircleFilled aria-label={t('health.bad')} className="finding-icon-bad" />
            ) : (
              <CheckCircleFilled aria-label={t('health.good')} className="finding-icon-good" />
            )}
            <span>
              {sentenceOf(finding)}
              {finding.problem && <span className="code finding-problem">{finding.problem}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What waits: events for the warehouse, and facts for their handlers. */
function Lags() {
  const { t } = useTranslation('system');
  const format = useFormat();
  const tracking = useQuery({ ...trackingLagQuery, enabled: useMay('tracking.read') }).data;
  const lags = useQuery(lagsQuery).data;
  const behind = (lags ?? []).filter((lag) => lag.events > 0);
  return (
    <section className="panel findings">
      <h2>{t('health.lags')}</h2>
      <div className="lags">
        {tracking && (
          <div>
            <span className="muted">{t('health.toWarehouse')}</span>
            <strong className="figures">{t('health.events', { count: tracking.events, shown: format.number(tracking.events) })}</strong>
          </div>
        )}
        {lags && (
          <div>
            <span className="muted">{t('health.toHandlers')}</span>
            <strong>{behind.length === 0 ? t('health.allKeepUp', { count: lags.length }) : t('health.someBehind', { count: behind.length })}</strong>
          </div>
        )}
      </div>
      {behind.length > 0 && (
        <ul>
          {behind.map((lag) => (
            <li key={lag.subscriber}>
              <span className="code">{lag.subscriber}</span>
              <span className="figures muted">{t('health.events', { count: lag.events, shown: format.number(lag.events) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
