import { UsergroupAddOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { plainValue } from '@/format/value';
import { useEventLabel } from '@/page/useEventLabel';
import type { LiveEvent } from './liveEvent';
import { askables, segmentAddress } from './segmentCondition';

/** Turns an event into the first condition of a segment: who did the same, with the properties chosen here. */
export function AsCondition({ event }: { event: LiveEvent & { event: string } }) {
  const { t } = useTranslation('live');
  const eventLabel = useEventLabel();
  const [chosen, setChosen] = useState<string[]>([]);
  const found = askables(event);
  return (
    <section className="live-condition">
      <h3>{t('conditionTitle', { event: eventLabel(event.event, event.type) })}</h3>
      <p className="muted">{t(found.length > 0 ? 'conditionHint' : 'conditionPlain')}</p>
      {found.length > 0 && (
        <Checkbox.Group className="live-condition-list" value={chosen} onChange={setChosen}>
          {found.map(({ field, name, value }) => (
            <Checkbox key={field} value={field}>
              <span className="code">{name}</span> = {plainValue(value)}
            </Checkbox>
          ))}
        </Checkbox.Group>
      )}
      <Link to={segmentAddress(event.event, found.filter(({ field }) => chosen.includes(field)))}>
        <Button icon={<UsergroupAddOutlined />} tabIndex={-1}>
          {t('makeCondition')}
        </Button>
      </Link>
    </section>
  );
}
