import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { NodeSelect } from '@/page/NodeSelect';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { useProblemText } from '@/page/useProblemText';
import { isPickupCode } from '../orders/orderState';
import { CouponShown } from './CouponShown';
import { PickedUp } from './PickedUp';
import { RecentVerifications } from './RecentVerifications';
import { useLookUp, usePickup } from './tillQueries';
import '../mall.css';

/** One field for both kinds of code, as large as a thumb; what it is shows itself. */
export default function VerificationPage() {
  const { t } = useTranslation('mall');
  const problemText = useProblemText();
  const { search } = useAddress();
  const node = useNode();
  const mayPickup = useMay('commerce.fulfil');
  const [code, setCode] = useState(search.get('code') ?? '');
  const [store, setStore] = useState<string | undefined>(node);
  const field = useRef<InputRef>(null);
  const lookUp = useLookUp();
  const pickup = usePickup();
  const typed = code.replace(/[\s-]/g, '').toUpperCase();
  const isPickup = isPickupCode(typed) && mayPickup;

  const clear = () => {
    lookUp.reset();
    pickup.reset();
  };
  const next = () => {
    clear();
    setCode('');
    field.current?.focus();
  };
  const send = () => {
    clear();
    if (!typed) return;
    if (isPickup) pickup.mutate(typed);
    else lookUp.mutate({ code: typed, store });
  };
  const error = lookUp.error ?? pickup.error;

  return (
    <Page title={t('tillTitle')} purpose={t('tillTitlePurpose')}>
      <div className="mall-till">
        <section className="panel mall-till-desk">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <Input
              ref={field}
              className="mall-till-code figures"
              size="large"
              autoFocus
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={60}
              aria-label={t('till.code')}
              placeholder={t('till.codeHint')}
              value={code}
              allowClear
              onChange={(input) => {
                setCode(input.target.value);
                clear();
              }}
            />
            <Button type="primary" size="large" block htmlType="submit" disabled={!typed} loading={lookUp.isPending || pickup.isPending}>
              {isPickup ? t('till.handOver') : t('till.lookUp')}
            </Button>
          </form>
          <NodeSelect aria-label={t('till.store')} placeholder={t('till.storeAny')} value={store ?? null} onChange={(id) => setStore(id ?? undefined)} />
          <div aria-live="polite">
            {error && (
              <div className="mall-till-answer mall-till-no">
                <strong>{problemText(error).sentence}</strong>
                <span className="muted">{t('till.checkCode')}</span>
              </div>
            )}
            {lookUp.data && <CouponShown key={typed} shown={lookUp.data} code={typed} store={store} onNext={next} />}
            {pickup.data && <PickedUp order={pickup.data} onNext={next} />}
          </div>
        </section>
        <RecentVerifications store={store} />
      </div>
    </Page>
  );
}
