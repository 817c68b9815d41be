import { IdcardOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, InputNumber, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Face } from '@/page/Face';
import { LinkButton } from '@/page/LinkButton';
import { ListFrame } from '@/page/ListFrame';
import { Page } from '@/page/Page';
import { peopleNamedQuery } from '@/page/peopleQueries';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useNarrow } from '@/page/useNarrow';
import { usePaging } from '@/page/usePaging';
import { lastMoment } from '../lastMoment';
import { figuresQuery, membersQuery, tiersQuery } from '../memberQueries';
import type { Member } from '../memberTypes';
import { TierBadge } from '../TierBadge';
import { MemberDrawer } from './MemberDrawer';
import { MemberFigures } from './MemberFigures';
import '../members.css';

export default function MembersPage() {
  const { t, i18n } = useTranslation('members');
  const format = useFormat();
  const node = useNode();
  const narrow = useNarrow();
  const mayPeople = useMay('people.read');
  const { search, cursor, limit, filterBy, change, pager } = usePaging();
  const asked = search.get('search') ?? '';
  const tier = search.get('tier') ?? '';
  const growth = least(search.get('growth'));
  const points = least(search.get('points'));
  const owing = search.get('owing') === '1';
  const tiers = useQuery(tiersQuery).data ?? [];
  const figures = useQuery(figuresQuery(node));
  const members = useQuery(membersQuery({ search: asked || undefined, tier: tier || undefined, growth_min: growth, points_min: points, owing: owing || undefined, node_id: node, cursor, limit }));
  const named = useQuery({ ...peopleNamedQuery((members.data?.items ?? []).map((member) => member.person_id)), enabled: mayPeople && Boolean(members.data?.items.length) });
  const people = new Map((named.data ?? []).map((person) => [person.id, person]));
  const total = figures.data?.reduce((sum, each) => sum + each.members, 0);

  const columns: TableColumnsType<Member> = [
    {
      title: t('list.columns.member'),
      key: 'name',
      render: (_, { person_id }) => (
        <button
          type="button"
          className="plain-button members-who"
          onClick={(event) => {
            event.stopPropagation();
            change({ member: person_id });
          }}
        >
          <Face id={person_id} name={people.get(person_id)?.name} />
          <span className="members-who-words">
            <span className="ellipsis">{people.get(person_id)?.name || person_id}</span>
            <span className="muted figures ellipsis">{people.get(person_id)?.phone_masked ?? people.get(person_id)?.email_masked ?? ''}</span>
          </span>
        </button>
      ),
    },
    { title: t('tier'), key: 'state', width: 128, render: (_, member) => <TierBadge tier={member.tier} rank={member.rank} /> },
    { title: t('growth'), key: 'growth', width: 136, align: 'right', className: 'figures', render: (_, member) => format.number(member.growth) },
    {
      title: t('points.available'),
      key: 'points',
      width: 152,
      align: 'right',
      className: 'figures',
      render: (_, { points: held }) => (held.debt > 0 ? <Tone tone="bad">{t('points.owes', { points: format.number(held.debt) })}</Tone> : format.number(held.available)),
    },
    ...(narrow ? [] : [{ title: t('points.pending'), key: 'pending', width: 104, align: 'right' as const, className: 'figures', render: (_: unknown, member: Member) => format.number(member.points.pending) }]),
    { title: t('list.columns.until'), key: 'until', width: 144, render: (_, member) => <Time value={lastMoment(member.tier_until)} /> },
    ...(narrow ? [] : [{ title: t('list.columns.joined'), key: 'joined', width: 120, render: (_: unknown, member: Member) => <Time value={member.joined_at} /> }]),
  ];

  return (
    <Page title={t('membersTitle')} purpose={t('membersTitlePurpose')} count={total === undefined ? undefined : format.number(total)} actions={<LinkButton to="/members/programme">{t('list.toProgramme')}</LinkButton>}>
      {figures.data && total !== undefined && total > 0 && <MemberFigures figures={figures.data} chosen={tier} onChoose={(key) => filterBy({ tier: key === tier ? null : key })} />}
      <ListFrame
        query={members}
        pager={pager}
        search={{ value: asked, hint: t('list.search'), onSearch: (value) => filterBy({ search: value }) }}
        filters={
          <>
            <Select
              className="list-filter"
              aria-label={t('tier')}
              value={tier}
              onChange={(value: string) => filterBy({ tier: value })}
              options={[{ value: '', label: t('list.anyTier') }, ...tiers.map((each) => ({ value: each.key, label: inLanguage(each.title, i18n.language) ?? each.key }))]}
            />
            <LeastField label={t('list.growthMin')} value={growth} onChange={(value) => filterBy({ growth: value })} />
            <LeastField label={t('list.pointsMin')} value={points} onChange={(value) => filterBy({ points: value })} />
            <Checkbox checked={owing} onChange={(box) => filterBy({ owing: box.target.checked ? '1' : null })}>
              {t('list.owing')}
            </Checkbox>
          </>
        }
        filtered={Boolean(asked || tier || growth || points || owing)}
        onClear={() => filterBy({ search: null, tier: null, growth: null, points: null, owing: null })}
        noneFound={{ title: t('list.noneFound'), text: t('list.noneFoundText') }}
        empty={<EmptyState icon={<IdcardOutlined />} title={t('list.none')} text={t('list.noneText')} actions={<LinkButton type="primary" to="/members/programme">{t('list.toProgramme')}</LinkButton>} />}
      >
        {(found) => <RowTable rows={found} columns={columns} idOf={(member) => member.person_id} width={904} onOpen={(member) => change({ member: member.person_id })} />}
      </ListFrame>
      <MemberDrawer id={search.get('member')} onClose={() => change({ member: null, ledger: null })} />
    </Page>
  );
}

function LeastField({ label, value, onChange }: { label: string; value: number | undefined; onChange: (value: string | null) => void }) {
  const send = (typed: string) => onChange(least(typed)?.toString() ?? null);
  return (
    <InputNumber
      key={value}
      className="members-least"
      aria-label={label}
      placeholder={label}
      min={0}
      precision={0}
      defaultValue={value}
      onPressEnter={(key) => send(key.currentTarget.value)}
      onBlur={(field) => least(field.target.value) !== value && send(field.target.value)}
    />
  );
}

function least(text: string | null): number | undefined {
  const value = Number((text ?? '').replaceAll(',', ''));
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
