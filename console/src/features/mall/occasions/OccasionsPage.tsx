import { CalendarOutlined, PlusOutlined } from '@ant-design/icons';
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
import { useConfirm } from '@/page/useConfirm';
import { OccasionForm } from './OccasionForm';
import { givableKindsQuery, occasionsQuery, useSwitchOccasion, type Occasion } from './occasionQueries';
import { OccasionRuns } from './OccasionRuns';
import { useOccasionWords } from './useOccasionWords';
import '../mall.css';

export default function OccasionsPage() {
  const { t } = useTranslation('mall');
  const words = useOccasionWords();
  const confirm = useConfirm();
  const mayManage = useMay('promotions.manage');
  const mayGive = useMay('promotions.give');
  const { search, change } = useAddress();
  const occasions = useQuery(occasionsQuery);
  const kinds = useQuery(givableKindsQuery);
  const switching = useSwitchOccasion();
  const open = search.get('occasion');
  const chosen = occasions.data?.find((each) => each.id === open) ?? null;
  const couponOf = (occasion: Occasion) => kinds.data?.items.find((each) => each.id === occasion.kind_id)?.name ?? occasion.kind_id;
  const ask = (occasion: Occasion) =>
    confirm({
      title: t(occasion.on ? 'occasions.askOff' : 'occasions.askOn', { name: occasion.name }),
      content: <p>{t(occasion.on ? 'occasions.offText' : 'occasions.onText', { coupon: couponOf(occasion), when: words(occasion) })}</p>,
      okText: t(occasion.on ? 'occasions.off' : 'occasions.on'),
      danger: occasion.on,
      run: () => switching.mutateAsync({ id: occasion.id, on: !occasion.on }),
      done: t(occasion.on ? 'occasions.isOff' : 'occasions.isOn'),
    });
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ occasion: 'new' })}>
      {t('occasions.create')}
    </Button>
  );
  const columns: TableColumnsType<Occasion> = [
    {
      title: t('occasions.name'),
      key: 'name',
      render: (_, occasion) => (
        <button
          type="button"
          className="mall-link mall-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ occasion: occasion.id });
          }}
        >
          <span className="ellipsis">{occasion.name}</span>
          <span className="muted ellipsis">{words(occasion)}</span>
        </button>
      ),
    },
    { title: t('occasions.coupon'), key: 'coupon', width: 240, render: (_, occasion) => <span className="ellipsis">{couponOf(occasion)}</span> },
    { title: t('occasions.state'), key: 'state', width: 104, render: (_, occasion) => <Tone tone={occasion.on ? 'good' : 'idle'}>{t(occasion.on ? 'occasions.isOnState' : 'occasions.isOffState')}</Tone> },
  ];
  return (
    <Page title={t('occasionsTitle')} purpose={t('occasionsTitlePurpose')} actions={create}>
      <div className="panel">
        <Loaded query={occasions} rows={6}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<CalendarOutlined />} title={t('occasions.none')} text={t('occasions.noneText')} actions={create} />
            ) : (
              <RowTable rows={found} columns={columns} idOf={(occasion) => occasion.id} width={640} onOpen={(occasion) => change({ occasion: occasion.id })} />
            )
          }
        </Loaded>
      </div>
      <Drawer
        open={(mayManage && open === 'new') || chosen !== null}
        onClose={() => change({ occasion: null })}
        size={560}
        title={chosen?.name ?? t('occasions.create')}
        extra={chosen && mayGive && <Button onClick={() => ask(chosen)}>{t(chosen.on ? 'occasions.off' : 'occasions.on')}</Button>}
        destroyOnHidden
      >
        <div className="mall-sections">
          {mayManage && <OccasionForm key={open} occasion={chosen} onDone={() => change({ occasion: null })} />}
          {chosen && !mayManage && <p>{words(chosen)}</p>}
          {chosen && <OccasionRuns id={chosen.id} />}
        </div>
      </Drawer>
    </Page>
  );
}
