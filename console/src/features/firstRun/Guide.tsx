import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '@/app/session';
import { permits } from '@/app/permissions';
import { BrandStep } from './BrandStep';
import { DataStep } from './DataStep';
import { doneSteps, nextStep, stepNames, type StepName } from './facts';
import { importsQuery, phonesQuery, segmentsQuery, seenQuery } from './firstRunQueries';
import { MessageStep } from './MessageStep';
import { SegmentStep } from './SegmentStep';
import { Step } from './Step';
import './firstRun.css';

/** From an empty installation to a first message, in four steps that tick themselves. */
export default function Guide() {
  const { t } = useTranslation('firstRun');
  const { brand, permissions } = useMe();
  const may = (permission: string) => permits(permissions, permission);
  const seen = useQuery({ ...seenQuery, enabled: may('tracking.read') });
  const imports = useQuery({ ...importsQuery, enabled: may('imports.read') });
  const segments = useQuery({ ...segmentsQuery, enabled: may('audiences.read') });
  const phones = useQuery({ ...phonesQuery, enabled: may('channels.use_sandbox') });
  const [opened, setOpened] = useState<StepName | null>();

  const done = doneSteps({
    brandName: brand.name,
    eventsSeen: seen.data?.items.length ?? 0,
    importStates: imports.data?.items.map(({ state }) => state) ?? [],
    segments: segments.data?.items.length ?? 0,
    messages: phones.data?.items.length ?? 0,
  });
  const next = nextStep(done);
  const open = opened === undefined ? next : opened;
  const count = stepNames.filter((step) => done[step]).length;

  const contents: Record<StepName, ReactNode> = {
    brand: <BrandStep />,
    data: <DataStep seen={seen.data?.items ?? []} />,
    segment: <SegmentStep segments={segments.data?.items ?? []} />,
    message: <MessageStep segments={segments.data?.items ?? []} ready={done.segment} />,
  };

  return (
    <>
      <div className="start-progress">
        <span className="muted figures" role="status">
          {t('progress', { done: count, all: stepNames.length })}
        </span>
        <Progress percent={(count / stepNames.length) * 100} showInfo={false} size="small" aria-label={t('title')} />
      </div>
      <ol className="start-steps">
        {stepNames.map((step, index) => (
          <Step
            key={step}
            number={index + 1}
            title={t(`steps.${step}.title`)}
            text={t(`steps.${step}.text`)}
            done={done[step]}
            open={open === step}
            onTurn={() => setOpened(open === step ? null : step)}
          >
            {contents[step]}
          </Step>
        ))}
      </ol>
      {!next && (
        <div className="panel start-end" role="status">
          <strong>{t('allDone')}</strong>
          <span className="muted">{t('allDoneText')}</span>
          <span className="start-links">
            <Link to="/people">{t('toPeople')}</Link>
            <Link to="/segments">{t('toSegments')}</Link>
            <Link to="/campaigns">{t('toCampaigns')}</Link>
          </span>
        </div>
      )}
    </>
  );
}
