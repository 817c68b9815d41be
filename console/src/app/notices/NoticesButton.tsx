import { BellOutlined } from '@ant-design/icons';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { Flyout } from '@/page/Flyout';
import { recall, remember } from '../memory';
import { useMe } from '../session';
import { unread } from './notice';
import './notices.css';

const NoticeList = lazy(() => import('./NoticeList'));

const refreshMs = 30_000;
const countMax = 9;

const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/notices', { signal })),
  refetchInterval: refreshMs,
});

/** The bell: what ended or got stuck in the last days; what was read stays read in this browser. */
export function NoticesButton() {
  const { t } = useTranslation();
  const memory = `notices.${useMe().id}`;
  const [readUntil, setReadUntil] = useState(() => recall(memory));
  const [open, setOpen] = useState(false);
  const notices = useQuery(noticesQuery);
  const items = notices.data?.items ?? [];
  const fresh = unread(items, readUntil);

  const turn = (opening: boolean) => {
    setOpen(opening);
    const newest = items[0]?.at;
    // Read once they were looked at: they stay marked as new until the list is closed.
    if (opening || !newest) return;
    remember(memory, newest);
    setReadUntil(newest);
  };

  return (
    <>
      <Flyout
        placement="bottomRight"
        open={open}
        onTurn={turn}
        content={<NoticeList notices={items} error={notices.data ? null : notices.error} fresh={fresh} onChoose={() => turn(false)} />}
      >
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={fresh.length > 0 ? t('notices.unread', { count: fresh.length }) : t('notices.title')}
          aria-expanded={open}
        />
        {fresh.length > 0 && (
          <span className="notices-count figures" aria-hidden>
            {fresh.length > countMax ? `${countMax}+` : fresh.length}
          </span>
        )}
      </Flyout>
      <span className="visually-hidden" aria-live="polite">
        {fresh.length > 0 ? t('notices.unread', { count: fresh.length }) : ''}
      </span>
    </>
  );
}
