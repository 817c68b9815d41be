import { CloudUploadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { byteSize } from '@/format/bytes';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { Backups } from './Backups';
import { widthOf } from './diagnosis';
import { SystemTabs } from './SystemTabs';
import { storesQuery, useBackUp, type Store, type Stores } from './systemQueries';
import { useProblemText } from '@/page/useProblemText';
import './system.css';

const nearlyFull = 0.1;

/** How large the stores are, how much room is left, and the copies that were made. */
export default function StoresPage() {
  const { t } = useTranslation('system');
  const problemText = useProblemText();
  const stores = useQuery(storesQuery);
  const backUp = useBackUp();
  const mayManage = useMay('system.manage');
  return (
    <Page
      title={t('health.title')}
      purpose={t('stores.purpose')}
      actions={
        mayManage && (
          <Button type="primary" icon={<CloudUploadOutlined />} loading={backUp.isPending} onClick={() => backUp.mutate()}>
            {t('backup.now')}
          </Button>
        )
      }
    >
      <SystemTabs />
      {backUp.isPending && <Alert type="info" showIcon className="sys-note" title={t('backup.running')} description={t('backup.runningHint')} />}
      {backUp.error && <Alert type="error" showIcon className="sys-note" title={problemText(backUp.error).sentence} />}
      {backUp.data && <Alert type="success" showIcon className="sys-note" title={t('backup.done')} description={<span className="code">{backUp.data.folder}</span>} />}
      <div className="stores">
        <Loaded query={stores} rows={8}>
          {(loaded) => (
            <>
              <Disk stores={loaded} />
              <div className="store-grid">
                {loaded.stores.map((store) => (
                  <StoreCard key={store.name} store={store} />
                ))}
              </div>
            </>
          )}
        </Loaded>
        <Backups />
      </div>
    </Page>
  );
}

/** The disk as one bar: each store a part, the rest of the used, and what is free. */
function Disk({ stores }: { stores: Stores }) {
  const { t, i18n } = useTranslation('system');
  const { disk_total_bytes: total, disk_free_bytes: free } = stores;
  const size = (bytes: number) => byteSize(bytes, i18n.language);
  const local = stores.stores.filter((store) => store.bytes !== null && store.engine !== 'clickhouse' && store.engine !== 'postgresql');
  return (
    <section className="panel disk">
      <h2>{t('stores.disk')}</h2>
      <p className="muted">{t('stores.diskSays', { free: size(free), total: size(total) })}</p>
      {free < total * nearlyFull && <Alert type="warning" showIcon title={t('stores.nearlyFull')} />}
      <div className="disk-bar" aria-hidden>
        {local.map((store, index) => (
          <span key={store.name} title={`${t(`stores.names.${store.name}`)} ${size(store.bytes ?? 0)}`} style={{ width: `${((store.bytes ?? 0) / total) * 100}%`, background: `var(--data-${(index % 8) + 1})` }} />
        ))}
        <span className="disk-others" style={{ width: `${widthOf(Math.max(total - free - local.reduce((sum, store) => sum + (store.bytes ?? 0), 0), 0), total)}%` }} title={t('stores.others')} />
      </div>
      <ul className="disk-legend">
        {local.map((store, index) => (
          <li key={store.name}>
            <span className="disk-dot" style={{ background: `var(--data-${(index % 8) + 1})` }} aria-hidden />
            {t(`stores.names.${store.name}`)} <span className="muted figures">{size(store.bytes ?? 0)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StoreCard({ store }: { store: Store }) {
  const { t, i18n } = useTranslation('system');
  const format = useFormat();
  const largest = store.tables[0]?.bytes ?? 0;
  return (
    <section className="panel store">
      <h3>{t(`stores.names.${store.name}`)}</h3>
      <p className="muted">{t(`stores.engines.${store.engine}`)}</p>
      <strong className="store-size figures">{store.bytes === null ? t('stores.unreachable') : byteSize(store.bytes, i18n.language)}</strong>
      <p className="muted">{t(`stores.holds.${store.name}`)}</p>
      {store.tables.length > 0 && (
        <div className="store-tables">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('stores.table')}</th>
                <th scope="col">{t('stores.rows')}</th>
                <th scope="col">{t('stores.size')}</th>
              </tr>
            </thead>
            <tbody>
              {store.tables.slice(0, 12).map((table) => (
                <tr key={table.name}>
                  <th scope="row" className="code">
                    {table.name}
                    <span className="store-bar" style={{ width: `${widthOf(table.bytes, largest)}%` }} aria-hidden />
                  </th>
                  <td className="figures">{format.number(table.rows)}</td>
                  <td className="figures">{byteSize(table.bytes, i18n.language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
