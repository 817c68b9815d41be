import { MobileOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PhoneMessage } from '@/api/types';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { PersonChoice } from '@/page/PersonChoice';
import { useAddress } from '@/page/useAddress';
import { MessageList } from './MessageList';
import { useOwners } from './owners';
import { Phone } from './Phone';
import { phoneMessagesQuery } from './phoneQueries';
import './sandbox.css';

const personCode = /^per_[0-9a-z]+$/;

/** The phones on which messages sent through the sandbox channel arrive. */
export default function SandboxPage() {
  const { t } = useTranslation('sandbox');
  const { search, change } = useAddress();
  const mayName = useMay('people.read');
  const asked = search.get('person') ?? '';
  const person = personCode.test(asked) ? asked : undefined;
  const messages = useInfiniteQuery(phoneMessagesQuery(person));
  const items = messages.data?.pages.flatMap((page) => page.items) ?? [];
  const owners = useOwners(items.map((message) => message.person_id));
  const chosen = items.find((message) => message.id === search.get('message')) ?? items[0];

  return (
    <Page title={t('title')} purpose={t('titlePurpose')}>
      <div className="filter-bar sandbox-filter">
        {mayName && (
          <PersonChoice
            label={t('personHint')}
            value={person ?? null}
            onChange={(personId) => change({ person: personId, message: null })}
            onClear={() => change({ person: null, message: null })}
          />
        )}
      </div>
      {content()}
    </Page>
  );

  function content() {
    if (messages.error && !messages.data) {
      return (
        <div className="panel">
          <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
        </div>
      );
    }
    if (!messages.data) return <PageSkeleton />;
    if (!chosen) return <NoMessages />;
    return (
      <div className="sandbox">
        <Phone key={chosen.id} message={chosen} owner={owners.get(chosen.person_id)} />
        <div className="panel sandbox-list">
          <MessageList messages={items} owners={owners} chosenId={chosen.id} onChoose={(message: PhoneMessage) => change({ message: message.id })} />
          {messages.hasNextPage && (
            <Button block type="text" loading={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
              {t('loadMore')}
            </Button>
          )}
        </div>
      </div>
    );
  }
}

function NoMessages() {
  const { t } = useTranslation('sandbox');
  return (
    <div className="panel">
      <EmptyState icon={<MobileOutlined />} title={t('emptyTitle')} text={t('emptyText')} actions={<Link to="/people">{t('choosePerson')}</Link>} />
    </div>
  );
}
