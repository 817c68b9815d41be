import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { CopyButton } from '@/page/CopyButton';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { useSourceTitle } from '@/page/useSourceName';
import { useAddKey, useRevokeKey, type Source, type WriteKey } from './sourcesQueries';

/** The keys an SDK signs with; they let events in and nothing out, so they may be shown. */
export function WriteKeys({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const sourceTitle = useSourceTitle();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const mayManage = useMay('organization.manage_sources');
  const add = useAddKey(source.id);
  const revoke = useRevokeKey(source.id);
  const ask = (key: WriteKey) =>
    confirm({
      title: t('revokeTitle', { key: key.key, source: sourceTitle(source.name) }),
      content: t('revokeText'),
      okText: t('revoke'),
      run: () => revoke.mutateAsync(key.id),
      done: t('revoked'),
    });
  return (
    <section>
      <div className="sources-head">
        <h3>{t('keysTitle')}</h3>
        {mayManage && (
          <Button size="small" icon={<PlusOutlined />} loading={add.isPending} onClick={() => add.mutate()}>
            {t('addKey')}
          </Button>
        )}
      </div>
      <p className="muted">{t('keysHint')}</p>
      {add.error && <Alert type="error" showIcon title={problemText(add.error).sentence} />}
      <ul className="sources-keys">
        {source.write_keys.map((key) => (
          <li key={key.id}>
            <span className={key.revoked_at ? 'code muted sources-revoked' : 'code'}>{key.key}</span>
            <span className="muted">
              <Time value={key.created_at} />
            </span>
            {key.revoked_at ? (
              <Tone tone="idle">{t('revoked')}</Tone>
            ) : (
              <span className="sources-acts">
                <CopyButton text={key.key} label={t('writeKey')} />
                {mayManage && (
                  <Button size="small" danger type="text" onClick={() => ask(key)}>
                    {t('revoke')}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
