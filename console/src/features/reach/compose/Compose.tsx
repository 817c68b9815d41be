import { App, Button, Steps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAddress } from '@/page/useAddress';
import { useNarrow } from '@/page/useNarrow';
import { useProblemText } from '@/page/useProblemText';
import type { Campaign } from '../types';
import { CheckStep } from './CheckStep';
import { lacksOf, steps, type Draft, type Step } from './draft';
import { SavedLine } from './SavedLine';
import { useDraftSaving } from './useDraftSaving';
import { WhatStep } from './WhatStep';
import { WhenStep } from './WhenStep';
import { WhoStep } from './WhoStep';
import '../reach.css';
import './compose.css';

/** Who, what, when, check: every step leaves a saved draft behind. */
export function Compose({ campaign, initial }: { campaign: Campaign | null; initial: Draft }) {
  const { t } = useTranslation('reach');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { search, change } = useAddress();
  const [draft, setDraft] = useState(initial);
  const [showLacks, setShowLacks] = useState(false);
  const [moving, setMoving] = useState(false);
  const saving = useDraftSaving(campaign, draft);
  const asked = steps.find((each) => each === search.get('step')) ?? 'who';
  const step: Step = campaign ? asked : 'who';
  const at = steps.indexOf(step);
  const lacks = lacksOf(step, draft);
  const edit = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));

  const goTo = async (next: Step) => {
    // Forward only from a step that is whole; back at any time.
    if (steps.indexOf(next) > at && lacks.length > 0) return setShowLacks(true);
    setShowLacks(false);
    if (lacksOf('who', draft).length > 0) return change({ step: next });
    setMoving(true);
    try {
      const saved = await saving.save();
      if (campaign) change({ step: next });
      else void navigate(`/campaigns/${saved.id}/edit?step=${next}`, { replace: true });
    } catch (error) {
      void message.error(problemText(error).sentence);
    } finally {
      setMoving(false);
    }
  };
  const previous = steps[at - 1];
  const next = steps[at + 1];

  return (
    <div className="compose">
      <Steps
        className="panel compose-steps"
        current={at}
        orientation="horizontal"
        titlePlacement={narrow ? 'vertical' : 'horizontal'}
        responsive={false}
        size="small"
        items={steps.map((each) => ({ title: t(`steps.${each}`) }))}
        onChange={(index) => void goTo(steps[index] ?? 'who')}
      />
      {step === 'who' && <WhoStep draft={draft} edit={edit} />}
      {step === 'what' && <WhatStep draft={draft} edit={edit} />}
      {step === 'when' && <WhenStep draft={draft} edit={edit} />}
      {step === 'check' && campaign && <CheckStep campaign={campaign} draft={draft} saved={saving.state === 'saved'} onGo={(to) => void goTo(to)} />}
      <footer className="panel compose-foot">
        <SavedLine saving={saving} draft={draft} />
        {showLacks && lacks.length > 0 && (
          <span className="compose-lacks" role="alert">
            {lacks.map((each) => t(`lacks.${each}`)).join(t('listComma'))}
          </span>
        )}
        <span className="compose-moves">
          {previous && <Button onClick={() => void goTo(previous)}>{t('previousStep')}</Button>}
          {next && (
            <Button type="primary" onClick={() => void goTo(next)} loading={moving}>
              {t('nextStep', { step: t(`steps.${next}`) })}
            </Button>
          )}
        </span>
      </footer>
    </div>
  );
}
