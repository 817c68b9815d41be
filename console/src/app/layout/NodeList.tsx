import { CheckOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChoices } from '@/page/useChoices';
import { useSettled } from '@/page/useSettled';
import { useMe } from '../session';
import { nodesQuery, nodesShown } from './nodeQueries';
import { placeNodes } from './nodeTree';

const pauseMs = 150;

interface NodeListProps {
  chosen: string | undefined;
  onChoose: (node: string | undefined) => void;
}

/** The org tree with a search field; "everywhere" stands first. */
export default function NodeList({ chosen, onChoose }: NodeListProps) {
  const { t } = useTranslation();
  const { everywhere } = useMe();
  const [text, setText] = useState('');
  const asked = useSettled(text.trim(), pauseMs);
  const nodes = useQuery(nodesQuery(asked));
  const placed = placeNodes(nodes.data?.items ?? []);
  const rows = [...(asked ? [] : [undefined]), ...placed];
  const { fieldProps, listProps, optionProps, toFirst } = useChoices(rows, (row) => onChoose(row?.node.id));

  return (
    <div className="node-list">
      <Input
        {...fieldProps}
        autoFocus
        allowClear
        prefix={<SearchOutlined />}
        placeholder={t('node.search')}
        aria-label={t('node.search')}
        value={text}
        onChange={(input) => {
          setText(input.target.value);
          toFirst();
        }}
      />
      <ul {...listProps} aria-label={t('node.list')} className="choices">
        {rows.map((row, index) => (
          <li key={row?.node.id ?? ''} {...optionProps(index)} className="choice" style={{ paddingInlineStart: 12 + (row?.depth ?? 0) * 16 }}>
            <span className="choice-words">
              <span className="ellipsis">{row ? row.node.name : everywhere ? t('everywhere') : t('node.allMine')}</span>
            </span>
            {row && <span className="muted choice-kind">{t(`nodeKinds.${row.node.kind}`)}</span>}
            <CheckOutlined className={row?.node.id === chosen ? 'choice-check' : 'choice-check choice-unchecked'} />
          </li>
        ))}
      </ul>
      <p className="muted node-note" role="status">
        {nodes.data && rows.length === 0 ? t('node.none') : placed.length >= nodesShown ? t('node.more', { count: nodesShown }) : t('node.hint')}
      </p>
    </div>
  );
}
