import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { Loaded } from '@/page/Loaded';
import { useProblemText } from '@/page/useProblemText';
import { listingsQuery, salesChannelsQuery, usePutListing } from '../catalogueQueries';
import type { Product, SalesChannel } from '../types';

type Listing = components['schemas']['ListingOut'];

/** How a product shows on each sales channel; where nothing is said it shows as it is. */
export function Listings({ product, mayManage }: { product: Product; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const channels = useQuery(salesChannelsQuery);
  const listings = useQuery(listingsQuery(product.id));
  return (
    <Loaded query={channels}>
      {(all) =>
        all.length === 0 ? (
          <p className="muted">{t('listings.noChannels')}</p>
        ) : (
          <Loaded query={listings}>{(said) => all.map((channel) => <OneListing key={channel.id} product={product} channel={channel} said={said.find((each) => each.sales_channel_id === channel.id)} mayManage={mayManage} />)}</Loaded>
        )
      }
    </Loaded>
  );
}

function OneListing({ product, channel, said, mayManage }: { product: Product; channel: SalesChannel; said?: Listing; mayManage: boolean }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const put = usePutListing(product.id);
  const [body, setBody] = useState({ title: said?.title ?? '', description: said?.description ?? '', listed: said?.listed ?? true });
  const send = () => put.mutate({ channel: channel.id, body }, { onSuccess: () => void message.success(t('listings.saved', { channel: channel.name })) });
  return (
    <Form layout="vertical" className="shelf-card" disabled={!mayManage} onFinish={send}>
      <div className="shelf-card-head">
        <strong>{channel.name}</strong>
        <label className="shelf-switch">
          <Switch size="small" aria-label={t('listings.shownOn', { channel: channel.name })} checked={body.listed} onChange={(listed) => setBody({ ...body, listed })} />
          <span>{body.listed ? t('listings.shown') : t('listings.hidden')}</span>
        </label>
      </div>
      {body.listed && (
        <>
          <Form.Item label={t('listings.title')}>
            <Input aria-label={t('listings.titleOn', { channel: channel.name })} maxLength={200} placeholder={product.title} value={body.title} onChange={(input) => setBody({ ...body, title: input.target.value })} />
          </Form.Item>
          <Form.Item label={t('listings.description')}>
            <Input.TextArea aria-label={t('listings.descriptionOn', { channel: channel.name })} autoSize={{ minRows: 1, maxRows: 8 }} placeholder={t('listings.asIs')} value={body.description} onChange={(input) => setBody({ ...body, description: input.target.value })} />
          </Form.Item>
        </>
      )}
      {put.error && <p className="shelf-problem">{problemText(put.error).sentence}</p>}
      {mayManage && (
        <Button htmlType="submit" loading={put.isPending}>
          {t('save')}
        </Button>
      )}
    </Form>
  );
}
