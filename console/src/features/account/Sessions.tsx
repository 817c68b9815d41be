import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { plainValue } from '@/format/value';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { sessionsQuery, useEndSession, type Session } from './accountQueries';
import { browserName } from './userAgent';

/** Browsers in which this account is signed in. */
export function Sessions() {
  const { t } = useTranslation('account');
  const sessions = useQuery(sessionsQuery);
  return (
    <section className="panel account-panel">
      <h2>{t('sessions.title')}</h2>
      <Loaded query={sessions} rows={3}>
        {({ items }) => (
          <ul className="sessions">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function SessionRow({ session }: { session: Session }) {
  const { t } = useTranslation('account');
  const confirm = useConfirm();
  const end = useEndSession();
  const browser = plainValue(browserName(session.user_agent));
  return (
    <li>
      <div className="session-words">
        <span title={session.user_agent}>
          {browser} {session.current && <Tone tone="good">{t('sessions.this')}</Tone>}
        </span>
        <span className="muted">
          {session.address} · {t('sessions.seen')} <Time value={session.seen_at} />
        </span>
      </div>
      {!session.current && (
        <Button
          size="small"
          onClick={() =>
            confirm({
              title: t('sessions.endTitle', { browser }),
              content: t('sessions.endText'),
              okText: t('sessions.end'),
              run: () => end.mutateAsync(session.id),
              done: t('sessions.ended'),
            })
          }
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
