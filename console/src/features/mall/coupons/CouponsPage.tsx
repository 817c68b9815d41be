import { GiftOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { EmptyState } from '@/page/EmptyState';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { usePaging } from '@/page/usePaging';
import { useEffectWords } from '../useEffectWords';
import { CouponDrawer } from './CouponDrawer';
import { kindsQuery, type CouponKind, type KindState } from './couponQueries';
import { kindTones } from './kindTones';
import { KindEditor } from './KindEditor';
import '../mall.css';

const states: KindState[] = ['draft', 'active', 'stopped'];

export default function CouponsPage() {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const words = useEffectWords();
  const mayManage = useMay('promotions.manage');
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const asked = search.get('search') ?? '';
  const state = states.find((each) => each === search.get('state'));
  const kinds = useQuery(kindsQuery({ search: asked || undefined, state, node_id: useNode(), cursor, limit }));
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: '1' })}>
      {t('coupons.create')}
    </Button>
  );
  const columns: TableColumnsType<CouponKind> = [
    {
      title: t('coupons.columns.name'),
      key: 'name',
      render: (_, kind) => (
        <button
          type="button"
          className="mall-link mall-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ coupon: kind.id });
          }}
        >
          <span className="ellipsis">{kind.name}</span>
          <span className="muted ellipsis">{words(kind.effect)}</span>
        </button>
      ),
    },
    { title: t('coupons.columns.state'), key: 'state', width: 104, render: (_, kind) => <Tone tone={kindTones[kind.state]}>{t(`coupons.states.${kind.state}`)}</Tone> },
    { title: t('coupons.columns.taken'), key: 'taken', width: 144, align: 'right', className: 'figures', render: (_, kind) => takenOf(kind) },
    { title: t('coupons.columns.changed'), key: 'changed', width: 120, render: (_, kind) => <Time value={kind.updated_at} /> },
  ];
  return (
    <Page title={t('couponsTitle')} purpose={t('couponsTitlePurpose')} actions={create}>
      <ListFrame
        query={kinds}
        pager={pager}
        search={{ value: asked, hint: t('coupons.search'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <Select
            className="list-filter"
            aria-label={t('coupons.columns.state')}
            value={state ?? ''}
            onChange={(value: string) => filterBy({ state: value })}
            options={[{ value: '', label: t('coupons.anyState') }, ...states.map((value) => ({ value, label: t(`coupons.states.${value}`) }))]}
          />
        }
        filtered={Boolean(asked || state)}
        onClear={() => filterBy({ search: null, state: null })}
        noneFound={{ title: t('coupons.noneFound'), text: t('coupons.noneFoundText') }}
        empty={<EmptyState icon={<GiftOutlined />} title={t('coupons.none')} text={t('coupons.noneText')} actions={create} />}
      >
        {(found) => <RowTable rows={found} columns={columns} idOf={(kind) => kind.id} width={720} onOpen={(kind) => change({ coupon: kind.id })} />}
      </ListFrame>
      <CouponDrawer id={search.get('coupon')} onClose={() => change({ coupon: null })} />
      <Drawer open={mayManage && search.get('new') === '1'} onClose={() => change({ new: null })} size={560} title={t('coupons.create')} destroyOnHidden>
        <KindEditor kind={null} onDone={(id) => change({ new: null, coupon: id })} onLeave={() => change({ new: null })} />
      </Drawer>
    </Page>
  );

  function takenOf(kind: CouponKind): string {
    if (kind.claims_taken === null) return plainValue(null);
    const taken = format.number(kind.claims_taken);
    return kind.limits.claims ? t('coupons.takenOf', { taken, most: format.number(kind.limits.claims) }) : taken;
  }
}
