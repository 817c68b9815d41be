import { useQuery } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { CodeBlock } from '@/page/CodeBlock';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useProblemText } from '@/page/useProblemText';
import { WhoMayGive } from '@/page/WhoMayGive';
import { sourcesQuery, useAddSource, useSendEvent } from './firstRunQueries';
import { snippetLanguages, snippetNames, snippets, type SnippetName } from './snippets';

/** A source with its write key, and what to paste. */
export function SdkWay() {
  const { t } = useTranslation('firstRun');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const readable = useMay('organization.read_sources');
  const writable = useMay('organization.manage_sources');
  const sources = useQuery({ ...sourcesQuery, enabled: readable });
  const addSource = useAddSource();

  if (!readable) return <WhoMayGive permission="organization.read_sources" />;
  if (sources.error && !sources.data) return <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />;
  if (!sources.data) return <PageSkeleton rows={3} />;
  const source = sources.data.items.find((each) => each.active && each.kind !== 'file' && each.write_keys.some((key) => !key.revoked_at));
  const key = source?.write_keys.find((each) => !each.revoked_at)?.key;
  if (key) return <Snippet writeKey={key} sourceName={source?.name ?? ''} />;
  if (!writable) return <WhoMayGive permission="organization.manage_sources" />;
  return (
    <>
      <p className="muted">{t('data.needsSource')}</p>
      <Button
        type="primary"
        loading={addSource.isPending}
        onClick={() => addSource.mutate(t('data.sourceName'), { onError: (error) => void message.error(problemText(error).sentence) })}
      >
        {t('data.addSource')}
      </Button>
    </>
  );
}

function Snippet({ writeKey, sourceName }: { writeKey: string; sourceName: string }) {
  const { t } = useTranslation('firstRun');
  const { message } = App.useApp();
  const [name, setName] = useState<SnippetName>('browser');
  const sendEvent = useSendEvent(writeKey);
  const text = snippets[name](writeKey, window.location.origin);

  return (
    <>
      <p className="muted">{t('data.snippetText', { source: sourceName })}</p>
      <Segmented<SnippetName> value={name} onChange={setName} options={snippetNames.map((each) => ({ value: each, label: t(`data.snippets.${each}`) }))} />
      <div className="start-snippet">
        <CodeBlock title={t('data.snippet')} code={text} language={snippetLanguages[name]} />
      </div>
      <div className="start-links">
        <Button
          loading={sendEvent.isPending}
          onClick={() =>
            sendEvent.mutate(t('data.testPerson'), {
              onSuccess: () => void message.success(t('data.sent')),
              onError: () => void message.error(t('data.notSent')),
            })
          }
        >
          {t('data.sendTest')}
        </Button>
      </div>
    </>
  );
}
