import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import type { Carrier } from '../types';
import { CarrierForm } from './CarrierForm';
import { carrierProvidersQuery, carriersQuery } from './carrierQueries';
import { FormWords } from './FormWords';
import { useCarrierName } from './useCarrierName';
import '../mall.css';

const added = 'new';

/** Who takes parcels: those that siyu comes with, and the brand's own. */
export default function CarriersPage() {
  const { t } = useTranslation('mall');
  const mayManage = useMay('commerce.manage');
  const { search, change } = useAddress();
  const carriers = useQuery(carriersQuery);
  const providers = useQuery(carrierProvidersQuery);
  const { nameOf, titleOf } = useCarrierName();
  const asked = search.get('carrier');
  const opened = carriers.data?.find((each) => each.code === asked) ?? null;
  const providerName = (name: string) => titleOf(providers.data?.find((each) => each.name === name)?.title ?? {}) || name;
  const columns: TableColumnsType<Carrier> = [
    {
      title: t('carriers.name'),
      key: 'name',
      width: 200,
      render: (_, carrier) => (
        <button
          type="button"
          className="mall-link mall-two-lines"
          onClick={(event) => {
            event.stopPropagation();
            change({ carrier: carrier.code });
          }}
        >
          <span className="ellipsis">{nameOf(carrier)}</span>
          <span className="muted">{carrier.code}</span>
        </button>
      ),
    },
    { title: t('carriers.forms'), key: 'forms', render: (_, carrier) => <FormWords forms={carrier.waybill_forms ?? []} /> },
    { title: t('carriers.connected'), key: 'connected', width: 160, render: (_, carrier) => (carrier.provider ? providerName(carrier.provider) : <span className="muted">{t('carriers.byHand')}</span>) },
    { title: t('carriers.state'), key: 'state', width: 96, render: (_, carrier) => <Tone tone={carrier.active ? 'good' : 'idle'}>{carrier.active ? t('carriers.on') : t('carriers.off')}</Tone> },
  ];
  return (
    <Page
      title={t('carriersTitle')}
      purpose={t('carriersTitlePurpose')}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ carrier: added })}>
            {t('carriers.create')}
          </Button>
        )
      }
    >
      <div className="panel">
        <Loaded query={carriers}>{(found) => <RowTable rows={found} columns={columns} idOf={(each) => each.code} width={720} onOpen={(each) => change({ carrier: each.code })} />}</Loaded>
      </div>
      <Drawer open={opened !== null || (asked === added && mayManage)} onClose={() => change({ carrier: null })} size={520} title={opened ? nameOf(opened) : t('carriers.create')} destroyOnHidden>
        <CarrierForm key={opened?.code} carrier={opened} providers={providers.data ?? []} mayManage={mayManage} onDone={() => change({ carrier: null })} />
      </Drawer>
    </Page>
  );
}
