import { useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { useProblemText } from '@/page/useProblemText';
import { salesChannelsQuery } from '../catalogueQueries';
import type { SalesChannel } from '../types';
import { quotasQuery, useSetQuota } from './stockQueries';

interface Place {
  sku_id: string;
  location_id: string;
}

/** Pieces that one sales channel alone may sell; the rest is for all of them. */
export function QuotaList({ place, mayStock }: { place: Place; mayStock: boolean }) {
  const { t } = useTranslation('shelf');
  const channels = useQuery(salesChannelsQuery);
  const quotas = useQuery(quotasQuery(place));
  return (
    <section>
      <h3>{t('quotas.title')}</h3>
      <p className="muted">{t('quotas.text')}</p>
      <Loaded query={channels}>
        {(all) => (
          <Loaded query={quotas}>
            {(said) => (
              <ul className="shelf-list">
                {all.map((channel) => {
                  const quota = said.find((each) => each.sales_channel_id === channel.id);
                  return <OneQuota key={`${channel.id}:${quota?.allotted ?? 0}`} place={place} channel={channel} allotted={quota?.allotted ?? 0} used={quota?.used ?? 0} mayStock={mayStock} />;
                })}
              </ul>
            )}
          </Loaded>
        )}
      </Loaded>
    </section>
  );
}

function OneQuota({ place, channel, allotted, used, mayStock }: { place: Place; channel: SalesChannel; allotted: number; used: number; mayStock: boolean }) {
  const { t } = useTranslation('shelf');
  const format = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const set = useSetQuota(place);
  const [pieces, setPieces] = useState(allotted);
  const send = () =>
    set.mutate({ channel: channel.id, allotted: pieces }, { onSuccess: () => void message.success(t('quotas.saved', { channel: channel.name })), onError: (error) => void message.error(problemText(error).sentence) });
  return (
    <li>
      <span>{channel.name}</span>
      <span className="shelf-inline">
        {used > 0 && <span className="muted">{t('quotas.used', { count: used })}</span>}
        {mayStock ? <InputNumber size="small" aria-label={t('quotas.of', { channel: channel.name })} min={0} max={1_000_000_000} precision={0} value={pieces} onChange={(value) => setPieces(value ?? 0)} /> : <span className="figures">{format.number(allotted)}</span>}
        {mayStock && pieces !== allotted && (
          <Button size="small" type="primary" loading={set.isPending} onClick={send}>
            {t('save')}
          </Button>
        )}
      </span>
    </li>
  );
}
