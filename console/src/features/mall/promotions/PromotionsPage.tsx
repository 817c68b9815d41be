import { PercentageOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time, useNow } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import { useNamed } from '@/page/useNamed';
import { useEffectWords } from '../useEffectWords';
import { PromotionDrawer } from './PromotionDrawer';
import { PromotionEditor } from './PromotionEditor';
import { promotionsQuery, type Promotion, type PromotionState } from './promotionQueries';
import { lifecycleOf, lifecycleTones } from './promotionState';
import '../mall.css';

const states: PromotionState[] = ['draft', 'running', 'stopped'];

export default function PromotionsPage() {
  const { t } = useTranslation('mall');
  const now = useNow();
  const named = useNamed();
  const words = useEffectWords();
  const mayManage = useMay('promotions.manage');
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const asked = search.get('search') ?? '';
  const state = states.find((each) => each === search.get('state'));
  const promotions = useQuery(promotionsQuery({ search: asked || undefined, state, node_id: useNode(), cursor, limit }));
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('promotions.create')}
    </Button>
  );
  const columns: TableColumnsType<Promotion> = [
    {
      title: t('promotions.columns.name'),
      key: 'name',
      render: (_, promotion) => (
        <button
          type="button"
          className="mall-link mall-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ promotion: promotion.id });
          }}
        >
          <span className="ellipsis">{promotion.name}</span>
          <span className="muted ellipsis">{words(promotion.rule)}</span>
        </button>
      ),
    },
    { title: t('rule.kind'), key: 'kind', width: 176, render: (_, { rule }) => named('mall:rule.kinds', String(rule.kind)) },
    {
      title: t('promotions.columns.state'),
      key: 'state',
      width: 104,
      render: (_, promotion) => {
        const stands = lifecycleOf(promotion, now);
        return <Tone tone={lifecycleTones[stands]}>{t(`promotions.lifecycle.${stands}`)}</Tone>;
      },
    },
    { title: t('promotions.starts'), key: 'starts', width: 112, render: (_, promotion) => <Time value={promotion.starts_at ?? promotion.started_at} /> },
    { title: t('promotions.ends'), key: 'ends', width: 112, render: (_, promotion) => <Time value={promotion.ends_at} /> },
  ];
  return (
    <Page title={t('promotionsTitle')} purpose={t('promotionsTitlePurpose')} actions={create}>
      <ListFrame
        query={promotions}
        pager={pager}
        search={{ value: asked, hint: t('promotions.search'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <Select
            className="list-filter"
            aria-label={t('promotions.columns.state')}
            value={state ?? ''}
            onChange={(value: string) => filterBy({ state: value })}
            options={[{ value: '', label: t('promotions.anyState') }, ...states.map((value) => ({ value, label: t(`promotions.states.${value}`) }))]}
          />
        }
        filtered={Boolean(asked || state)}
        onClear={() => filterBy({ search: null, state: null })}
        noneFound={{ title: t('promotions.noneFound'), text: t('promotions.noneFoundText') }}
        empty={<EmptyState icon={<PercentageOutlined />} title={t('promotions.none')} text={t('promotions.noneText')} actions={create} />}
      >
        {(found) => <RowTable rows={found} columns={columns} idOf={(each) => each.id} width={840} onOpen={(each) => change({ promotion: each.id })} />}
      </ListFrame>
      <PromotionDrawer id={search.get('promotion')} onClose={() => change({ promotion: null })} />
      <Drawer open={mayManage && search.get('new') === '1'} onClose={() => change({ new: null })} size={560} title={t('promotions.create')} destroyOnHidden>
        <PromotionEditor promotion={null} onDone={(id) => change({ new: null, promotion: id })} onLeave={() => change({ new: null })} />
      </Drawer>
    </Page>
  );
}
