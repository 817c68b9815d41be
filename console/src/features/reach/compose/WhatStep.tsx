import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { accountsQuery } from '../channels/channelQueries';
import { segmentPeopleQuery } from '../choiceQueries';
import { MessagePreview } from '../phone/MessagePreview';
import { partsOf, type WordsState } from '../templates/words';
import { nextVariantName, sharesOf, type Draft, type DraftVariant } from './draft';
import { VariantCard } from './VariantCard';

const variantsMax = 10;

interface WhatStepProps {
  draft: Draft;
  edit: (changes: Partial<Draft>) => void;
}

/** What is said: one version or several, each beside the phone that shows it. */
export function WhatStep({ draft, edit }: WhatStepProps) {
  const { t } = useTranslation('reach');
  const mayChannels = useMay('channels.read');
  const account = useQuery({ ...accountsQuery, enabled: mayChannels }).data?.items.find((each) => each.id === draft.account_id);
  const first = useQuery(segmentPeopleQuery(draft.segment_id)).data?.items[0]?.person_id ?? null;
  const [chosenPerson, choosePerson] = useState<string | null>(null);
  const [shown, setShown] = useState(0);
  // Words as they are being written, by variant; what is shown need not be saved.
  const [words, setWords] = useState<Record<string, WordsState | null>>({});
  const shares = sharesOf(draft.variants.map((each) => each.weight));
  const at = Math.min(shown, draft.variants.length - 1);
  const current = draft.variants[at];
  const kind = account?.kind ?? 'sandbox';

  const change = (index: number, changes: Partial<DraftVariant>) =>
    edit({ variants: draft.variants.map((each, place) => (place === index ? { ...each, ...changes } : each)) });
  const add = () => {
    edit({ variants: [...draft.variants, { name: nextVariantName(draft.variants), template_id: null, weight: 1 }] });
    setShown(draft.variants.length);
  };
  const remove = (index: number) => {
    edit({ variants: draft.variants.filter((_, place) => place !== index) });
    setShown(0);
  };

  return (
    <div className="compose-columns compose-columns-phone">
      <div className="compose-variants">
        {draft.variants.map((variant, index) => (
          <VariantCard
            key={variant.name}
            variant={variant}
            share={shares[index] ?? 0}
            alone={draft.variants.length === 1}
            shown={index === at}
            kind={kind}
            onShow={() => setShown(index)}
            onChange={(changes) => change(index, changes)}
            onRemove={() => remove(index)}
            onWords={(state) => setWords((before) => ({ ...before, [variant.name]: state }))}
          />
        ))}
        {draft.variants.length < variantsMax && (
          <Button type="dashed" icon={<PlusOutlined />} block onClick={add}>
            {t(draft.variants.length === 1 ? 'what.addTest' : 'what.addVariant')}
          </Button>
        )}
      </div>
      <MessagePreview
        title={draft.variants.length > 1 && current ? t('version', { name: current.name }) : undefined}
        state={current ? (words[current.name] ?? null) : null}
        kind={current ? (words[current.name]?.kind ?? kind) : kind}
        parts={partsOf(current ? words[current.name] : null)}
        medium={account?.channel}
        personId={chosenPerson ?? first}
        onPerson={choosePerson}
      />
    </div>
  );
}
