import { DownloadOutlined, MinusCircleOutlined, TagOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import type { SearchIn } from '../peopleTypes';
import { BulkTag } from './BulkTag';
import type { Selection } from './useSelection';

interface BulkBarProps {
  selection: Selection;
  /** How many the filters find; null where too many to count. */
  total: number | null | undefined;
  maySelectAll: boolean;
  found: SearchIn;
  onExport: (() => void) | undefined;
}

/** What can be done with the chosen; there only while somebody is chosen. */
export function BulkBar({ selection, total, maySelectAll, found, onExport }: BulkBarProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const mayTag = useMay('people.manage');
  const [tagging, setTagging] = useState<'add' | 'remove' | null>(null);
  if (selection.count === 0) return null;
  const more = maySelectAll && selection.wholePage && total !== selection.count;
  const everyone = total == null ? t('manyPeople') : format.number(total);
  return (
    <div className="people-bulk" role="toolbar" aria-label={t('bulk.label')}>
      <strong className="figures">{selection.all ? t('bulk.allChosen', { total: everyone }) : t('bulk.chosen', { count: selection.count })}</strong>
      {more && !selection.all && (
        <Button type="link" size="small" onClick={() => selection.setAll(true)}>
          {t('bulk.chooseAll', { total: everyone })}
        </Button>
      )}
      <span className="people-bulk-acts">
        {mayTag && (
          <>
            <Button size="small" icon={<TagOutlined />} onClick={() => setTagging('add')}>
              {t('bulk.addTag')}
            </Button>
            <Button size="small" icon={<MinusCircleOutlined />} onClick={() => setTagging('remove')}>
              {t('bulk.removeTag')}
            </Button>
          </>
        )}
        {onExport && (
          <Button size="small" icon={<DownloadOutlined />} onClick={onExport}>
            {t('export.open')}
          </Button>
        )}
        <Button size="small" type="text" onClick={selection.clear}>
          {t('bulk.none')}
        </Button>
      </span>
      <BulkTag
        key={tagging}
        open={tagging !== null}
        remove={tagging === 'remove'}
        personIds={selection.all ? undefined : selection.ids}
        found={found}
        howMany={selection.all ? everyone : format.number(selection.count)}
        onClose={() => setTagging(null)}
        onDone={selection.clear}
      />
    </div>
  );
}
