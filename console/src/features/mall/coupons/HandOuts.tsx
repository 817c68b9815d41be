import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { handOutsQuery, segmentsQuery, useHandOut, type CouponKind } from './couponQueries';

/** Giving a coupon to everybody in a segment, and what came of it. */
export function HandOuts({ kind }: { kind: CouponKind }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const confirm = useConfirm();
  const maySegments = useMay('audiences.read');
  const mayGive = useMay('promotions.give') && maySegments;
  const handOuts = useQuery(handOutsQuery(kind.id));
  const [words, setWords] = useState('');
  const segments = useQuery({ ...segmentsQuery(words), enabled: mayGive && kind.state === 'active' });
  const hand = useHandOut(kind.id);
  const [segment, setSegment] = useState<string>();
  const chosen = segments.data?.items.find((each) => each.id === segment);
  const ask = () =>
    chosen &&
    confirm({
      title: t('handOut.confirm', { name: kind.name, segment: chosen.name }),
      content: t('handOut.confirmText', { size: chosen.size == null ? '?' : format.number(chosen.size) }),
      okText: t('handOut.give'),
      danger: false,
      run: () => hand.mutateAsync(chosen.id),
      done: t('handOut.begun'),
    });
  return (
    <section>
      <h3>{t('handOut.title')}</h3>
      <Loaded query={handOuts} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t(kind.state === 'active' ? 'handOut.none' : 'handOut.notYet')}</p>
          ) : (
            <ul className="mall-lines">
              {items.map((each, index) => (
                <li key={each.id ?? index}>
                  <div className="mall-line-what">
                    <span>{each.finished_at ? t('handOut.given', { shown: format.number(each.given) }) : t('handOut.running', { shown: format.number(each.given) })}</span>
                    <span className="muted">{t('handOut.refused', { again: format.number(each.again), limit: format.number(each.refused_person + each.refused_total) })}</span>
                  </div>
                  <Time value={each.created_at} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayGive && kind.state === 'active' && (
        <div className="mall-note-form">
          <Select
            className="mall-sku"
            aria-label={t('handOut.segment')}
            placeholder={t('handOut.segment')}
            showSearch={{ filterOption: false, onSearch: setWords }}
            loading={segments.isFetching}
            value={segment}
            onChange={setSegment}
            options={(segments.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
          />
          <Button disabled={!chosen} loading={hand.isPending} onClick={ask}>
            {t('handOut.give')}
          </Button>
        </div>
      )}
    </section>
  );
}
