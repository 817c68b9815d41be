import { MobileOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PhoneMessage } from '@/api/types';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { MessageList } from './MessageList';
import { Phone } from './Phone';
import { phoneMessagesQuery } from './phoneQueries';
import './sandbox.css';

const personCode = /^per_[0-9a-z]+$/;

/** The phones on which messages sent through the sandbox channel arrive. */
export default function SandboxPage() {
  const { t } = useTranslation('sandbox');
  const { search, change } = useAddress();
  const person = search.get('person') ?? '';
  const messages = useInfiniteQuery(phoneMessagesQuery(personCode.test(person) ? person : undefined));
  const items = messages.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = items.find((message) => message.id === search.get('message')) ?? items[0];

  return (
    <Page title={t('title')} purpose={t('titlePurpose')}>
      <div className="filter-bar">
        <Input
          className="sandbox-person"
          allowClear
          placeholder={t('personHint')}
          aria-label={t('personHint')}
          value={person}
          status={person && !personCode.test(person) ? 'warning' : undefined}
          onChange={(input) => change({ person: input.target.value.trim(), message: null }, { replace: true })}
        />
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
        <Phone key={chosen.id} message={chosen} />
        <div className="panel sandbox-list">
          <MessageList messages={items} chosenId={chosen.id} onChoose={(message: PhoneMessage) => change({ message: message.id })} />
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
