import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { salesChannelsQuery } from '../catalogueQueries';
import { ProductFace } from './ProductFace';
import { boughtTogetherQuery, learntQuery, useLearn } from './recommendationQueries';

/** What others bought with a product, as a channel would show it. */
export function BoughtTogether({ productId, mayManage }: { productId: string; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const channels = useQuery(salesChannelsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Loaded query={channels}>
      {(all) => {
        const channel = chosen ?? all.find((each) => each.active)?.id;
        return (
          <>
            {all.length === 0 && <p className="muted">{t('listings.noChannels')}</p>}
            {all.length > 1 && <Select className="shelf-book" aria-label={t('products.channel')} value={channel} onChange={setChosen} options={all.map((each) => ({ value: each.id, label: each.name }))} />}
            {channel && <OnChannel key={channel} productId={productId} channel={channel} />}
            <Learnt mayManage={mayManage} />
          </>
        );
      }}
    </Loaded>
  );
}

function OnChannel({ productId, channel }: { productId: string; channel: string }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const found = useQuery(boughtTogetherQuery(productId, channel));
  return (
    <Loaded query={found}>
      {(beside) =>
        beside.length === 0 ? (
          <p className="muted">{t('together.none')}</p>
        ) : (
          <ul className="shelf-faces">
            {beside.map((each) => (
              <ProductFace key={each.id} product={each}>
                {t('together.line', { count: each.orders, lift: format.number(each.lift) })}
              </ProductFace>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Learnt({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const learnt = useQuery(learntQuery).data;
  const learn = useLearn();
  const ask = () =>
    learn.mutate(undefined, {
      onSuccess: () => void message.success(t('together.asked')),
      onError: (error) => void message.error(problemText(error).sentence),
    });
  if (!learnt) return null;
  return (
    <div className="shelf-acts shelf-learnt">
      <span className="muted">
        {learnt.learnt_at ? (
          <>
            {t('together.learnt', { count: learnt.orders })} <Time value={learnt.learnt_at} />
          </>
        ) : (
          t('together.unlearnt')
        )}
      </span>
      {mayManage && (
        <Button size="small" loading={learn.isPending} onClick={ask}>
          {t('together.learn')}
        </Button>
      )}
    </div>
  );
}
