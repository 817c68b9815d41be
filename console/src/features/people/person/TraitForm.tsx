import { App, AutoComplete, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { useSetTraits } from './personQueries';
import { readValue, usualTraits } from './traitValue';

interface TraitFormProps {
  person: Person;
  /** The trait to change; empty asks for its name. */
  name: string;
  onClose: () => void;
}

/** Sets a trait by hand; what other sources say is kept. */
export function TraitForm({ person, name, onClose }: TraitFormProps) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const named = useNamed();
  const problemText = useProblemText();
  const set = useSetTraits(person.id);
  const [form] = Form.useForm<{ name: string; value: string }>();
  const taken = new Set(person.traits.map((trait) => trait.name));

  const submit = (filled: { name: string; value?: string }) =>
    set.mutate(
      { [filled.name.trim()]: readValue(filled.value ?? '') },
      { onSuccess: onClose, onError: (error: Error) => void message.error(problemText(error).sentence) },
    );

  return (
    <Modal
      open
      title={name ? t('trait.edit', { name: named('people:traitNames', name) }) : t('trait.add')}
      okText={t('save')}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="muted">{t('trait.editText')}</p>
      <Form form={form} layout="vertical" initialValues={{ name }} onFinish={submit}>
        <Form.Item name="name" label={t('trait.name')} hidden={name !== ''} rules={[{ required: true, whitespace: true, message: t('trait.nameNeeded') }]}>
          <AutoComplete
            options={usualTraits.filter((each) => !taken.has(each)).map((each) => ({ value: each, label: `${named('people:traitNames', each)} · ${each}` }))}
          />
        </Form.Item>
        <Form.Item name="value" label={t('trait.value')} extra={t('trait.emptyTakesAway')}>
          <Input autoFocus={name !== ''} autoComplete="off" maxLength={2_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
