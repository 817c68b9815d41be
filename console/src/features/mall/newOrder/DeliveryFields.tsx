import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { personNameQuery } from '@/page/peopleQueries';
import { useProblemText } from '@/page/useProblemText';
import { locationsQuery, ordersQuery, useAddressOf } from '../orders/orderQueries';
import { FieldBox } from './FieldBox';
import type { Address } from './staffOrder';
import type { StaffOrdering } from './useStaffOrder';

/** How the goods reach the customer: sent to an address, or picked up in a store. */
export function DeliveryFields({ ordering }: { ordering: StaffOrdering }) {
  const { t } = useTranslation('mall');
  const { draft, change, problemAt } = ordering;
  const stores = (useQuery(locationsQuery).data ?? []).filter((each) => each.active && each.services?.includes('pickup'));
  return (
    <section className="panel mall-panel">
      <h2>{t('newOrder.delivery')}</h2>
      <Segmented
        className="desk-by"
        aria-label={t('newOrder.delivery')}
        value={draft.by}
        onChange={(by) => change({ by })}
        options={[
          { value: 'ship' as const, label: t('orders.fulfilments.ship') },
          { value: 'pickup' as const, label: t('orders.fulfilments.pickup') },
        ]}
      />
      {draft.by === 'ship' ? (
        <AddressFields ordering={ordering} />
      ) : (
        <FieldBox label={t('newOrder.store')} required problem={problemAt('store') ?? (stores.length === 0 ? t('newOrder.noStores') : undefined)}>
          <Select aria-label={t('newOrder.store')} placeholder={t('newOrder.chooseStore')} value={draft.store} onChange={(store: string) => change({ store })} showSearch={{ optionFilterProp: 'label' }} options={stores.map((each) => ({ value: each.id, label: each.name }))} />
        </FieldBox>
      )}
    </section>
  );
}

function AddressFields({ ordering }: { ordering: StaffOrdering }) {
  const { t } = useTranslation('mall');
  const { draft, change, problemAt } = ordering;
  const { address } = draft;
  const write = (part: Partial<Address>) => change({ address: { ...address, ...part } });
  const field = (name: keyof Address, most: number, problem?: string) => (
    <FieldBox label={t(`newOrder.address.${name}`)} required={name !== 'region'} problem={problem}>
      <Input aria-label={t(`newOrder.address.${name}`)} inputMode={name === 'phone' ? 'tel' : undefined} autoComplete="off" maxLength={most} value={address[name]} onChange={(input) => write({ [name]: input.target.value })} />
    </FieldBox>
  );
  return (
    <>
      <LastAddress key={draft.person} person={draft.person} onTake={(found) => change({ address: found })} />
      <div className="mall-row">
        {field('name', 50, problemAt('name'))}
        {field('phone', 20, problemAt('phone'))}
      </div>
      <div className="mall-row">
        {field('region', 100)}
        {field('street', 200, problemAt('street'))}
      </div>
    </>
  );
}

/** Where the customer's last parcel went, taken over in one click; looking at it is kept like every look. */
function LastAddress({ person, onTake }: { person: string | null; onTake: (address: Address) => void }) {
  const { t } = useTranslation('mall');
  const problemText = useProblemText();
  const mayReveal = useMay('commerce.reveal');
  const mayPeople = useMay('people.read');
  const before = useQuery({ ...ordersQuery({ person_id: person ?? '', fulfilment: 'ship', limit: 1 }), enabled: mayReveal && person !== null, refetchInterval: false, placeholderData: undefined });
  const name = useQuery({ ...personNameQuery(mayPeople ? person : null), retry: false }).data?.name;
  const last = before.data?.items[0]?.id;
  const address = useAddressOf(last ?? '');
  if (!last) return null;
  return (
    <div className="mall-acts">
      <Button
        size="small"
        loading={address.isPending}
        onClick={() => address.mutate(undefined, { onSuccess: (found) => found && onTake({ ...found, region: found.region ?? '' }) })}
      >
        {name ? t('newOrder.lastAddressOf', { name }) : t('newOrder.lastAddress')}
      </Button>
      {address.error && <span className="desk-short">{problemText(address.error).sentence}</span>}
    </div>
  );
}
