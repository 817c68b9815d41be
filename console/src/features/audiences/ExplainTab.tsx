import { QuestionCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, unwrap } from '@/api/client';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { peopleNamedQuery } from '@/page/peopleQueries';
import { useAddress } from '@/page/useAddress';
import type { Segment } from './audienceTypes';
import { usePaused } from './builder/useStarts';
import { Explained, Verdict } from './Explained';
import { explanationQuery } from './segmentQueries';

/** Why one person is in the segment or not: every condition, and what it saw. */
export function ExplainTab({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const { search, change } = useAddress();
  const permitted = useMay('people.read');
  const person = search.get('person') ?? '';
  const named = useQuery({ ...peopleNamedQuery(person ? [person] : []), enabled: permitted && person !== '' }).data?.[0];
  const explanation = useQuery(explanationQuery(segment.id, permitted ? person : ''));
  if (!permitted) return <p className="muted">{t('sample.noRight')}</p>;
  const name = named?.name || t('unnamed');
  return (
    <>
      <div className="filter-bar">
        <PersonPick value={person} name={person && (named?.name || person)} onPick={(id) => change({ person: id })} />
      </div>
      <section className="panel segment-block">
        {person ? (
          <Loaded query={explanation}>
            {(found) => (
              <>
                <h2 className="explain-verdict">
                  <Verdict holds={found.holds} />
                  <Link to={`/people/${person}`}>{t(found.holds ? 'explain.in' : 'explain.out', { name })}</Link>
                </h2>
                <Explained part={found} />
              </>
            )}
          </Loaded>
        ) : (
          <EmptyState icon={<QuestionCircleOutlined />} title={t('explain.pick')} text={t('explain.text')} />
        )}
      </section>
    </>
  );
}

const pauseMs = 250;

function PersonPick({ value, name, onPick }: { value: string; name: string; onPick: (id: string | null) => void }) {
  const { t } = useTranslation('audiences');
  const [typed, setTyped] = useState('');
  const text = usePaused(typed.trim(), pauseMs);
  const found = useQuery({
    queryKey: ['people', 'pick', text],
    queryFn: async ({ signal }) => (await unwrap(api.GET('/api/people', { params: { query: { query: text, limit: 20 } }, signal }))).items,
  });
  const options = (found.data ?? []).map((person) => ({
    value: person.id,
    label: `${person.name || t('unnamed')} · ${person.phone_masked ?? person.email_masked ?? person.id}`,
  }));
  const known = !value || options.some((option) => option.value === value);
  return (
    <Select
      className="audience-search"
      aria-label={t('explain.pick')}
      placeholder={t('explain.pickHint')}
      allowClear
      showSearch={{ onSearch: setTyped, filterOption: false }}
      loading={found.isFetching}
      value={value || undefined}
      options={known ? options : [{ value, label: name }, ...options]}
      onChange={(id?: string) => onPick(id ?? null)}
    />
  );
}
