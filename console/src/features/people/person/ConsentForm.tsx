import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { useAddConsent } from './personQueries';

export interface ConsentAsked {
  purpose?: string;
  channel?: string;
  granted: boolean;
}

interface Filled {
  purpose: string;
  channel: string;
  granted: boolean;
  how: string;
  note?: string;
}

const purposes = ['marketing', 'service', 'analytics', 'personalization'];
const channels = ['any', 'sms', 'email', 'wecom', 'service_account', 'mini_program', 'app', 'phone'];
const ways = ['phone_call', 'in_store', 'written', 'chat', 'complaint'];

/** Notes what somebody allowed or took back, with how we know; nothing ever leaves the ledger. */
export function ConsentForm({ person, asked, onClose }: { person: Person; asked: ConsentAsked; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const named = useNamed();
  const problemText = useProblemText();
  const add = useAddConsent(person.id);
  const [form] = Form.useForm<Filled>();
  const fixed = asked.purpose !== undefined;
  const name = person.name || t('unnamed');

  const submit = ({ purpose, channel, granted, how, note }: Filled) =>
    add.mutate(
      { purpose, channel, granted, proof: note?.trim() ? { how, note: note.trim() } : { how } },
      { onSuccess: onClose, onError: (error: Error) => void message.error(problemText(error).sentence) },
    );
  const options = (heading: string, words: readonly string[]) => words.map((value) => ({ value, label: named(heading, value) }));

  return (
    <Modal
      open
      title={fixed ? t(asked.granted ? 'consents.grantTitle' : 'consents.withdrawTitle', { name }) : t('consents.add')}
      okText={t('consents.save')}
      okButtonProps={{ danger: fixed && !asked.granted }}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="muted">{t('consents.text')}</p>
      <Form form={form} layout="vertical" initialValues={{ purpose: 'marketing', channel: 'sms', ...asked }} onFinish={submit}>
        <div className="consent-what">
          <Form.Item name="purpose" label={t('consents.purpose')}>
            <Select disabled={fixed} options={options('people:purposes', purposes)} />
          </Form.Item>
          <Form.Item name="channel" label={t('consents.channel')}>
            <Select disabled={fixed} options={options('people:channels', channels)} />
          </Form.Item>
          <Form.Item name="granted" label={t('consents.word')}>
            <Select
              disabled={fixed}
              options={[
                { value: true, label: t('granted') },
                { value: false, label: t('withdrawn') },
              ]}
            />
          </Form.Item>
        </div>
        <Form.Item name="how" label={t('consents.how')} rules={[{ required: true, message: t('consents.howNeeded') }]}>
          <Select autoFocus options={ways.map((value) => ({ value, label: t(`consents.ways.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('consents.note')}>
          <Input.TextArea rows={2} maxLength={500} placeholder={t('consents.noteHint')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
