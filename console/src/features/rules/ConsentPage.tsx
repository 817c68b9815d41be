import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { useNamed } from '@/page/useNamed';
import { RuleTabs } from './RuleTabs';
import { consentCountsQuery, type ConsentCount } from './rulesQueries';
import { byPurpose, type PurposeCounts } from './ruleText';
import './rules.css';

/** What people may be spoken to for, and how many agree. */
export default function ConsentPage() {
  const { t } = useTranslation('rules');
  const counts = useQuery(consentCountsQuery(useNode()));
  return (
    <Page title={t('title')} purpose={t('consent.purpose')}>
      <RuleTabs />
      <Loaded query={counts} rows={8}>
        {(loaded) =>
          loaded.length === 0 ? (
            <div className="panel">
              <EmptyState icon={<SafetyCertificateOutlined />} title={t('consent.emptyTitle')} text={t('consent.emptyText')} />
            </div>
          ) : (
            <div className="consents">
              {byPurpose(loaded).map((purpose) => (
                <Purpose key={purpose.purpose} {...purpose} />
              ))}
              <p className="muted">{t('consent.explain')}</p>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function Purpose({ purpose, channels }: PurposeCounts) {
  const { t } = useTranslation('rules');
  const named = useNamed();
  return (
    // Wider than a phone: the keyboard must get in to scroll.
    <section className="panel consent" tabIndex={0}>
      <h2>
        {named('people:purposes', purpose)} <span className="code muted">{purpose}</span>
      </h2>
      <table className="consent-table">
        <thead>
          <tr>
            <th scope="col">{t('consent.channel')}</th>
            <th scope="col">{t('consent.granted')}</th>
            <th scope="col">{t('consent.withdrawn')}</th>
            <th scope="col">{t('consent.share')}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((count) => (
            <Channel key={count.channel} count={count} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Channel({ count }: { count: ConsentCount }) {
  const { t, i18n } = useTranslation('rules');
  const format = useFormat();
  const named = useNamed();
  const share = count.granted / Math.max(count.granted + count.withdrawn, 1);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
  return (
    <tr>
      <th scope="row">{count.channel === 'any' ? t('consent.anyChannel') : named('people:channels', count.channel)}</th>
      <td className="figures">{format.number(count.granted)}</td>
      <td className="figures">{format.number(count.withdrawn)}</td>
      <td>
        <span className="consent-share">
          <span className="consent-bar" aria-hidden>
            <span style={{ width: `${share * 100}%` }} />
          </span>
          <span className="figures">{percent}</span>
        </span>
      </td>
    </tr>
  );
}
