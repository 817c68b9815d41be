import { PlusOutlined, ShopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { SectionTabs } from '@/page/SectionTabs';
import { useNow } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import type { Offer } from '../memberTypes';
import { useTierName } from '../useTierName';
import { offersQuery } from './mallQueries';
import { OfferDrawer } from './OfferDrawer';
import { OfferForm } from './OfferForm';
import { offerStateOf, offerTones } from './offerState';
import { useMallSections } from './useMallSections';
import { useRewardWords } from './useRewardWords';
import '../members.css';

export default function OffersPage() {
  const { t } = useTranslation('members');
  const format = useFormat();
  const now = useNow();
  const reward = useRewardWords();
  const tierName = useTierName();
  const sections = useMallSections();
  const mayManage = useMay('loyalty.manage');
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const asked = search.get('on') ?? '';
  const on = asked === 'yes' ? true : asked === 'no' ? false : undefined;
  const offers = useQuery(offersQuery({ on, cursor, limit }));
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('offers.create')}
    </Button>
  );
  const columns: TableColumnsType<Offer> = [
    {
      title: t('offers.name'),
      key: 'name',
      render: (_, offer) => (
        <button
          type="button"
          className="plain-button members-link members-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ offer: offer.id });
          }}
        >
          <span className="ellipsis">{offer.name}</span>
          <span className="muted ellipsis">{reward(offer.reward)}</span>
        </button>
      ),
    },
    {
      title: t('offers.state'),
      key: 'state',
      width: 104,
      render: (_, offer) => {
        const state = offerStateOf(offer, now);
        return <Tone tone={offerTones[state]}>{t(`offers.states.${state}`)}</Tone>;
      },
    },
    { title: t('offers.points'), key: 'points', width: 112, align: 'right', className: 'figures', render: (_, offer) => format.number(offer.points) },
    { title: t('offers.taken'), key: 'taken', width: 168, align: 'right', className: 'figures', render: (_, offer) => t('budgets.usedOf', { used: format.number(offer.taken), most: offer.stock_max == null ? t('noLimit') : format.number(offer.stock_max) }) },
    { title: t('offers.perPerson'), key: 'perPerson', width: 112, align: 'right', className: 'figures', render: (_, offer) => (offer.per_person_max == null ? t('noLimit') : format.number(offer.per_person_max)) },
    { title: t('when.tiers'), key: 'tiers', width: 168, render: (_, offer) => (offer.tiers ?? []).map(tierName).join(t('listComma')) || t('when.anyTier') },
  ];
  return (
    <Page title={t('pointsMallTitle')} purpose={t('pointsMallTitlePurpose')} actions={create}>
      <SectionTabs sections={sections} />
      <ListFrame
        query={offers}
        pager={pager}
        filters={
          <Select
            className="list-filter"
            aria-label={t('offers.state')}
            value={asked}
            onChange={(value: string) => filterBy({ on: value })}
            options={[
              { value: '', label: t('offers.any') },
              { value: 'yes', label: t('offers.onOnly') },
              { value: 'no', label: t('offers.offOnly') },
            ]}
          />
        }
        filtered={on !== undefined}
        onClear={() => filterBy({ on: null })}
        noneFound={{ title: t('offers.noneFound'), text: t('offers.noneFoundText') }}
        empty={<EmptyState icon={<ShopOutlined />} title={t('offers.none')} text={t('offers.noneText')} actions={create} />}
      >
        {(rows) => <RowTable rows={rows} columns={columns} idOf={(offer) => offer.id} width={880} onOpen={(offer) => change({ offer: offer.id })} />}
      </ListFrame>
      <OfferDrawer id={search.get('offer')} onClose={() => change({ offer: null })} />
      <Drawer open={mayManage && search.get('new') === '1'} onClose={() => change({ new: null })} size={560} title={t('offers.create')} destroyOnHidden>
        <OfferForm offer={null} onDone={(id) => change({ new: null, offer: id })} onLeave={() => change({ new: null })} />
      </Drawer>
    </Page>
  );
}
