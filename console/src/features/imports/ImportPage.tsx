import { useQuery } from '@tanstack/react-query';
import { Alert, Breadcrumb, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { asProblem } from '@/api/problem';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { useNarrow } from '@/page/useNarrow';
import { useSourceTitle } from '@/page/useSourceName';
import { CheckStep } from './CheckStep';
import { FileStep } from './FileStep';
import { ImportState } from './ImportState';
import { furthestStep, isSettled, stepOf, steps, type Step } from './importState';
import { importQuery, kindsQuery, type Import, type KindInfo } from './importsQueries';
import { MappingStep } from './MappingStep';
import { RunStep } from './RunStep';
import './imports.css';
import './importPage.css';

export default function ImportPage() {
  const { importId = '' } = useParams();
  const { t } = useTranslation('imports');
  const sourceTitle = useSourceTitle();
  const format = useFormat();
  const found = useQuery(importQuery(importId));
  const kinds = useQuery(kindsQuery);
  const crumbs = <Breadcrumb items={[{ title: <Link to="/imports">{t('title')}</Link> }, { title: found.data?.title ?? importId }]} />;
  const one = found.data;
  const error = found.error ?? kinds.error;
  if (error && (!one || !kinds.data)) {
    return (
      <Page crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void Promise.all([found.refetch(), kinds.refetch()])} />
      </Page>
    );
  }
  if (!one || !kinds.data) return <PageSkeleton rows={10} />;
  return (
    <Page
      crumbs={crumbs}
      title={one.title}
      count={<ImportState state={one.state} />}
      purpose={[t(`kinds.${one.kind}`), format.fileSize(one.bytes), sourceTitle(one.source_name)].join(' · ')}
    >
      {found.error && <Unreachable error={found.error} />}
      <Way one={one} kinds={kinds.data} />
    </Page>
  );
}

/** The steps, and the one that the operator is at. */
function Way({ one, kinds }: { one: Import; kinds: KindInfo[] }) {
  const { t } = useTranslation('imports');
  const { search, change } = useAddress();
  const narrow = useNarrow();
  const step = stepOf(one, search.get('step'));
  const furthest = steps.indexOf(furthestStep(one));
  const go = (next: Step) => change({ step: next });
  const info = kinds.find((each) => each.kind === one.kind);
  return (
    <>
      <Steps
        className="imports-steps"
        size="small"
        responsive={false}
        titlePlacement={narrow ? 'vertical' : 'horizontal'}
        current={steps.indexOf(step)}
        onChange={(index) => go(steps[index] ?? 'file')}
        items={steps.map((each, index) => ({ title: t(`steps.${each}`), disabled: index > furthest, status: index < steps.indexOf(step) ? 'finish' : undefined }))}
      />
      {isSettled(one) && (step === 'file' || step === 'mapping') && <Alert className="imports-note" type="info" showIcon title={t('settledNote')} />}
      {step === 'file' && <FileStep key={one.kind} one={one} onNext={() => go('mapping')} />}
      {step === 'mapping' && info && <MappingStep key={`${one.kind}/${one.columns.length}`} one={one} info={info} onBack={() => go('file')} onChecked={() => go('check')} />}
      {step === 'check' && <CheckStep one={one} onGo={go} />}
      {step === 'run' && <RunStep one={one} onGo={go} />}
    </>
  );
}

/** What is shown is what was last known; the work itself goes on without this page. */
function Unreachable({ error }: { error: unknown }) {
  const { t } = useTranslation('imports');
  const away = [0, 502, 503, 504].includes(asProblem(error).status);
  return <Alert className="imports-note" type="warning" showIcon title={t(away ? 'serverAway' : 'notFresh')} description={away ? t('serverAwayText') : undefined} />;
}
