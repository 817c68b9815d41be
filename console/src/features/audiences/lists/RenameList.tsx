import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudienceList } from '../audienceTypes';
import { useChangeList } from './listQueries';

interface RenameListProps {
  list: AudienceList;
  open: boolean;
  onClose: () => void;
  problemText: (error: unknown) => string;
}

export function RenameList({ list, open, onClose, problemText }: RenameListProps) {
  const { t } = useTranslation('audiences');
  const { message } = App.useApp();
  const [words, setWords] = useState({ name: list.name, description: list.description });
  const changeList = useChangeList(list.id);
  const submit = () =>
    changeList.mutate(
      { name: words.name.trim(), description: words.description },
      {
        onSuccess: () => {
          void message.success(t('lists.renamed'));
          onClose();
        },
      },
    );
  return (
    <Modal
      open={open}
      title={t('lists.rename')}
      okText={t('lists.save')}
      cancelText={t('builder.cancel')}
      okButtonProps={{ disabled: !words.name.trim() }}
      confirmLoading={changeList.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="export-choices">
        <Input autoFocus aria-label={t('lists.name')} maxLength={100} value={words.name} onChange={(input) => setWords({ ...words, name: input.target.value })} />
        <Input.TextArea aria-label={t('description')} placeholder={t('lists.descriptionHint')} rows={2} maxLength={1000} value={words.description} onChange={(input) => setWords({ ...words, description: input.target.value })} />
        {changeList.error && <p className="builder-complaint">{problemText(changeList.error)}</p>}
      </div>
    </Modal>
  );
}
