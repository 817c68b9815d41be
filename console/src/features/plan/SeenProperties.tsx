import { useTranslation } from 'react-i18next';
import { Time } from '@/page/Time';
import type { SeenProperty } from './planQueries';

/** Properties that came in, as far as samples tell. */
export function SeenProperties({ properties }: { properties: readonly SeenProperty[] }) {
  const { t } = useTranslation('plan');
  return (
    <section>
      <h3 className="plan-heading">{t('seenProperties')}</h3>
      <div className="plan-scroll" tabIndex={0} role="region" aria-label={t('seenProperties')}>
        <table className="plan-properties">
          <thead>
            <tr>
              <th scope="col">{t('property.name')}</th>
              <th scope="col">{t('property.types')}</th>
              <th scope="col">{t('property.examples')}</th>
              <th scope="col">{t('columns.lastSeen')}</th>
            </tr>
          </thead>
          <tbody>
            {properties.map((property) => (
              <tr key={property.name}>
                <td className="code">{property.name}</td>
                <td>{property.types.map((type) => t(`types.${type}`)).join(' · ')}</td>
                <td className="muted plan-examples">{property.examples.join(' · ')}</td>
                <td>
                  <Time value={property.last_seen_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
