import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { permits } from '@/app/permissions';
import { useMe } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { Loaded } from './Loaded';
import { groupPermissions, type PermissionGroup } from './permissionGroups';
import { permissionsQuery } from './permissionsQuery';
import { useNamed } from './useNamed';
import './permissions.css';

interface PermissionPickerProps {
  value?: string[];
  onChange?: (names: string[]) => void;
}

/** Permissions to tick, by module; what the operator does not hold cannot be handed on. */
export function PermissionPicker({ value = [], onChange }: PermissionPickerProps) {
  const permissions = useQuery(permissionsQuery);
  return (
    <Loaded query={permissions} rows={6}>
      {(all) => (
        <div className="permission-groups">
          {groupPermissions(all).map((group) => (
            <Group key={group.module} group={group} chosen={value} onChange={(names) => onChange?.(names)} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

function Group({ group, chosen, onChange }: { group: PermissionGroup; chosen: string[]; onChange: (names: string[]) => void }) {
  const { i18n } = useTranslation();
  const named = useNamed();
  const held = useMe().permissions;
  const offered = group.permissions.map((permission) => permission.name).filter((name) => permits(held, name));
  const ticked = offered.filter((name) => chosen.includes(name));
  const others = chosen.filter((name) => !offered.includes(name));
  return (
    <fieldset>
      <legend>
        <Checkbox
          checked={offered.length > 0 && ticked.length === offered.length}
          indeterminate={ticked.length > 0 && ticked.length < offered.length}
          disabled={offered.length === 0}
          onChange={(box) => onChange(box.target.checked ? [...others, ...offered] : others)}
        >
          {named('app:modules', group.module)}
        </Checkbox>
      </legend>
      {group.permissions.map(({ name, title }) => (
        <Checkbox
          key={name}
          checked={chosen.includes(name)}
          disabled={!permits(held, name)}
          onChange={(box) => onChange(box.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))}
        >
          {inLanguage(title, i18n.language) ?? name}
          <span className="code muted permission-name">{name}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
