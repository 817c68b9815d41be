import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LeafKind } from '../audienceTypes';
import { kindGroups } from './leaves';

interface AddConditionProps {
  onAdd: (kind: LeafKind) => void;
  onAddGroup?: () => void;
}

/** What may be asked about people, by what it is about, each with an example. */
export function AddCondition({ onAdd, onAddGroup }: AddConditionProps) {
  const { t } = useTranslation('audiences');
  const items: MenuProps['items'] = kindGroups.map((each) => ({
    type: 'group',
    key: each.name,
    label: t(`kindGroups.${each.name}`),
    children: each.kinds.map((kind) => ({
      key: kind,
      label: (
        <span className="kind-item">
          <span>{t(`kinds.${kind}`)}</span>
          <span className="muted">{t(`kindHints.${kind}`)}</span>
        </span>
      ),
    })),
  }));
  return (
    <span className="builder-adds">
      <Dropdown trigger={['click']} menu={{ items, className: 'kind-menu', onClick: ({ key }) => onAdd(key as LeafKind) }}>
        <Button type="dashed" size="small" icon={<PlusOutlined />}>
          {t('builder.addCondition')}
        </Button>
      </Dropdown>
      {onAddGroup && (
        <Button type="text" size="small" onClick={onAddGroup}>
          {t('builder.addGroup')}
        </Button>
      )}
    </span>
  );
}
