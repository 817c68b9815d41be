import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { Face } from '@/page/Face';
import { Loaded } from '@/page/Loaded';
import { personNameQuery } from '@/page/peopleQueries';
import { useAddress } from '@/page/useAddress';
import { CardFacts } from '../card/CardFacts';
import { cardQuery, ledgers } from '../memberQueries';
import type { MemberCard } from '../memberTypes';
import { TierBadge } from '../TierBadge';
import { GrantForm } from './GrantForm';
import { LedgerList } from './LedgerList';
import { TierForm } from './TierForm';

/** One member: the card, what was earned and spent and when, and what staff give or take by hand. */
export function MemberDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('members');
  return (
    <Drawer open={id !== null} onClose={onClose} size={640} title={t('member.one')} destroyOnHidden>
      {id && <Asked key={id} id={id} />}
    </Drawer>
  );
}

function Asked({ id }: { id: string }) {
  const card = useQuery(cardQuery(id));
  return <Loaded query={card}>{(found) => <Opened card={found} />}</Loaded>;
}

type Act = 'give' | 'take' | 'growth' | 'tier';

function Opened({ card }: { card: MemberCard }) {
  const { t } = useTranslation('members');
  const { search, change } = useAddress();
  const mayGrant = useMay('loyalty.grant');
  const mayPeople = useMay('people.read');
  const { member } = card;
  const person = useQuery({ ...personNameQuery(mayPeople ? member.person_id : null), retry: false }).data;
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const name = person?.name || member.person_id;
  return (
    <div className="members-sections">
      <div className="members-head">
        <Face id={member.person_id} name={person?.name} size={40} />
        <strong className="members-big ellipsis">{mayPeople ? <Link to={`/people/${member.person_id}`}>{name}</Link> : name}</strong>
        <TierBadge tier={member.tier} rank={member.rank} />
      </div>
      <CardFacts card={card} wide />
      {mayGrant && (
        <div className="members-acts">
          {(['give', 'take', 'growth', 'tier'] as const).map((each) => (
            <Button key={each} type={act === each ? 'primary' : 'default'} aria-expanded={act === each} disabled={each === 'take' && member.points.available === 0} onClick={() => setAct(act === each ? null : each)}>
              {t(`grant.open.${each}`)}
            </Button>
          ))}
        </div>
      )}
      {act === 'tier' && <TierForm member={member} name={name} onDone={close} />}
      {act !== null && act !== 'tier' && <GrantForm key={act} what={act} member={member} name={name} onDone={close} />}
      <Tabs
        items={ledgers.map((key) => ({ key, label: t(`ledgers.${key}`), children: <LedgerList ledger={key} personId={member.person_id} /> }))}
        activeKey={ledgers.find((each) => each === search.get('ledger')) ?? 'points'}
        destroyOnHidden
        onChange={(ledger) => change({ ledger: ledger === 'points' ? null : ledger }, { replace: true })}
      />
    </div>
  );
}
