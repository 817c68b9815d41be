import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { inLanguage } from '@/format/inLanguage';
import { Face } from '@/page/Face';
import { useNarrow } from '@/page/useNarrow';
import { useProblemText } from '@/page/useProblemText';
import { accountPath, useMe, useSignOut } from '../session';

/** Who is signed in, in which roles, and the way out. */
export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { id, name, email, roles } = useMe();
  const narrow = useNarrow();
  const signOut = useSignOut();
  const { message } = App.useApp();
  const problemText = useProblemText();

  const leave = () => signOut.mutate(undefined, { onError: (error) => void message.error(problemText(error).sentence) });
  const who = (
    <div className="frame-who">
      <strong>{name}</strong>
      <span className="muted">{email}</span>
      {roles.length > 0 && <span className="muted">{roles.map((role) => inLanguage(role.title, i18n.language) ?? role.name).join(' · ')}</span>}
    </div>
  );
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'who', type: 'group', label: who },
          { type: 'divider' },
          { key: 'account', icon: <UserOutlined />, label: <Link to={accountPath}>{t('account')}</Link> },
          { key: 'leave', icon: <LogoutOutlined />, label: t('signOut'), onClick: leave },
        ],
      }}
    >
      <Button type="text" className="frame-user" aria-label={narrow ? t('userMenu', { name }) : undefined}>
        <Face id={id} name={name} size={26} />
        {!narrow && <span className="ellipsis">{name}</span>}
      </Button>
    </Dropdown>
  );
}
