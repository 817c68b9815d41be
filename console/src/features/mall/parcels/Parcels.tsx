import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { useCarrierName } from '../carriers/useCarrierName';
import { shipmentsQuery } from '../orders/orderQueries';
import type { Shipment } from '../types';
import { parcelTones, useSandboxScan } from './parcelQueries';

/** Parcels of an order, each with its way as the carrier tells it. */
export function Parcels({ orderId }: { orderId: string }) {
  const { t } = useTranslation('mall');
  const shipments = useQuery(shipmentsQuery(orderId));
  if (shipments.data?.every((each) => !each.waybill)) return null;
  return (
    <section aria-label={t('parcels.title')}>
      <h3>{t('parcels.title')}</h3>
      <Loaded query={shipments} rows={2}>
        {(found) => (
          <ul className="mall-parcels">
            {found
              .filter((each) => each.waybill)
              .map((each) => (
                <Parcel key={each.id} parcel={each} />
              ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function Parcel({ parcel }: { parcel: Shipment }) {
  const { t } = useTranslation('mall');
  const { titleOf } = useCarrierName();
  const carrier = titleOf(parcel.carrier_name);
  return (
    <li>
      <div className="mall-head">
        {parcel.state ? <Tone tone={parcelTones[parcel.state]}>{t(`parcels.states.${parcel.state}`)}</Tone> : <Tone tone="idle">{t('parcels.silent')}</Tone>}
        <span>
          {carrier}{' '}
          {parcel.link ? (
            <a className="figures" href={parcel.link} target="_blank" rel="noreferrer" aria-label={t('parcels.follow', { carrier, waybill: parcel.waybill })}>
              {parcel.waybill}
            </a>
          ) : (
            <span className="figures">{parcel.waybill}</span>
          )}
        </span>
      </div>
      {parcel.track.length > 0 ? (
        <ol className="mall-track">
          {parcel.track.map((step, index) => (
            <li key={index} className={index === 0 ? 'mall-track-now' : undefined}>
              <span className="muted">
                <Time value={step.at} />
              </span>
              <span>
                <strong>{t(`parcels.states.${step.state}`)}</strong> {step.place && <span className="muted">{step.place}</span>}
                <br />
                <span className="muted">{step.text}</span>
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="muted">{parcel.provider ? t('parcels.nothingYet') : t('parcels.notConnected')}</p>
      )}
      {parcel.provider === 'sandbox' && parcel.state !== 'signed' && parcel.state !== 'returned' && <SandboxCourier parcel={parcel} />}
    </li>
  );
}

function SandboxCourier({ parcel }: { parcel: Shipment }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const scan = useSandboxScan();
  const may = useMay('commerce.fulfil');
  if (!may) return null;
  const move = (state?: 'exception' | 'returned') =>
    scan.mutate({ carrier: parcel.carrier, waybill: parcel.waybill, state }, { onError: (found) => void message.error(problemText(found).sentence) });
  return (
    <div className="mall-acts">
      <Button size="small" loading={scan.isPending} onClick={() => move()}>
        {t('parcels.sandboxNext')}
      </Button>
      <Button size="small" type="text" disabled={scan.isPending} onClick={() => move('exception')}>
        {t('parcels.sandboxTrouble')}
      </Button>
      <Button size="small" type="text" disabled={scan.isPending} onClick={() => move('returned')}>
        {t('parcels.sandboxReturn')}
      </Button>
    </div>
  );
}
