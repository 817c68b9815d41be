import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { usePlanEvent } from './planQueries';

/** Agrees on an event that has not come yet. */
export function AddEvent({ onAdded }: { onAdded: (event: string) => void }) {
  const { t } = useTranslation('plan');
  const problemText = useProblemText();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const add = usePlanEvent();
  if (!useMay('tracking.write')) return null;
  const event = name.trim();

  const submit = () => {
    if (!event) return;
    add.mutate(
      { event, mode: 'observe', seen: false },
      {
        onSuccess: () => {
          setOpen(false);
          onAdded(event);
        },
      },
    );
  };
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('add')}
      </Button>
      <Modal
        open={open}
        title={t('add')}
        okText={t('addOk')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: !event }}
        confirmLoading={add.isPending}
        onOk={submit}
        onCancel={() => setOpen(false)}
        afterClose={() => {
          setName('');
          add.reset();
        }}
      >
        <label className="plan-field">
          <span>{t('eventName')}</span>
          <Input autoFocus maxLength={250} placeholder={t('eventNameHint')} value={name} onChange={(input) => setName(input.target.value)} onPressEnter={submit} />
          <span className="muted">{t('addHint')}</span>
        </label>
        {add.error && <Alert type="error" showIcon title={problemText(add.error).sentence} />}
      </Modal>
    </>
  );
}
