import { App, AutoComplete, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import type { CatalogueTag, TagGroup } from '../peopleTypes';
import { useChangeTag, useCreateTag } from './tagQueries';

interface TagFormProps {
  tag: CatalogueTag | undefined;
  isNew: boolean;
  /** Group that is looked at. */
  group: string | undefined;
  groups: readonly TagGroup[];
  onClose: () => void;
}

interface Filled {
  name: string;
  group?: string;
  group_id?: string;
}

/** A new tag, or another name or group for one; whoever carries it keeps it. */
export function TagForm({ tag, isNew, group, groups, onClose }: TagFormProps) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const named = useNamed();
  const problemText = useProblemText();
  const create = useCreateTag();
  const change = useChangeTag();
  const [form] = Form.useForm<Filled>();
  if (!isNew && !tag) return null;

  const outcome = { onSuccess: onClose, onError: (error: Error) => void message.error(problemText(error).sentence) };
  const submit = ({ name, group: typed, group_id }: Filled) => {
    if (tag) change.mutate({ tagId: tag.id, name: name.trim(), group_id }, outcome);
    else create.mutate({ name: name.trim(), group: typed?.trim() || undefined }, outcome);
  };
  return (
    <Modal
      open
      title={tag ? t('tagsPage.edit', { name: tag.name }) : t('tagsPage.create')}
      okText={t('save')}
      confirmLoading={create.isPending || change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={tag ? { name: tag.name, group_id: tag.group_id } : { group }} onFinish={submit}>
        <Form.Item name="name" label={t('tagsPage.name')} rules={[{ required: true, whitespace: true, message: t('tagsPage.nameNeeded') }]}>
          <Input autoFocus autoComplete="off" maxLength={200} />
        </Form.Item>
        {tag ? (
          <Form.Item name="group_id" label={t('tagsPage.group')}>
            <Select options={groups.map((each) => ({ value: each.id, label: named('people:tagGroups', each.name) }))} />
          </Form.Item>
        ) : (
          <Form.Item name="group" label={t('tagsPage.group')} extra={t('tagsPage.newGroup')}>
            <AutoComplete options={groups.map((each) => ({ value: each.name }))} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
