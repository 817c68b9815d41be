import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { useMay, useMe } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { JsonView } from '@/page/JsonView';
import { LinkButton } from '@/page/LinkButton';
import { Loaded } from '@/page/Loaded';
import { Time, useNow } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { useEffectWords } from '../useEffectWords';
import { PromotionEditor } from './PromotionEditor';
import { PromotionForecast } from './PromotionForecast';
import { PromotionResult } from './PromotionResult';
import { PromotionVersions } from './PromotionVersions';
import { promotionQuery, usePromotionVerb } from './promotionQueries';
import { lifecycleOf, lifecycleTones } from './promotionState';

/** One promotion: what it does, what it has given so far, and its start and end. */
export function PromotionDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('mall');
  return (
    <Drawer open={id !== null} onClose={onClose} size={560} title={t('promotions.one')} destroyOnHidden>
      {id && <Asked key={id} id={id} onClose={onClose} />}
    </Drawer>
  );
}

function Asked({ id, onClose }: { id: string; onClose: () => void }) {
  const promotion = useQuery(promotionQuery(id));
  return <Loaded query={promotion}>{(found) => <Sides promotion={found} onClose={onClose} />}</Loaded>;
}

interface OpenedProps {
  promotion: components['schemas']['PromotionDetailOut'];
  onClose: () => void;
}

function Sides({ promotion, onClose }: OpenedProps) {
  const { t } = useTranslation('mall');
  const { everywhere } = useMe();
  const { id } = promotion;
  return (
    <Tabs
      items={[
        { key: 'rule', label: t('promotions.tabs.rule'), children: <Opened promotion={promotion} onClose={onClose} /> },
        ...(everywhere ? [{ key: 'result', label: t('promotions.tabs.result'), children: <PromotionResult id={id} /> }] : []),
        { key: 'forecast', label: t('promotions.tabs.forecast'), children: <PromotionForecast id={id} /> },
        { key: 'versions', label: t('promotions.tabs.versions'), children: <PromotionVersions id={id} /> },
      ]}
    />
  );
}

function Opened({ promotion, onClose }: OpenedProps) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const now = useNow();
  const words = useEffectWords();
  const confirm = useConfirm();
  const mayManage = useMay('promotions.manage');
  const mayStart = useMay('promotions.start');
  const verb = usePromotionVerb(promotion.id);
  const [editing, setEditing] = useState(false);
  if (editing) return <PromotionEditor promotion={promotion} onDone={() => setEditing(false)} onLeave={() => setEditing(false)} />;
  const stands = lifecycleOf(promotion, now);
  const { usage, limits, name } = promotion;
  const noLimit = t('coupons.noLimit');
  return (
    <div className="mall-sections">
      <section>
        <div className="mall-head">
          <strong className="mall-big">{name}</strong>
          <Tone tone={lifecycleTones[stands]}>{t(`promotions.lifecycle.${stands}`)}</Tone>
        </div>
        <div className="mall-acts">
          {promotion.state !== 'running' && mayStart && (
            <Button type="primary" onClick={() => confirm({ title: t('promotions.startTitle', { name }), content: t('promotions.startText'), okText: t('promotions.start'), danger: false, run: () => verb.mutateAsync('start'), done: t('promotions.started') })}>
              {t('promotions.start')}
            </Button>
          )}
          {promotion.state !== 'running' && mayManage && <Button onClick={() => setEditing(true)}>{t('promotions.edit')}</Button>}
          <LinkButton to={promotion.state === 'draft' ? `/simulator?promotion=${promotion.id}` : '/simulator'}>{t('coupons.try')}</LinkButton>
          {promotion.state === 'running' && mayStart && (
            <Button danger onClick={() => confirm({ title: t('promotions.stopTitle', { name }), content: t('promotions.stopText'), okText: t('promotions.stop'), run: () => verb.mutateAsync('stop'), done: t('promotions.stopped') })}>
              {t('promotions.stop')}
            </Button>
          )}
          {promotion.state === 'draft' && mayManage && (
            <Button danger onClick={() => confirm({ title: t('promotions.deleteTitle', { name }), okText: t('promotions.delete'), run: () => verb.mutateAsync('delete').then(onClose), done: t('promotions.deleted') })}>
              {t('promotions.delete')}
            </Button>
          )}
        </div>
        <Facts
          facts={[
            { label: t('promotions.rule'), value: words(promotion.rule) },
            { label: t('promotions.starts'), value: <Time value={promotion.starts_at ?? promotion.started_at} /> },
            { label: t('promotions.ends'), value: <Time value={promotion.ends_at} /> },
            { label: t('promotions.budget'), value: limits.budget_minor ? format.money(limits.budget_minor) : noLimit },
            { label: t('promotions.perPerson'), value: limits.uses_per_person ? format.number(limits.uses_per_person) : noLimit },
            { label: t('promotions.uses'), value: limits.uses ? format.number(limits.uses) : noLimit },
            { label: t('promotions.holdout'), value: promotion.holdout_percent ? format.percent(promotion.holdout_percent / 100) : t('promotions.noHoldout') },
            ...(promotion.description ? [{ label: t('promotions.description'), value: promotion.description }] : []),
          ]}
        />
      </section>
      <section>
        <h3>{t('promotions.usage')}</h3>
        <Facts
          facts={[
            { label: t('promotions.orders'), value: format.number(usage.orders) },
            { label: t('promotions.people'), value: format.number(usage.people) },
            { label: t('promotions.givenOff'), value: format.money(usage.discount_minor) },
          ]}
        />
      </section>
      <section>
        <h3>{t('rule.asJson')}</h3>
        <JsonView value={promotion.rule} />
      </section>
    </div>
  );
}
