import { ApartmentOutlined, DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Flyout } from '@/page/Flyout';
import { useWorkplace } from '../node';
import { useMay, useMe } from '../session';
import { nodeQuery, nodesQuery } from './nodeQueries';

const NodeList = lazy(() => import('./NodeList'));

/** The part of the organization that every list is about: everything, a brand, a region, a store. */
export function NodeSwitcher() {
  const { t } = useTranslation();
  const { node, choose } = useWorkplace();
  const { everywhere } = useMe();
  const permitted = useMay('organization.read');
  const [open, setOpen] = useState(false);
  const anywhere = useQuery({ ...nodesQuery(''), enabled: permitted }).data?.items ?? [];
  const chosen = useQuery({ ...nodeQuery(node ?? ''), enabled: permitted && node !== undefined });

  const gone = node !== undefined && chosen.error && asProblem(chosen.error).status === 404;
  useEffect(() => {
    if (gone) choose(undefined);
  }, [gone, choose]);

  if (!permitted || (anywhere.length < 2 && node === undefined)) return null;
  const name = node ? (chosen.data?.name ?? '…') : everywhere ? t('everywhere') : t('node.allMine');
  return (
    <Flyout
      placement="bottomLeft"
      open={open}
      onTurn={setOpen}
      content={
        <NodeList
          chosen={node}
          onChoose={(next) => {
            choose(next);
            setOpen(false);
          }}
        />
      }
    >
      <Button
        className={node ? 'node-switcher node-switcher-narrowed' : 'node-switcher'}
        icon={<ApartmentOutlined />}
        aria-label={t('node.switch', { name })}
        aria-haspopup="listbox"
        aria-expanded={open}
      >
        <span className="ellipsis">{name}</span>
        <DownOutlined className="node-switcher-arrow" />
      </Button>
    </Flyout>
  );
}
