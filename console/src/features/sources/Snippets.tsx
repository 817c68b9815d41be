import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CodeBlock } from '@/page/CodeBlock';
import { snippetsFor, usualSnippet, workingKey } from './snippets';
import { addressQuery, type Source } from './sourcesQueries';

interface SnippetsProps {
  source: Source;
  sdk: string | null;
  onSdk: (sdk: string) => void;
}

/** How to send events as this source, ready to be pasted. */
export function Snippets({ source, sdk, onSdk }: SnippetsProps) {
  const { t } = useTranslation('sources');
  const address = useQuery(addressQuery).data;
  const key = workingKey(source.write_keys);
  if (source.kind === 'file') {
    return (
      <section>
        <h3>{t('filesTitle')}</h3>
        <p className="muted">{t('filesText')}</p>
        <Link to={`/imports/new?source=${source.id}`}>
          <Button type="primary" tabIndex={-1}>
            {t('importFile')}
          </Button>
        </Link>
      </section>
    );
  }
  if (!key) return <Alert type="warning" showIcon title={t('noKey')} />;
  const snippets = snippetsFor({ url: address?.url ?? window.location.origin, key });
  const chosen = snippets.find((each) => each.id === sdk) ?? snippets.find((each) => each.id === usualSnippet(source.kind));
  if (!chosen) return null;
  return (
    <section className="sources-snippets">
      <div className="sources-head">
        <h3>{t('connectTitle')}</h3>
        <Select
          className="sources-sdk"
          aria-label={t('sdk')}
          value={chosen.id}
          onChange={onSdk}
          options={snippets.map(({ id }) => ({ value: id, label: t(`sdks.${id}`) }))}
        />
      </div>
      <p className="muted">{t(`sdkHints.${chosen.id}`)}</p>
      {chosen.install && <CodeBlock title={t('install')} language="shell" code={chosen.install} />}
      <CodeBlock title={t(`sdks.${chosen.id}`)} language={chosen.language} code={chosen.code} />
    </section>
  );
}
