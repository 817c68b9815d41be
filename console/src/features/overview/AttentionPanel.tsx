import { CheckCircleOutlined, ExclamationCircleFilled, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { attentionPaths } from './attentionPaths';
import { waitingQuery } from './overviewQueries';
import type { Waiting } from './overviewTypes';

/** What waits for somebody, the urgent first, each with where to see to it. */
export function AttentionPanel() {
  const { t } = useTranslation('overview');
  const waiting = useQuery(waitingQuery);
  return (
    <section className="panel overview-panel" aria-labelledby="overview-attention">
      <header className="overview-head">
        <h2 id="overview-attention" className="overview-title">
          {t('attention.title')}
        </h2>
      </header>
      <Loaded query={waiting} rows={3}>
        {(items) =>
          items.length === 0 ? (
            <p className="attention-none">
              <CheckCircleOutlined />
              <span>{t('attention.none')}</span>
            </p>
          ) : (
            <ul className="attention-list">
              {items.map((item) => (
                <li key={item.name}>
                  <AttentionRow item={item} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function AttentionRow({ item }: { item: Waiting }) {
  const path = attentionPaths[item.name];
  if (!path) return <div className="attention-row">{content(false)}</div>;
  return (
    <Link to={path} className="attention-row">
      {content(true)}
    </Link>
  );

  function content(leads: boolean) {
    return (
      <>
        <ExclamationCircleFilled className={`attention-${item.urgency}`} />
        <AttentionWords item={item} />
        {leads && <RightOutlined />}
      </>
    );
  }
}

function AttentionWords({ item }: { item: Waiting }) {
  const { t, i18n } = useTranslation('overview');
  const format = useFormat();
  const count = item.or_more ? t('attention.orMore', { count: format.number(item.count) }) : format.number(item.count);
  const known = i18n.exists(`overview:waiting.${item.name}`);
  return (
    <span className="attention-words">
      {known ? t(`waiting.${item.name}`, { count }) : t('attention.other', { count, title: inLanguage(item.title, i18n.language) ?? item.name })}
      <span className="muted">
        {item.since && (
          <>
            {t('attention.since')} <Time value={item.since} />
          </>
        )}
        {item.since && item.about && ' · '}
        {item.about}
      </span>
    </span>
  );
}
