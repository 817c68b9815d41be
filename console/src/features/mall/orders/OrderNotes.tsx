import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { notesQuery, useNoteOrder } from './orderQueries';

/** What colleagues tell one another; customers never see it. */
export function OrderNotes({ orderId }: { orderId: string }) {
  const { t } = useTranslation('mall');
  const problemText = useProblemText();
  const mayServe = useMay('commerce.serve');
  const notes = useQuery(notesQuery(orderId));
  const add = useNoteOrder(orderId);
  const [text, setText] = useState('');
  return (
    <section>
      <h3>{t('notes.title')}</h3>
      <Loaded query={notes} rows={1}>
        {(found) =>
          found.length === 0 ? (
            <p className="muted">{t('notes.none')}</p>
          ) : (
            <ul className="mall-notes">
              {found.map((note, index) => (
                <li key={index}>
                  <p>{note.text}</p>
                  <span className="muted">
                    {note.author} · <Time value={note.at} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayServe && (
        <form
          className="mall-note-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) add.mutate(text.trim(), { onSuccess: () => setText('') });
          }}
        >
          <Input.TextArea aria-label={t('notes.write')} placeholder={t('notes.write')} autoSize={{ minRows: 1, maxRows: 5 }} maxLength={2000} value={text} onChange={(input) => setText(input.target.value)} />
          <Button htmlType="submit" disabled={!text.trim()} loading={add.isPending}>
            {t('notes.add')}
          </Button>
        </form>
      )}
      {add.error && <p className="mall-problem">{problemText(add.error).sentence}</p>}
    </section>
  );
}
