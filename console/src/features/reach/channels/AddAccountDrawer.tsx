import { useQuery } from '@tanstack/react-query';
import { App, Drawer, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMe } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { AccountForm } from './AccountForm';
import { channelsQuery, useAddAccount } from './channelQueries';
import { useKindName } from './useKindName';

interface AddAccountDrawerProps {
  /** Of channel; null while nothing is added. */
  kind: string | null;
  onKind: (kind: string) => void;
  onClose: () => void;
  onAdded: (accountId: string) => void;
}

/** A new account: first its kind, then what that kind asks for. */
export function AddAccountDrawer({ kind, onKind, onClose, onAdded }: AddAccountDrawerProps) {
  const { t } = useTranslation('reach');
  const { message } = App.useApp();
  const kindName = useKindName();
  const me = useMe();
  const node = useNode();
  const kinds = useQuery({ ...channelsQuery, enabled: kind !== null });
  const add = useAddAccount();
  const nodeId = node ?? (me.everywhere ? null : (me.nodes[0]?.id ?? null));
  return (
    <Drawer open={kind !== null} onClose={onClose} size={480} title={t('addAccount')} destroyOnHidden>
      <Loaded query={kinds}>
        {({ items }) => {
          const channel = items.find((each) => each.kind === kind) ?? items[0];
          if (!channel) return null;
          return (
            <>
              <Segmented
                className="account-kinds"
                aria-label={t('columns.channel')}
                value={channel.kind}
                options={items.map((each) => ({ value: each.kind, label: kindName(each.kind) }))}
                onChange={onKind}
              />
              <AccountForm
                key={channel.kind}
                channel={channel}
                okText={t('addAccount')}
                busy={add.isPending}
                error={add.error}
                onSubmit={(words) =>
                  add.mutate(
                    { ...words, kind: channel.kind, node_id: nodeId },
                    {
                      onSuccess: (made) => {
                        void message.success(t('accountAdded', { name: made.name }));
                        onAdded(made.id);
                      },
                    },
                  )
                }
              />
            </>
          );
        }}
      </Loaded>
    </Drawer>
  );
}
