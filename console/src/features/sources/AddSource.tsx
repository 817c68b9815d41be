import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { kindIcons } from './kinds';
import { sourceKinds, useCreateSource, type SourceKind } from './sourcesQueries';

interface AddSourceProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  onAdded: (id: string) => void;
}

/** A new source with its first key. */
export function AddSource({ open, onOpen, onAdded }: AddSourceProps) {
  const { t } = useTranslation('sources');
  const problemText = useProblemText();
  const [kind, setKind] = useState<SourceKind>('browser');
  const [name, setName] = useState('');
  const create = useCreateSource();
  const called = name.trim() || t(`kinds.${kind}`);
  const submit = () =>
    create.mutateAsync({ name: called, kind, strict: false }).then(
      (source) => onAdded(source.id),
      () => undefined,
    );
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => onOpen(true)}>
        {t('add')}
      </Button>
      <Modal
        open={open}
        title={t('add')}
        okText={t('addOk')}
        cancelText={t('cancel')}
        confirmLoading={create.isPending}
        onOk={() => void submit()}
        onCancel={() => onOpen(false)}
        afterClose={() => {
          setName('');
          create.reset();
        }}
      >
        <div className="sources-form">
          <span className="sources-label" id="sources-kind">
            {t('kindQuestion')}
          </span>
          <Radio.Group className="sources-kinds" aria-labelledby="sources-kind" value={kind} onChange={(choice) => setKind(choice.target.value as SourceKind)}>
            {sourceKinds.map((each) => (
              <Radio key={each} value={each}>
                <span aria-hidden>{kindIcons[each]}</span> {t(`kinds.${each}`)}
              </Radio>
            ))}
          </Radio.Group>
          <label className="sources-form">
            <span className="sources-label">{t('name')}</span>
            <Input maxLength={100} placeholder={t(`kinds.${kind}`)} value={name} onChange={(input) => setName(input.target.value)} onPressEnter={() => void submit()} />
          </label>
          {create.error && <Alert type="error" showIcon title={problemText(create.error).sentence} />}
        </div>
      </Modal>
    </>
  );
}
