import { App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { asProblem } from '@/api/problem';
import { NodeSelect } from '@/page/NodeSelect';
import { useProblemText } from '@/page/useProblemText';
import { useAddPerson } from '../peopleQueries';

interface Filled {
  name?: string;
  phone?: string;
  email?: string;
  member_no?: string;
  node?: string | null;
}

/** Somebody entered by hand. */
export function AddPerson({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const add = useAddPerson();
  const [form] = Form.useForm<Filled>();

  const submit = ({ name, phone, email, member_no, node }: Filled) => {
    const traits = Object.fromEntries(Object.entries({ name, phone, email }).filter(([, value]) => value?.trim()));
    const identifiers = member_no?.trim() ? [{ type: 'member_no', value: member_no.trim() }] : [];
    add.mutate(
      { traits, identifiers, node_id: node ?? undefined },
      {
        onSuccess: (person) => void navigate(`/people/${person.id}`),
        onError: (error) => {
          const type = String(asProblem(error).facts.identifier_type ?? '');
          const field = (['phone', 'email', 'member_no'] as const).find((each) => each === type);
          const { sentence } = problemText(error);
          if (field) form.setFields([{ name: field, errors: [sentence] }]);
          else void message.error(sentence);
        },
      },
    );
  };

  return (
    <Modal
      open={open}
      title={t('add.open')}
      okText={t('add.save')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="muted">{t('add.text')}</p>
      <Form form={form} layout="vertical" onFinish={submit} preserve={false}>
        <Form.Item name="name" label={t('traitNames.name')}>
          <Input autoFocus autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label={t('columns.phone')}>
          <Input autoComplete="off" inputMode="tel" maxLength={40} />
        </Form.Item>
        <Form.Item name="email" label={t('columns.email')} rules={[{ type: 'email', message: t('add.noEmail') }]}>
          <Input autoComplete="off" inputMode="email" maxLength={200} />
        </Form.Item>
        <Form.Item name="member_no" label={t('kinds.member_no')}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="node" label={t('belonging')}>
          <NodeSelect placeholder={t('add.noNode')} aria-label={t('belonging')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
