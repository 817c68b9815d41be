import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { SecretOnce } from '@/page/SecretOnce';
import type { Invitation } from './staffQueries';

export function InvitationLink({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('staff');
  const format = useFormat();
  return (
    <SecretOnce
      title={t('invite.linkOnce')}
      hint={t('invite.linkHint', { until: format.exact(new Date(invitation.expires_at)) })}
      secret={invitation.link}
    />
  );
}
