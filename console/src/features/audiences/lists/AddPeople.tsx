import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { linesOf } from './lines';
import { IdentifierType } from './IdentifierType';
import { useAddToList } from './listQueries';

interface AddPeopleProps {
  listId: string;
  open: boolean;
  onClose: () => void;
  onAdded: (count: number) => void;
}

const unknownShown = 8;

/** Numbers pasted, one a line; those that name nobody stay in the box. */
export function AddPeople({ listId, open, onClose, onAdded }: AddPeopleProps) {
  const { t } = useTranslation('audiences');
  const id = useId();
  const problemText = useProblemText();
  const [type, setType] = useState('phone');
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState<string[]>([]);
  const add = useAddToList(listId);
  const lines = linesOf(text);

  const submit = () =>
    add.mutate(
      { people: [], identifier_type: type, identifiers: lines },
      {
        onSuccess: ({ changed, unknown: places }) => {
          const left = places.map((place) => lines[place] ?? '');
          setUnknown(left);
          setText(left.join('\n'));
          onAdded(changed);
          if (left.length === 0) onClose();
        },
      },
    );
  return (
    <Modal open={open} title={t('lists.addPeople')} okText={t('lists.add')} cancelText={t('builder.cancel')} okButtonProps={{ disabled: lines.length === 0 }} confirmLoading={add.isPending} onOk={submit} onCancel={onClose}>
      <div className="export-choices">
        <p className="muted">{t('lists.addText')}</p>
        <label htmlFor={`${id}-type`}>{t('lists.uploadKind')}</label>
        <IdentifierType id={`${id}-type`} value={type} onChange={setType} />
        <Input.TextArea aria-label={t('lists.addText')} placeholder={t('lists.addHint')} rows={8} value={text} onChange={(input) => setText(input.target.value)} />
        {unknown.length > 0 && (
          <p className="builder-complaint">{t('lists.unknownRows', { count: unknown.length, values: unknown.slice(0, unknownShown).join(t('say.comma')) })}</p>
        )}
        {add.error && <p className="builder-complaint">{problemText(add.error).sentence}</p>}
      </div>
    </Modal>
  );
}
