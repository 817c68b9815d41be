import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Person } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { useErase } from './leavingQueries';
import { eventNamesQuery } from './personQueries';

/** Forgets a person for good: says what goes, asks why, waits for the word. */
export function ErasePerson({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const format = useFormat();
  const problemText = useProblemText();
  const erase = useErase(person.id);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const events = useQuery({ ...eventNamesQuery(person.id), enabled: open }).data?.items.reduce((sum, each) => sum + each.count, 0);
  const name = person.name || t('unnamed');
  const word = person.name || person.id;

  const run = () =>
    erase.mutate(reason.trim() || t('erase.noReason'), {
      onSuccess: () => {
        void message.success(t('erase.done', { name }));
        void Promise.resolve(navigate('/people')).then(() => {
          queries.removeQueries({ queryKey: ['people', person.id] });
          return queries.invalidateQueries({ queryKey: ['people', 'list'] });
        });
      },
      onError: (error) => void message.error(problemText(error).sentence),
    });

  return (
    <Modal
      open={open}
      title={events === undefined ? t('erase.title', { name }) : t('erase.titleWithEvents', { name, events: format.number(events) })}
      okText={t('erase.open')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== word }}
      confirmLoading={erase.isPending}
      onOk={run}
      onCancel={onClose}
      afterClose={() => setTyped('')}
      destroyOnHidden
    >
      <p>{t('erase.text', { identifiers: format.number(person.identifiers.length), traits: format.number(person.traits.length) })}</p>
      <label className="confirm-word">
        <span>{t('erase.reason')}</span>
        <Input value={reason} maxLength={500} placeholder={t('erase.reasonHint')} onChange={(input) => setReason(input.target.value)} />
      </label>
      <label className="confirm-word">
        <span>{t('app:typeToConfirm', { word })}</span>
        <Input autoFocus autoComplete="off" value={typed} onChange={(input) => setTyped(input.target.value)} />
      </label>
    </Modal>
  );
}
