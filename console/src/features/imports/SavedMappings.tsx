import { DeleteOutlined, DownOutlined, HistoryOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { savedMappingsQuery, useForgetMapping, type Import, type Options } from './importsQueries';
import { fitting, fittingFirst, type Columns } from './mapping';

interface SavedMappingsProps {
  one: Import;
  disabled: boolean;
  onUse: (mapping: { columns: Columns; options: Options }) => void;
}

/** Mappings of imports that worked, to use again for a file with some of the same columns. */
export function SavedMappings({ one, disabled, onUse }: SavedMappingsProps) {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [open, setOpen] = useState(false);
  const saved = useQuery(savedMappingsQuery).data?.items ?? [];
  const forget = useForgetMapping();
  const found = fittingFirst(saved, one);
  if (found.length === 0) return null;
  const names = one.columns.map((column) => column.name);

  const list = (
    <ul className="imports-saved">
      {found.map(({ saved: each, fits }) => (
        <li key={each.id}>
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              onUse({ columns: fitting(each, names), options: each.mapping.options ?? {} });
              setOpen(false);
              void message.success(t('savedUsed', { name: each.name }));
            }}
          >
            <strong className="ellipsis">{each.name}</strong>
            <span className="muted figures">
              {t('savedFits', { fits, all: names.length })}
              {' · '}
              <Time value={each.updated_at} />
            </span>
          </button>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('savedForget', { name: each.name })}
            loading={forget.isPending && forget.variables === each.id}
            onClick={() => forget.mutate(each.id, { onError: (error) => void message.error(problemText(error).sentence) })}
          />
        </li>
      ))}
    </ul>
  );

  return (
    <Popover trigger="click" placement="bottomRight" title={t('savedTitle')} content={list} open={open} onOpenChange={setOpen}>
      <Button icon={<HistoryOutlined />} disabled={disabled}>
        {t('savedMappings', { count: found.length })}
        <DownOutlined />
      </Button>
    </Popover>
  );
}
