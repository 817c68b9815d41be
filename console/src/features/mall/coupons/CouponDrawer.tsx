import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { LinkButton } from '@/page/LinkButton';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { useEffectWords } from '../useEffectWords';
import { Codes } from './Codes';
import { kindFiguresQuery, kindQuery, useKindVerb, type CouponKind } from './couponQueries';
import { HandOuts } from './HandOuts';
import { KindEditor } from './KindEditor';
import { kindTones } from './kindTones';

/** One kind of coupon: what it does, how it fares, its codes and to whom it was given. */
export function CouponDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('mall');
  return (
    <Drawer open={id !== null} onClose={onClose} size={560} title={t('coupons.one')} destroyOnHidden>
      {id && <Asked key={id} id={id} onClose={onClose} />}
    </Drawer>
  );
}

function Asked({ id, onClose }: { id: string; onClose: () => void }) {
  const kind = useQuery(kindQuery(id));
  return <Loaded query={kind}>{(found) => <Opened kind={found} onClose={onClose} />}</Loaded>;
}

function Opened({ kind, onClose }: { kind: CouponKind; onClose: () => void }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const words = useEffectWords();
  const confirm = useConfirm();
  const mayManage = useMay('promotions.manage');
  const mayStart = useMay('promotions.start');
  const figures = useQuery(kindFiguresQuery(kind.id));
  const verb = useKindVerb(kind.id);
  const [editing, setEditing] = useState(false);
  if (editing) return <KindEditor kind={kind} onDone={() => setEditing(false)} onLeave={() => setEditing(false)} />;
  const { validity, limits } = kind;
  const count = (value: number | null | undefined) => (value ? format.number(value) : t('coupons.noLimit'));
  const facts = [
    { label: t('coupons.effect'), value: words(kind.effect) },
    { label: t('coupons.validity'), value: validity.days ? t('coupons.daysAfter', { count: validity.days }) : <Time value={validity.until} /> },
    { label: t('coupons.limits.claims'), value: count(limits.claims) },
    { label: t('coupons.limits.claims_per_person'), value: count(limits.claims_per_person) },
    { label: t('coupons.public'), value: t(kind.public ? 'yes' : 'no') },
    ...(kind.description ? [{ label: t('coupons.description'), value: kind.description }] : []),
  ];
  return (
    <div className="mall-sections">
      <section>
        <div className="mall-head">
          <strong className="mall-big">{kind.name}</strong>
          <Tone tone={kindTones[kind.state]}>{t(`coupons.states.${kind.state}`)}</Tone>
        </div>
        <div className="mall-acts">
          {kind.state !== 'active' && mayStart && (
            <Button
              type="primary"
              onClick={() => confirm({ title: t('coupons.activateTitle', { name: kind.name }), content: t('coupons.activateText'), okText: t('coupons.activate'), danger: false, run: () => verb.mutateAsync('activate'), done: t('coupons.activated') })}
            >
              {t('coupons.activate')}
            </Button>
          )}
          {kind.state === 'draft' && mayManage && <Button onClick={() => setEditing(true)}>{t('coupons.edit')}</Button>}
          <LinkButton to={`/simulator?coupon=${kind.id}`}>{t('coupons.try')}</LinkButton>
          {kind.state === 'active' && mayStart && (
            <Button danger onClick={() => confirm({ title: t('coupons.stopTitle', { name: kind.name }), content: t('coupons.stopText'), okText: t('coupons.stop'), run: () => verb.mutateAsync('stop'), done: t('coupons.stopped') })}>
              {t('coupons.stop')}
            </Button>
          )}
          {kind.state === 'draft' && mayManage && (
            <Button danger onClick={() => confirm({ title: t('coupons.deleteTitle', { name: kind.name }), okText: t('coupons.delete'), run: () => verb.mutateAsync('delete').then(onClose), done: t('coupons.deleted') })}>
              {t('coupons.delete')}
            </Button>
          )}
        </div>
        <Facts facts={facts} />
      </section>
      <section>
        <h3>{t('coupons.figures')}</h3>
        <Loaded query={figures} rows={2}>
          {({ states, codes_made, codes_entered }) => (
            <Facts
              facts={[
                ...(['held', 'locked', 'used', 'expired', 'voided'] as const).map((state) => ({ label: t(`coupons.couponStates.${state}`), value: format.number(states[state] ?? 0) })),
                ...(codes_made ? [{ label: t('coupons.codesMade'), value: t('coupons.takenOf', { taken: format.number(codes_entered), most: format.number(codes_made) }) }] : []),
              ]}
            />
          )}
        </Loaded>
      </section>
      <HandOuts kind={kind} />
      <Codes kind={kind} />
    </div>
  );
}
