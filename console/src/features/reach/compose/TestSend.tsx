import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { PersonChoice } from '@/page/PersonChoice';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { useTrySend } from '../campaigns/campaignQueries';
import { segmentPeopleQuery } from '../choiceQueries';
import type { Campaign } from '../types';
import type { Draft } from './draft';

/** One message to one person, to see it arrive. */
export function TestSend({ campaign, draft }: { campaign: Campaign; draft: Draft }) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  const problemText = useProblemText();
  const maySend = useMay('messaging.send');
  const first = useQuery(segmentPeopleQuery(draft.segment_id)).data?.items[0]?.person_id ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const [variant, setVariant] = useState<string | null>(null);
  const trySend = useTrySend(campaign.id);
  const names = draft.variants.filter((each) => each.template_id).map((each) => each.name);
  const name = variant && names.includes(variant) ? variant : (names[0] ?? null);
  const person = chosen ?? first;
  const accepted = trySend.data?.outcome === 'accepted';

  if (!maySend) return null;
  return (
    <div className="test-send">
      <h2>{t('try.title')}</h2>
      <p className="muted">{t('try.text')}</p>
      <div className="compose-inline">
        <PersonChoice label={t('try.person')} value={person} onChange={setChosen} />
        {names.length > 1 && (
          <Select aria-label={t('columns.arm')} value={name} options={names.map((each) => ({ value: each, label: t('version', { name: each }) }))} onChange={setVariant} />
        )}
        <Button disabled={!person || !name} loading={trySend.isPending} onClick={() => person && trySend.mutate({ person_id: person, variant: name ?? '' })}>
          {t('try.send')}
        </Button>
      </div>
      <div aria-live="polite">
        {trySend.data && (
          <Alert
            type={accepted ? 'success' : 'warning'}
            showIcon
            title={accepted ? t('try.accepted') : t('try.refused', { outcome: named('reach:outcomes', trySend.data.outcome) })}
            description={
              <>
                {trySend.data.missing.length > 0 && <p>{t('preview.missing', { names: trySend.data.missing.join(t('listComma')) })}</p>}
                {trySend.data.detail && <p className="code">{trySend.data.detail}</p>}
                {accepted && <Link to={`/sandbox?person=${person ?? ''}`}>{t('try.lookAtPhone')}</Link>}
              </>
            }
          />
        )}
        {trySend.error && <Alert type="error" showIcon title={problemText(trySend.error).sentence} />}
      </div>
    </div>
  );
}
