import { MergeCellsOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Person } from '@/api/types';
import { useProblemText } from '@/page/useProblemText';
import { newestMerge, useMerge, useUnmerge } from './identityActs';
import { MergeSide } from './MergeSide';
import { outlookQuery, personQuery } from './personQueries';
import { PersonPicker } from './PersonPicker';
import { useKindName } from './useKindName';
import { useUndo } from './useUndo';

/** Two persons side by side, what stands against joining them, and the joining. */
export function MergeDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('people');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const kindName = useKindName();
  const merge = useMerge();
  const unmerge = useUnmerge();
  const offerUndo = useUndo();
  const [otherId, setOtherId] = useState<string>();
  const [sure, setSure] = useState(false);
  const other = useQuery({ ...personQuery(otherId ?? ''), enabled: otherId !== undefined }).data;
  const outlook = useQuery({ ...outlookQuery(person.id, otherId ?? ''), enabled: otherId !== undefined });
  const rule = outlook.data?.rule;
  const ready = other && outlook.data && rule !== 'kind' && (!rule || sure);

  const run = async () => {
    if (!other) return;
    const joined = await merge.mutateAsync({ personId: person.id, otherId: other.id, despiteRules: Boolean(rule) });
    close();
    if (joined.id !== person.id) void navigate(`/people/${joined.id}`, { replace: true });
    const line = await newestMerge(joined.id);
    if (!line || line.kind !== 'merge') return;
    const name = other.name || t('unnamed');
    offerUndo(t('merge.done', { name }), () => unmerge.mutateAsync({ personId: joined.id, mergeId: line.id }), t('unmerged', { other: name }));
  };
  const close = () => {
    setOtherId(undefined);
    setSure(false);
    onClose();
  };

  return (
    <Modal
      open={open}
      width={760}
      title={t('merge.title', { name: person.name || t('unnamed') })}
      okText={t('merge.do')}
      okButtonProps={{ disabled: !ready, icon: <MergeCellsOutlined /> }}
      confirmLoading={merge.isPending}
      onOk={() => void run().catch((error: Error) => void message.error(problemText(error).sentence))}
      onCancel={close}
      destroyOnHidden
    >
      <p className="muted">{t('merge.text')}</p>
      <PersonPicker
        value={otherId}
        without={[person.id]}
        onChange={(found) => {
          setSure(false);
          setOtherId(found?.id);
        }}
      />
      {other && (
        <div className="merge-sides">
          <MergeSide person={person} stands={outlook.data?.stands_id === person.id} />
          <MergeSide person={other} stands={outlook.data?.stands_id === other.id} />
        </div>
      )}
      {outlook.error && <Alert type="error" showIcon title={problemText(outlook.error).sentence} />}
      {outlook.data?.parted_by_hand && <Alert className="merge-alert" type="info" showIcon title={t('merge.partedByHand')} />}
      {rule && (
        <Alert
          className="merge-alert"
          type={rule === 'kind' ? 'error' : 'warning'}
          showIcon
          title={ruleText(rule)}
          description={
            rule !== 'kind' && (
              <Checkbox checked={sure} onChange={(box) => setSure(box.target.checked)}>
                {t('merge.sure')}
              </Checkbox>
            )
          }
        />
      )}
      {ready && !rule && <Alert className="merge-alert" type="success" showIcon title={t('merge.nothingAgainst')} />}
    </Modal>
  );

  function ruleText(name: string): string {
    const key = `merge.rules.${name}`;
    const kind = outlook.data?.identifier_type ? kindName(outlook.data.identifier_type) : '';
    return i18n.exists(key, { ns: 'people' }) ? t(key, { kind }) : t('merge.rules.other', { rule: name });
  }
}
