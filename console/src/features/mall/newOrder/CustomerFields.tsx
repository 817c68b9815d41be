import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { asProblem, Problem } from '@/api/problem';
import { useMay } from '@/app/session';
import { PersonChoice } from '@/page/PersonChoice';
import { personNameQuery } from '@/page/peopleQueries';
import { useProblemText } from '@/page/useProblemText';
import { PersonName } from '../PersonName';
import { FieldBox } from './FieldBox';
import { blankDraft } from './staffOrder';
import type { StaffOrdering } from './useStaffOrder';

/** Who buys, and where it counts as bought. */
export function CustomerFields({ ordering, channels }: { ordering: StaffOrdering; channels: { code: string; name: string }[] }) {
  const { t } = useTranslation('mall');
  const mayPeople = useMay('people.read');
  const problemText = useProblemText();
  const { draft, change, problemAt } = ordering;
  // An address may name somebody who is not there, or not this operator's to see.
  const named = useQuery({ ...personNameQuery(mayPeople ? draft.person : null), retry: false });
  const unknown = named.error !== null && [404, 422].includes(asProblem(named.error).status);
  const noPerson = unknown ? problemText(new Problem(404, 'person_not_found', '')).sentence : undefined;
  // What one customer holds, and where they live, is not another's.
  const choose = (person: string) => change({ person, coupons: [], points: 0, address: draft.person && draft.person !== person ? blankDraft.address : draft.address });
  return (
    <section className="panel mall-panel">
      <h2>{t('newOrder.customer')}</h2>
      <div className="mall-row">
        <FieldBox label={t('newOrder.person')} required problem={noPerson ?? problemAt('person')} extra={draft.person && mayPeople && !unknown && <Link to={`/people/${draft.person}`}>{t('newOrder.openPerson')}</Link>}>
          {mayPeople ? <PersonChoice label={t('newOrder.findPerson')} value={draft.person} onChange={choose} /> : draft.person ? <PersonName id={draft.person} /> : <span className="muted">{t('newOrder.noPeople')}</span>}
        </FieldBox>
        <FieldBox label={t('orders.channel')} required problem={problemAt('channel') ?? (channels.length === 0 ? t('newOrder.noChannel') : undefined)}>
          <Select aria-label={t('orders.channel')} value={draft.channel || null} onChange={(channel: string) => change({ channel, payment: '' })} options={channels.map((each) => ({ value: each.code, label: each.name }))} />
        </FieldBox>
      </div>
    </section>
  );
}
