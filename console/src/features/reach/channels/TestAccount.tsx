import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PersonChoice } from '@/page/PersonChoice';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import type { Account } from '../types';
import { useTestAccount } from './channelQueries';

/** A message to see whether the account works. */
export function TestAccount({ account }: { account: Account }) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  const problemText = useProblemText();
  const test = useTestAccount(account.id);
  const [person, setPerson] = useState<string | null>(null);
  const [address, setAddress] = useState('');
  const [text, setText] = useState(t('account.testWords'));
  const toAddress = account.channel === 'email';
  const accepted = test.data?.outcome === 'accepted';
  const ready = text.trim() !== '' && (person !== null || (toAddress && address.trim() !== ''));
  return (
    <section>
      <h3>{t('account.test')}</h3>
      <div className="account-test">
        <PersonChoice label={t('try.person')} value={person} onChange={setPerson} />
        {toAddress && <Input aria-label={t('account.testAddress')} placeholder={t('account.testAddress')} maxLength={254} value={address} onChange={(input) => setAddress(input.target.value)} />}
        <Input.TextArea aria-label={t('parts.text')} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={2000} value={text} onChange={(input) => setText(input.target.value)} />
        <Button disabled={!ready} loading={test.isPending} onClick={() => test.mutate({ person_id: person, address: address.trim(), subject: t('account.testSubject'), text: text.trim() })}>
          {t('try.send')}
        </Button>
        <div aria-live="polite">
          {test.data && (
            <Alert
              type={accepted ? 'success' : 'warning'}
              showIcon
              title={accepted ? t('try.accepted') : t('try.refused', { outcome: named('reach:outcomes', test.data.outcome) })}
              description={
                <>
                  {test.data.detail && <p className="code">{test.data.detail}</p>}
                  {accepted && account.kind === 'sandbox' && person && <Link to={`/sandbox?person=${person}`}>{t('try.lookAtPhone')}</Link>}
                </>
              }
            />
          )}
          {test.error && <Alert type="error" showIcon title={problemText(test.error).sentence} />}
        </div>
      </div>
    </section>
  );
}
