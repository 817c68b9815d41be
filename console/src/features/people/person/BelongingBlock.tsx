import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import type { Person } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { NodeSelect } from '@/page/NodeSelect';
import { SideBlock, SideBlockRow } from '@/page/SideBlock';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { useAddBelonging, useRemoveBelonging } from './personQueries';

/** Where a person belongs, and what they are worth to each place. */
export function BelongingBlock({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const confirm = useConfirm();
  const mayEdit = useMay('people.manage');
  const leave = useRemoveBelonging(person.id);

  const ask = (place: Person['belonging'][number]) =>
    confirm({
      title: t('belong.leaveTitle', { name: person.name || t('unnamed'), node: place.node_name }),
      content: place.orders > 0 ? t('belong.leaveText', { orders: format.number(place.orders) }) : undefined,
      okText: t('belong.leave'),
      run: () => leave.mutateAsync(place.node_id),
    });

  return (
    <SideBlock title={t('belonging')} empty={person.belonging.length === 0 && t('noBelonging')} acts={mayEdit && <AddPlace person={person} />}>
      {person.belonging.map((place) => (
        <SideBlockRow key={place.node_id} label={place.node_name}>
          {place.value_minor === null ? (
            <Time value={place.since} />
          ) : (
            t('worth', { amount: format.money(place.value_minor), orders: format.number(place.orders) })
          )}
          {mayEdit && (
            <Button
              className="person-block-remove"
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('belong.leaveNode', { node: place.node_name })}
              onClick={() => ask(place)}
            />
          )}
        </SideBlockRow>
      ))}
    </SideBlock>
  );
}

function AddPlace({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const add = useAddBelonging(person.id);
  const [open, setOpen] = useState(false);
  const here = new Set(person.belonging.map((place) => place.node_id));
  const choose = (node: string | null) => {
    if (!node) return;
    setOpen(false);
    add.mutate(node, { onError: (error: Error) => void message.error(problemText(error).sentence) });
  };
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      destroyOnHidden
      content={
        <NodeSelect
          className="person-place"
          aria-label={t('belong.add')}
          placeholder={t('belong.add')}
          disabled={(node) => here.has(node.id)}
          onChange={choose}
        />
      }
    >
      <Button size="small" type="text" icon={<PlusOutlined />} loading={add.isPending} aria-label={t('belong.add')} title={t('belong.add')} />
    </Popover>
  );
}
