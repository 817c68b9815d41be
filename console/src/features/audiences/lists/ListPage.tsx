import { DeleteOutlined, EditOutlined, FileDoneOutlined, UploadOutlined, UserAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Breadcrumb, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { PersonSummary } from '@/api/types';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { LinkButton } from '@/page/LinkButton';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { newSegmentPath } from '@/page/segmentLink';
import { useConfirm } from '@/page/useConfirm';
import { usePaging } from '@/page/usePaging';
import { useProblemText } from '@/page/useProblemText';
import type { AudienceList } from '../audienceTypes';
import { PeopleRows } from '../PeopleRows';
import { AddPeople } from './AddPeople';
import { entriesQuery, listQuery, useDeleteList, useTakeOffList } from './listQueries';
import { RenameList } from './RenameList';
import { UploadPeople } from './UploadPeople';
import '../audiences.css';

export default function ListPage() {
  const { t } = useTranslation('audiences');
  const { listId = '' } = useParams();
  const list = useQuery(listQuery(listId));
  const crumbs = <Breadcrumb items={[{ title: <Link to="/audience-lists">{t('lists.title')}</Link> }, { title: list.data?.name ?? listId }]} />;
  if (!list.data) {
    return (
      <Page crumbs={crumbs} tabTitle={t('lists.title')}>
        <div className="panel">
          <Loaded query={list}>{() => null}</Loaded>
        </div>
      </Page>
    );
  }
  return <Found key={listId} list={list.data} crumbs={crumbs} />;
}

function Found({ list, crumbs }: { list: AudienceList; crumbs: React.ReactNode }) {
  const { t } = useTranslation('audiences');
  const { message } = App.useApp();
  const format = useFormat();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const mayManage = useMay('audiences.manage');
  const { search, change, limit, cursor, pager } = usePaging();
  const entries = useQuery(entriesQuery(list.id, { limit, cursor }));
  const remove = useDeleteList(list.id);
  const takeOff = useTakeOffList(list.id);
  const close = () => change({ act: null }, { replace: true });
  const act = search.get('act');

  const removeList = () =>
    confirm({
      title: t('lists.deleteTitle', { name: list.name }),
      content: <p>{t('lists.deleteText', { people: format.number(list.size) })}</p>,
      okText: t('lists.delete'),
      word: list.name,
      done: t('lists.deleted', { name: list.name }),
      run: async () => {
        await remove.mutateAsync();
        await navigate('/audience-lists');
      },
    });
  const removePerson = (person: PersonSummary) =>
    confirm({
      title: t('lists.removeTitle', { name: person.name || t('unnamed') }),
      content: <p>{t('lists.removeText')}</p>,
      okText: t('lists.remove'),
      done: t('lists.removed'),
      run: () => takeOff.mutateAsync({ people: [person.id], identifiers: [] }),
    });
  const adds = (
    <>
      <Button icon={<UserAddOutlined />} onClick={() => change({ act: 'add' })}>
        {t('lists.addPeople')}
      </Button>
      <Button type="primary" icon={<UploadOutlined />} onClick={() => change({ act: 'upload' })}>
        {t('lists.upload')}
      </Button>
    </>
  );

  return (
    <Page
      crumbs={crumbs}
      title={list.name}
      tabTitle={list.name}
      count={format.short(list.size)}
      purpose={list.description || t('lists.upToDate')}
      actions={
        mayManage && (
          <>
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('lists.delete')} title={t('lists.delete')} onClick={removeList} />
            <Button type="text" icon={<EditOutlined />} aria-label={t('lists.rename')} title={t('lists.rename')} onClick={() => change({ act: 'rename' })} />
            <LinkButton to={newSegmentPath({ version: 1, where: { kind: 'list', list: list.id } }, list.name)}>{t('lists.makeSegment')}</LinkButton>
            {adds}
          </>
        )
      }
    >
      <div className="panel">
        <Loaded query={entries}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <EmptyState icon={<FileDoneOutlined />} title={t('lists.memberEmptyTitle')} text={t('lists.memberEmptyText')} actions={mayManage && adds} />
            ) : (
              <>
                <PeopleRows
                  personIds={items.map((item) => item.person_id)}
                  act={
                    mayManage
                      ? (person) => (
                          <Button type="text" size="small" onClick={() => removePerson(person)}>
                            {t('lists.remove')}
                          </Button>
                        )
                      : undefined
                  }
                />
                <CursorPager {...pager} nextCursor={next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
      <UploadPeople listId={list.id} open={act === 'upload'} onClose={close} />
      <AddPeople listId={list.id} open={act === 'add'} onClose={close} onAdded={(count) => void message.success(t('lists.added', { count }))} />
      <RenameList list={list} open={act === 'rename'} onClose={close} problemText={(error) => problemText(error).sentence} />
    </Page>
  );
}
