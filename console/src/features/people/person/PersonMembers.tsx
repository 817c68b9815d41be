import { CloseOutlined, TeamOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';
import type { Person, PersonSummary } from '@/api/types';
import { EmptyState } from '@/page/EmptyState';
import { Face } from '@/page/Face';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { membersQuery, usePersonChange } from './personQueries';
import { PersonPicker } from './PersonPicker';

/** Who belongs to a household or a company, and as what. */
export function PersonMembers({ account }: { account: Person }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const mayEdit = useMay('people.manage');
  const members = useQuery(membersQuery(account.id));
  const [picked, setPicked] = useState<PersonSummary>();
  const [role, setRole] = useState('');
  const put = usePersonChange(account.id, (person: PersonSummary) =>
    unwrap(
      api.PUT('/api/accounts/{account_id}/members/{person_id}', {
        params: { path: { account_id: account.id, person_id: person.id } },
        body: { role: role.trim() },
      }),
    ),
  );
  const remove = usePersonChange(account.id, (personId: string) =>
    unwrap(api.DELETE('/api/accounts/{account_id}/members/{person_id}', { params: { path: { account_id: account.id, person_id: personId } } })),
  );
  const onError = (error: Error) => void message.error(problemText(error).sentence);
  const add = () =>
    picked &&
    put.mutate(picked, {
      onError,
      onSuccess: () => {
        setPicked(undefined);
        setRole('');
      },
    });

  return (
    <>
      {mayEdit && (
        <div className="filter-bar">
          <PersonPicker value={picked?.id} without={[account.id]} onChange={setPicked} />
          <Input className="member-role" aria-label={t('members.role')} placeholder={t('members.role')} value={role} maxLength={100} onChange={(input) => setRole(input.target.value)} />
          <Button disabled={!picked} loading={put.isPending} onClick={add}>
            {t('members.add')}
          </Button>
        </div>
      )}
      <Loaded query={members} rows={3}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState icon={<TeamOutlined />} title={t('members.emptyTitle')} text={t('members.emptyText')} />
          ) : (
            <ul className="members">
              {page.items.map(({ person, role: as, since }) => (
                <li key={person.id}>
                  <Face id={person.id} name={person.name} />
                  <Link to={`/people/${person.id}`}>{person.name || t('unnamed')}</Link>
                  <span className="muted">{as}</span>
                  <span className="muted members-since">
                    <Time value={since} />
                  </span>
                  {mayEdit && (
                    <Button
                      size="small"
                      type="text"
                      icon={<CloseOutlined />}
                      aria-label={t('members.remove', { name: person.name || t('unnamed') })}
                      onClick={() => remove.mutate(person.id, { onError })}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}
