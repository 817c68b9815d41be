import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { Time } from '@/page/Time';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { useEffectWords } from '../useEffectWords';
import { useVerify } from './tillQueries';

interface CouponShownProps {
  shown: components['schemas']['ShownOut'];
  code: string;
  store: string | undefined;
  onNext: () => void;
}

/** What a code is good for and whether it may be used here; a second press uses it. */
export function CouponShown({ shown, code, store, onNext }: CouponShownProps) {
  const { t } = useTranslation('mall');
  const named = useNamed();
  const effectWords = useEffectWords();
  const problemText = useProblemText();
  const verify = useVerify();
  const [receipt, setReceipt] = useState('');
  if (verify.data) {
    return (
      <div className="mall-till-answer mall-till-yes">
        <strong>{t(verify.data.again ? 'till.usedBefore' : 'till.used', { name: shown.name })}</strong>
        <span className="muted">{t('till.usedText')}</span>
        <Button block size="large" onClick={onNext}>
          {t('till.next')}
        </Button>
      </div>
    );
  }
  return (
    <div className={shown.reason ? 'mall-till-answer mall-till-no' : 'mall-till-answer'}>
      <strong>{shown.name}</strong>
      <span>{effectWords(shown.effect)}</span>
      {shown.description && <span className="muted">{shown.description}</span>}
      {shown.coupon?.valid_until && (
        <span className="muted">
          {t('till.until')} <Time value={shown.coupon.valid_until} />
        </span>
      )}
      {shown.reason ? (
        <strong className="mall-problem">{named('mall:unusable', shown.reason)}</strong>
      ) : (
        <>
          <Input aria-label={t('till.receipt')} placeholder={t('till.receipt')} maxLength={100} value={receipt} onChange={(input) => setReceipt(input.target.value)} />
          {verify.error && <p className="mall-problem">{problemText(verify.error).sentence}</p>}
          <Button type="primary" size="large" block loading={verify.isPending} onClick={() => verify.mutate({ code, store, receipt: receipt.trim() })}>
            {t('till.use')}
          </Button>
        </>
      )}
    </div>
  );
}
