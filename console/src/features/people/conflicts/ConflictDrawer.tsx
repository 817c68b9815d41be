import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { plainValue } from '@/format/value';
import { ErrorState } from '@/page/ErrorState';
import { Facts } from '@/page/Facts';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { useSourceName } from '@/page/useSourceName';
import type { Conflict } from '../peopleTypes';
import { MergeSide } from '../person/MergeSide';
import { personQuery } from '../person/personQueries';
import { useKindName } from '../person/useKindName';
import { personsOf, ruleOf } from './conflict';
import { useSettle } from './conflictQueries';

const tones = { open: 'warn', merged: 'good', dismissed: 'idle' } as const;

/** The persons of a conflict side by side, the evidence between them, and the decision. */
export function ConflictDrawer({ conflict, onClose }: { conflict: Conflict | undefined; onClose: () => void }) {
  const { t } = useTranslation('people');
  return (
    <Drawer open={conflict !== undefined} title={t('conflicts.oneTitle')} size={760} onClose={onClose} destroyOnHidden>
      {conflict && <Found key={conflict.id} conflict={conflict} onClose={onClose} />}
    </Drawer>
  );
}

function Found({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const named = useNamed();
  const kindName = useKindName();
  const sourceName = useSourceName();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const settle = useSettle();
  const persons = personsOf(conflict);
  const rule = ruleOf(conflict);
  const evidence = conflict.identifiers.map((identifier) => `${kindName(identifier.kind)} ${identifier.value_masked}`).join(' + ');

  const join = () =>
    confirm({
      title: t('conflicts.mergeTitle', { persons: persons.length }),
      content: t('conflicts.mergeText'),
      okText: t('conflicts.merge'),
      danger: false,
      run: () => settle.mutateAsync({ conflictId: conflict.id, decision: 'merge' }).then(onClose),
      done: t('conflicts.mergedDone'),
    });
  const dismiss = () =>
    settle.mutate(
      { conflictId: conflict.id, decision: 'dismiss' },
      {
        onSuccess: () => {
          void message.success(t('conflicts.dismissedDone'));
          onClose();
        },
        onError: (error: Error) => void message.error(problemText(error).sentence),
      },
    );

  return (
    <>
      <p className="conflict-why">{t('conflicts.explain', { rule: named('people:conflicts.rules', rule.name), kind: kindName(rule.type) })}</p>
      <Facts
        facts={[
          { label: t('columns.state'), value: <Tone tone={tones[conflict.state]}>{t(`conflicts.states.${conflict.state}`)}</Tone> },
          { label: t('conflicts.evidence'), value: evidence },
          { label: t('event.time'), value: <Time value={conflict.time} /> },
          { label: t('event.source'), value: plainValue(sourceName(conflict.source)) },
          { label: t('messageId'), value: <span className="code">{plainValue(conflict.message_id)}</span> },
        ]}
      />
      <div className="merge-sides">
        {persons.map((id) => (
          <Side key={id} personId={id} marked={conflict.identifiers.filter((identifier) => identifier.person_id === id).map((identifier) => identifier.id)} />
        ))}
      </div>
      {conflict.state === 'open' && (
        <div className="conflict-acts">
          <Button onClick={dismiss} loading={settle.isPending}>
            {t('conflicts.dismiss')}
          </Button>
          <Button type="primary" onClick={join} disabled={persons.length < 2}>
            {t('conflicts.merge')}
          </Button>
        </div>
      )}
    </>
  );
}

function Side({ personId, marked }: { personId: string; marked: string[] }) {
  const person = useQuery(personQuery(personId));
  if (person.error) return <ErrorState error={person.error} />;
  if (!person.data) return <PageSkeleton rows={5} />;
  return <MergeSide person={person.data} marked={marked} />;
}
