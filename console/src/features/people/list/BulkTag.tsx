import { useQuery } from '@tanstack/react-query';
import { App, AutoComplete, DatePicker, Form, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { dayStart } from '@/format/wallClock';
import { LongWork } from '@/page/LongWork';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { taggingQuery, useStartTagging, useTagPeople } from '../peopleQueries';
import type { SearchIn } from '../peopleTypes';
import { tagCatalogueQuery, useCreateTag } from '../tags/tagQueries';
import { offeredTags, tagNamed } from '../tags/tags';
import { atOnceMax } from './atOnce';

interface BulkTagProps {
  open: boolean;
  remove: boolean;
  /** Chosen one by one; undefined is everybody who is found. */
  personIds: string[] | undefined;
  found: SearchIn;
  howMany: string;
  onClose: () => void;
  onDone: () => void;
}

/** A tag for many: at once for some, as a job that can be left for more. */
export function BulkTag({ open, remove, personIds, found, howMany, onClose, onDone }: BulkTagProps) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const { timezone } = useMe();
  const format = useFormat();
  const named = useNamed();
  const problemText = useProblemText();
  const catalogue = useQuery({ ...tagCatalogueQuery, enabled: open }).data ?? [];
  const create = useCreateTag();
  const tagNow = useTagPeople();
  const start = useStartTagging();
  const [text, setText] = useState('');
  const [expires, setExpires] = useState<Dayjs | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const progress = useQuery(taggingQuery(job)).data;

  const wanted = tagNamed(text, catalogue, []);
  const fits = wanted !== null && (!remove || Boolean(wanted.tag_id));

  const run = async () => {
    if (!wanted) return;
    const tagId = wanted.tag_id ?? (await create.mutateAsync({ name: wanted.name ?? '' })).id;
    const asked = { tagId, remove, expiresAt: remove ? undefined : expires ? dayStart(expires.format('YYYY-MM-DD'), timezone, 1).toISOString() : undefined };
    if (personIds && personIds.length <= atOnceMax) {
      const { changed } = await tagNow.mutateAsync({ ...asked, personIds });
      void message.success(t(remove ? 'bulk.untagged' : 'bulk.tagged', { name: text.trim(), people: format.number(changed) }));
      onDone();
      onClose();
    } else {
      setJob((await start.mutateAsync({ ...asked, search: found })).id);
    }
  };
  const busy = create.isPending || tagNow.isPending || start.isPending;

  return (
    <Modal
      open={open}
      title={t(remove ? 'bulk.removeTitle' : 'bulk.addTitle', { people: howMany })}
      okText={t(remove ? 'bulk.removeTag' : 'bulk.addTag')}
      okButtonProps={{ disabled: !fits, danger: remove }}
      confirmLoading={busy}
      onOk={() => void run().catch((error: Error) => void message.error(problemText(error).sentence))}
      onCancel={onClose}
      footer={job ? null : undefined}
    >
      {job ? (
        <LongWork
          job={progress}
          onLeave={() => {
            onDone();
            onClose();
          }}
        >
          {progress?.changed != null && t(remove ? 'bulk.untagged' : 'bulk.tagged', { name: text.trim(), people: format.number(progress.changed) })}
        </LongWork>
      ) : (
        <Form layout="vertical">
          <Form.Item label={t('columns.tags')} extra={remove ? undefined : t('bulk.newTag')}>
            <AutoComplete
              autoFocus
              aria-label={t('columns.tags')}
              placeholder={t('tagHint')}
              value={text}
              onChange={(typed: string) => setText(typed)}
              options={offeredTags(text, catalogue, []).map((tag) => ({ value: tag.name, label: t('tagInGroup', { name: tag.name, group: named('people:tagGroups', tag.group) }) }))}
            />
          </Form.Item>
          {!remove && (
            <Form.Item label={t('bulk.until')} extra={t('bulk.untilHint')}>
              <DatePicker
                aria-label={t('bulk.until')}
                value={expires}
                disabledDate={(day) => dayStart(day.format('YYYY-MM-DD'), timezone, 1).getTime() <= Date.now()}
                onChange={(day) => setExpires(day as Dayjs | null)}
              />
            </Form.Item>
          )}
        </Form>
      )}
    </Modal>
  );
}
