import { FileDoneOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { Figure } from '@/page/Figure';
import { ListFrame } from '@/page/ListFrame';
import { ListTable } from '@/page/ListTable';
import { Page } from '@/page/Page';
import { Time } from '@/page/Time';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { useProblemText } from '@/page/useProblemText';
import type { AudienceList } from '../audienceTypes';
import { listsQuery, useCreateList } from './listQueries';
import '../audiences.css';

/** Lists of people kept by hand. */
export default function ListsPage() {
  const { t } = useTranslation('audiences');
  const node = useNode();
  const narrow = useNarrow();
  const mayManage = useMay('audiences.manage');
  const { search, change, limit, cursor, pager } = usePaging();
  const lists = useQuery(listsQuery({ limit, cursor, node_id: node }));
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: 'list' })}>
      {t('lists.new')}
    </Button>
  );
  const columns: TableColumnsType<AudienceList> = [
    {
      title: t('lists.columns.name'),
      key: 'name',
      render: (_, list) => (
        <div className="segment-name">
          <Link to={`/audience-lists/${list.id}`} className="ellipsis">
            {list.name}
          </Link>
          {list.description && <span className="muted ellipsis">{list.description}</span>}
        </div>
      ),
    },
    {
      title: t('lists.columns.size'),
      key: 'size',
      width: narrow ? 84 : 110,
      align: 'right' as const,
      render: (_, list) => (
        <Link to={`/audience-lists/${list.id}`} className="segment-size">
          <Figure value={list.size} />
        </Link>
      ),
    },
    { title: t('lists.columns.updated'), key: 'updated', width: narrow ? 116 : 140, render: (_, list) => <Time value={list.updated_at} /> },
    ...(narrow ? [] : [{ title: t('lists.columns.created'), key: 'created', width: 140, render: (_: unknown, list: AudienceList) => <Time value={list.created_at} /> }]),
  ];
  return (
    <Page title={t('lists.title')} count={lists.data?.total ?? undefined} purpose={t('lists.purpose')} actions={mayManage && create}>
      <ListFrame
        query={lists}
        pager={pager}
        empty={<EmptyState icon={<FileDoneOutlined />} title={t('lists.emptyTitle')} text={t('lists.emptyText')} actions={mayManage && create} />}
      >
        {(found) => <ListTable rows={found} columns={columns} widthMin={narrow ? 320 : 560} />}
      </ListFrame>
      <NewList open={search.get('new') === 'list'} node={node} onClose={() => change({ new: null }, { replace: true })} />
    </Page>
  );
}

function NewList({ open, node, onClose }: { open: boolean; node: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('audiences');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const [words, setWords] = useState({ name: '', description: '' });
  const create = useCreateList();
  const submit = () =>
    create.mutate(
      { name: words.name.trim(), description: words.description, node_id: node },
      {
        onSuccess: (list) => {
          void message.success(t('lists.created', { name: list.name }));
          void navigate(`/audience-lists/${list.id}`);
        },
      },
    );
  return (
    <Modal
      open={open}
      title={t('lists.new')}
      okText={t('lists.create')}
      cancelText={t('builder.cancel')}
      okButtonProps={{ disabled: !words.name.trim() }}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="export-choices">
        <Input autoFocus aria-label={t('lists.name')} placeholder={t('lists.nameHint')} maxLength={100} value={words.name} onChange={(input) => setWords({ ...words, name: input.target.value })} onPressEnter={() => words.name.trim() && submit()} />
        <Input.TextArea aria-label={t('description')} placeholder={t('lists.descriptionHint')} rows={2} maxLength={1000} value={words.description} onChange={(input) => setWords({ ...words, description: input.target.value })} />
        {create.error && <p className="builder-complaint">{problemText(create.error).sentence}</p>}
      </div>
    </Modal>
  );
}
