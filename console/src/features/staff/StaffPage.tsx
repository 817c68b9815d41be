import { IdcardOutlined, SearchOutlined, UserAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { NodeSelect } from '@/page/NodeSelect';
import { Page } from '@/page/Page';
import { usePaging } from '@/page/usePaging';
import { InviteDrawer } from './InviteDrawer';
import { StaffDrawer } from './StaffDrawer';
import { staffListQuery } from './staffQueries';
import { StaffTable } from './StaffTable';
import { StaffTabs } from './StaffTabs';
import './staff.css';

const wholeEmail = /^[^@\s]+@[^@\s]+$/;

export default function StaffPage() {
  const { t } = useTranslation('staff');
  const { search, change, cursor, limit, filterBy, pager } = usePaging();
  const mayManage = useMay('organization.manage_staff');
  const email = search.get('email') ?? '';
  const active = search.get('active');
  const here = useNode();
  const nodeId = search.get('at') ?? here;
  const staff = useQuery(
    staffListQuery({
      email: wholeEmail.test(email) ? email : undefined,
      active: active ? active === 'yes' : undefined,
      node_id: nodeId,
      cursor,
      limit,
    }),
  );
  const filtered = Boolean(email || active || search.has('at'));
  const clear = () => filterBy({ email: null, active: null, at: null });

  return (
    <Page
      title={t('title')}
      purpose={t('titlePurpose')}
      actions={
        mayManage && (
          <Button type="primary" icon={<UserAddOutlined />} onClick={() => change({ invite: '1' })}>
            {t('invite.action')}
          </Button>
        )
      }
    >
      <StaffTabs />
      <div className="filter-bar">
        <EmailSearch key={email} value={email} onSearch={(value) => filterBy({ email: value })} />
        <NodeSelect className="staff-node" value={nodeId} placeholder={t('anyNode')} aria-label={t('columns.where')} onChange={(at) => filterBy({ at })} />
        <Select
          aria-label={t('columns.state')}
          className="staff-state"
          value={active ?? ''}
          onChange={(value) => filterBy({ active: value })}
          options={[
            { value: '', label: t('anyState') },
            { value: 'yes', label: t('onlyActive') },
            { value: 'no', label: t('onlySuspended') },
          ]}
        />
        {filtered && (
          <Button type="link" onClick={clear}>
            {t('clear')}
          </Button>
        )}
      </div>
      <div className="panel">
        <Loaded query={staff} rows={8}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <EmptyState
                icon={<IdcardOutlined />}
                title={t('noneFoundTitle')}
                text={t('noneFoundText')}
                actions={<Button onClick={clear}>{t('clear')}</Button>}
              />
            ) : (
              <>
                <StaffTable staff={items} onOpen={(id) => change({ staff: id })} />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
      <InviteDrawer open={search.has('invite')} onClose={() => change({ invite: null })} />
      <StaffDrawer staffId={search.get('staff')} onClose={() => change({ staff: null })} />
    </Page>
  );
}

function EmailSearch({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useTranslation('staff');
  const [text, setText] = useState(value);
  const unfinished = text !== '' && !wholeEmail.test(text.trim());
  return (
    <Input
      className="staff-search"
      prefix={<SearchOutlined />}
      placeholder={t('emailHint')}
      aria-label={t('emailHint')}
      allowClear
      status={unfinished && text === value ? 'warning' : undefined}
      value={text}
      onChange={(input) => {
        setText(input.target.value);
        if (!input.target.value) onSearch('');
      }}
      onPressEnter={() => onSearch(text.trim())}
      onBlur={() => text.trim() !== value && onSearch(text.trim())}
    />
  );
}
