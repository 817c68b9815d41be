import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/app/session';
import { Face } from '@/page/Face';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { InvitationLink } from './InvitationLink';
import { MembershipFields } from './MembershipFields';
import { staffQuery, useStaffActs, type Membership, type MembershipCreate, type Staff } from './staffQueries';
import { RoleAt, StaffStateTone } from './StaffTable';
import { useRoleName } from './useRoleName';

/** One member of staff: their roles, and the door. */
export function StaffDrawer({ staffId, onClose }: { staffId: string | null; onClose: () => void }) {
  const { t } = useTranslation('staff');
  return (
    <Drawer open={staffId !== null} onClose={onClose} size={480} title={t('detail')} destroyOnHidden>
      {staffId && <Detail staffId={staffId} />}
    </Drawer>
  );
}

function Detail({ staffId }: { staffId: string }) {
  const staff = useQuery(staffQuery(staffId));
  return (
    <Loaded query={staff} rows={5}>
      {(loaded) => <StaffDetail staff={loaded} />}
    </Loaded>
  );
}

function StaffDetail({ staff }: { staff: Staff }) {
  const { t } = useTranslation('staff');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const acts = useStaffActs(staff.id);
  const mayManage = useMay('organization.manage_staff');
  const onError = (error: Error) => void message.error(problemText(error).sentence);
  return (
    <div className="staff-detail">
      <div className="staff-head">
        <Face id={staff.id} name={staff.name} size={44} />
        <div className="staff-who-words">
          <Typography.Text
            strong
            editable={mayManage ? { onChange: (name) => name.trim() && name !== staff.name && acts.change.mutate({ name: name.trim() }, { onError }), tooltip: t('rename') } : false}
          >
            {staff.name}
          </Typography.Text>
          <span className="muted">{staff.email}</span>
        </div>
        <StaffStateTone staff={staff} />
      </div>
      <Facts
        facts={[
          { label: t('columns.totp'), value: staff.one_time_codes ? t('totpOn') : t('totpOff') },
          { label: t('columns.created'), value: <Time value={staff.created_at} /> },
        ]}
      />
      <section>
        <h3>{t('membership.label')}</h3>
        <ul className="held-roles">
          {staff.memberships.map((membership) => (
            <HeldRole key={membership.id} staff={staff} membership={membership} mayManage={mayManage} />
          ))}
          {staff.memberships.length === 0 && <li className="muted">{t('noRoles')}</li>}
        </ul>
        {mayManage && <GiveRole staff={staff} />}
      </section>
      {mayManage && <Door staff={staff} />}
    </div>
  );
}

function HeldRole({ staff, membership, mayManage }: { staff: Staff; membership: Membership; mayManage: boolean }) {
  const { t } = useTranslation('staff');
  const confirm = useConfirm();
  const roleName = useRoleName();
  const { withdraw } = useStaffActs(staff.id);
  const facts = { name: staff.name, role: roleName(membership.role), node: membership.node?.name ?? t('app:everywhere') };
  return (
    <li>
      <RoleAt membership={membership} />
      {mayManage && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('withdraw.label', facts)}
          onClick={() =>
            confirm({
              title: t('withdraw.title', facts),
              content: t('withdraw.text'),
              okText: t('withdraw.confirm'),
              run: () => withdraw.mutateAsync(membership.id),
              done: t('withdraw.done', facts),
            })
          }
        />
      )}
    </li>
  );
}

function GiveRole({ staff }: { staff: Staff }) {
  const { t } = useTranslation('staff');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { grant } = useStaffActs(staff.id);
  const [wanted, setWanted] = useState<Partial<MembershipCreate>>({});
  const give = () => {
    if (!wanted.role_id) return;
    grant.mutate(
      { role_id: wanted.role_id, node_id: wanted.node_id ?? null },
      { onSuccess: () => setWanted({}), onError: (error) => void message.error(problemText(error).sentence) },
    );
  };
  return (
    <div className="membership-row">
      <MembershipFields value={wanted} onChange={setWanted} />
      <Button disabled={!wanted.role_id} loading={grant.isPending} onClick={give}>
        {t('membership.give')}
      </Button>
    </div>
  );
}

/** Letting in, shutting out, and helping someone who lost their way in. */
function Door({ staff }: { staff: Staff }) {
  const { t } = useTranslation('staff');
  const { id } = useMe();
  const confirm = useConfirm();
  const acts = useStaffActs(staff.id);
  const { name } = staff;
  return (
    <section>
      <h3>{t('door.title')}</h3>
      {acts.inviteAgain.data && <InvitationLink invitation={acts.inviteAgain.data} />}
      <div className="staff-acts">
        <Button
          onClick={() =>
            confirm({
              title: t(staff.invited ? 'door.inviteAgainTitle' : 'door.resetPasswordTitle', { name }),
              content: t('door.inviteAgainText'),
              okText: t('door.inviteAgain'),
              danger: false,
              run: () => acts.inviteAgain.mutateAsync(),
            })
          }
        >
          {t(staff.invited ? 'door.inviteAgain' : 'door.resetPassword')}
        </Button>
        {staff.one_time_codes && (
          <Button
            onClick={() =>
              confirm({
                title: t('door.resetTotpTitle', { name }),
                content: t('door.resetTotpText'),
                okText: t('door.resetTotp'),
                run: () => acts.resetTotp.mutateAsync(),
                done: t('door.totpWasReset'),
              })
            }
          >
            {t('door.resetTotp')}
          </Button>
        )}
        {staff.active ? (
          <Button
            danger
            disabled={staff.id === id}
            onClick={() =>
              confirm({
                title: t('door.suspendTitle', { name }),
                content: t('door.suspendText'),
                okText: t('door.suspend'),
                run: () => acts.change.mutateAsync({ active: false }),
                done: t('door.suspended', { name }),
              })
            }
          >
            {t('door.suspend')}
          </Button>
        ) : (
          <Button onClick={() => acts.change.mutate({ active: true })}>{t('door.restore')}</Button>
        )}
      </div>
    </section>
  );
}
