import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import type { Draft } from './draft';
import type { DraftSaving } from './useDraftSaving';

/** Whether the draft is safe. */
export function SavedLine({ saving, draft }: { saving: DraftSaving; draft: Draft }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const problemText = useProblemText();
  return (
    <span className="muted" role="status">
      {text()}
    </span>
  );

  function text(): string {
    if (saving.busy) return t('saving');
    if (saving.state === 'failed') return t('notSaved', { why: problemText(saving.error).sentence });
    if (saving.state === 'incomplete') return t('saveNeeds');
    if (saving.state === 'changed') return t('unsaved');
    const halfDone = draft.variants.some((each) => !each.template_id);
    if (saving.savedAt) return t(halfDone ? 'savedAtHalf' : 'savedAt', { time: format.clock(saving.savedAt) });
    return t('saved');
  }
}
