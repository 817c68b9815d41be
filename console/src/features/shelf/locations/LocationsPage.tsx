import { EnvironmentOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { NodeSelect } from '@/page/NodeSelect';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { spansOf, stretchesOf } from './hours';
import { LocationForm } from './LocationForm';
import { locationsAtQuery, type Location } from './locationQueries';
import '../shelf.css';

export default function LocationsPage() {
  const { t } = useTranslation('shelf');
  const mayManage = useMay('commerce.manage');
  const { search, change } = useAddress();
  const node = search.get('node');
  const locations = useQuery(locationsAtQuery(node));
  const opened = locations.data?.find((each) => each.id === search.get('location')) ?? null;
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ location: 'new' })}>
      {t('locations.create')}
    </Button>
  );
  const columns: TableColumnsType<Location> = [
    {
      title: t('locations.name'),
      key: 'name',
      render: (_, location) => (
        <button
          type="button"
          className="shelf-link shelf-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ location: location.id });
          }}
        >
          <span className="ellipsis">{location.name}</span>
          <span className="muted ellipsis">{location.address || location.code}</span>
        </button>
      ),
    },
    { title: t('locations.kind'), key: 'kind', width: 88, render: (_, location) => t(`locations.kinds.${location.kind}`) },
    { title: t('locations.services'), key: 'services', width: 160, render: (_, location) => (location.services ?? []).map((each) => t(`locations.does.${each}`, { defaultValue: each })).join(t('locations.and')) || <span className="muted">{t('locations.doesNothing')}</span> },
    { title: t('locations.hours'), key: 'hours', width: 232, render: (_, location) => <HoursRead location={location} /> },
    { title: t('products.columns.status'), key: 'state', width: 96, render: (_, location) => <Tone tone={location.active ? 'good' : 'idle'}>{location.active ? t('locations.active') : t('locations.closed')}</Tone> },
  ];
  const none = node ? (
    <EmptyState icon={<EnvironmentOutlined />} title={t('locations.noneFound')} text={t('locations.noneFoundText')} actions={<Button onClick={() => change({ node: null })}>{t('locations.everywhere')}</Button>} />
  ) : (
    <EmptyState icon={<EnvironmentOutlined />} title={t('locations.none')} text={t('locations.noneText')} actions={create} />
  );
  return (
    <Page title={t('locationsTitle')} purpose={t('locationsTitlePurpose')} actions={create}>
      <div className="filter-bar">
        <NodeSelect className="list-filter" aria-label={t('locations.node')} placeholder={t('locations.everywhere')} value={node} onChange={(value) => change({ node: value })} />
      </div>
      <div className="panel">
        <Loaded query={locations}>{(found) => (found.length === 0 ? none : <RowTable rows={found} columns={columns} idOf={(each) => each.id} width={760} onOpen={(each) => change({ location: each.id })} />)}</Loaded>
      </div>
      <Drawer open={search.get('location') === 'new' ? mayManage : opened !== null} onClose={() => change({ location: null })} size={600} title={opened?.name ?? t('locations.create')} destroyOnHidden>
        <LocationForm key={opened?.id} location={opened} mayManage={mayManage} onDone={() => change({ location: null })} />
      </Drawer>
    </Page>
  );
}

function HoursRead({ location }: { location: Location }) {
  const { t } = useTranslation('shelf');
  const stretches = stretchesOf(location.hours ?? {});
  if (stretches.length === 0) return <span className="muted">{t('locations.hoursUnsaid')}</span>;
  return (
    <span className="shelf-two-lines figures">
      {stretches.map(({ first, last, times }) => (
        <span key={first}>
          {first === last ? t(`locations.days.${first}`) : t('locations.dayRange', { first: t(`locations.days.${first}`), last: t(`locations.days.${last}`) })} {spansOf(times).map((span) => span.join('–')).join(t('locations.and'))}
        </span>
      ))}
    </span>
  );
}
