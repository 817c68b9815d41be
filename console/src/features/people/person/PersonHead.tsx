import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { App, Button, Tooltip, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import type { Person } from '@/api/types';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { PersonState } from '../PersonState';
import { tierOf } from './attributes';
import { PersonTags } from './PersonTags';
import { Revealed } from './Revealed';
import { useRevealed } from './useRevealed';
import { useTierTitle } from './useTierTitle';

/** Who this is, at a glance; masked until somebody asks, which stands in the audit log. */
export function PersonHead({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const mayReveal = useMay('people.reveal');
  const revealed = useRevealed(person.id);
  const tier = useTierTitle(tierOf(person.attributes));
  const personal = person.phone_masked || person.email_masked || person.name;
  return (
    <section className="panel person-head">
      <Face id={person.id} name={person.name} size={56} />
      <div className="person-head-words">
        <div className="person-name">
          <h1>{person.name || t('unnamed')}</h1>
          {tier && <span className="person-tier">{tier}</span>}
          <PersonState state={person.state} />
          {person.kind !== 'person' && <Tone tone="info">{t(`personKinds.${person.kind}`)}</Tone>}
          <Typography.Text copyable className="code muted">
            {person.id}
          </Typography.Text>
        </div>
        <div className="person-facts-line">
          <dl className="person-facts">
            <Fact label={t('columns.phone')}>{plainValue(person.phone_masked)}</Fact>
            <Fact label={t('columns.email')}>{plainValue(person.email_masked)}</Fact>
            <Fact label={t('columns.lastSeen')}>
              <Time value={person.last_seen_at} />
            </Fact>
            <Fact label={t('columns.firstSeen')}>
              <Time value={person.first_seen_at} />
            </Fact>
            <Fact label={t('columns.created')}>
              <Time value={person.created_at} />
            </Fact>
          </dl>
          {mayReveal && personal && (
            <Tooltip title={t('reveal.audited')}>
              <Button
                size="small"
                type="text"
                icon={revealed.data ? <EyeInvisibleOutlined /> : <EyeOutlined />}
                loading={revealed.isPending}
                aria-expanded={Boolean(revealed.data)}
                onClick={() =>
                  revealed.data ? revealed.hide() : revealed.show().catch((error: unknown) => void message.error(problemText(error).sentence))
                }
              >
                {revealed.data ? t('reveal.hide') : t('reveal.show')}
              </Button>
            </Tooltip>
          )}
        </div>
        {revealed.data && <Revealed data={revealed.data} secondsLeft={revealed.secondsLeft} />}
        <PersonTags person={person} />
      </div>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
