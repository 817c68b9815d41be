import { PlusOutlined, ShopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { salesChannelsQuery } from '../catalogueQueries';
import { priceBooksQuery } from '../prices/priceQueries';
import type { SalesChannel } from '../types';
import { ChannelForm } from './ChannelForm';
import '../shelf.css';

export default function ChannelsPage() {
  const { t } = useTranslation('shelf');
  const mayManage = useMay('commerce.manage');
  const { search, change } = useAddress();
  const channels = useQuery(salesChannelsQuery);
  const books = useQuery(priceBooksQuery);
  const opened = channels.data?.find((each) => each.id === search.get('channel')) ?? null;
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ channel: 'new' })}>
      {t('channels.create')}
    </Button>
  );
  const columns: TableColumnsType<SalesChannel> = [
    {
      title: t('channels.name'),
      key: 'name',
      render: (_, channel) => (
        <button
          type="button"
          className="shelf-link shelf-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ channel: channel.id });
          }}
        >
          <span className="ellipsis">{channel.name}</span>
          <span className="muted ellipsis">{channel.code}</span>
        </button>
      ),
    },
    { title: t('channels.kind'), key: 'kind', width: 128, render: (_, channel) => t(`channels.kinds.${channel.kind}`) },
    { title: t('channels.pool'), key: 'pool', width: 96, render: (_, channel) => t(`channels.pools.${channel.pool ?? 'private'}`) },
    { title: t('prices.book'), key: 'book', width: 160, render: (_, channel) => books.data?.find((each) => each.id === channel.price_book_id)?.name ?? channel.price_book_id },
    { title: t('products.columns.status'), key: 'state', width: 96, render: (_, channel) => <Tone tone={channel.active ? 'good' : 'idle'}>{channel.active ? t('channels.open') : t('channels.closed')}</Tone> },
  ];
  return (
    <Page title={t('channelsTitle')} purpose={t('channelsTitlePurpose')} actions={create}>
      <div className="panel">
        <Loaded query={channels}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<ShopOutlined />} title={t('channels.none')} text={t('channels.noneText')} actions={create} />
            ) : (
              <RowTable rows={found} columns={columns} idOf={(each) => each.id} width={720} onOpen={(each) => change({ channel: each.id })} />
            )
          }
        </Loaded>
      </div>
      <Drawer open={search.get('channel') === 'new' ? mayManage : opened !== null} onClose={() => change({ channel: null })} size={520} title={opened?.name ?? t('channels.create')} destroyOnHidden>
        <ChannelForm key={opened?.id} channel={opened} books={books.data ?? []} mayManage={mayManage} onDone={() => change({ channel: null })} />
      </Drawer>
    </Page>
  );
}
