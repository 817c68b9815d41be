import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import type { Account } from '../types';

type Traits = Account['pool_traits'];

/** How many of the six traits of a private pool an account meets, and which. */
export function PoolTraitsShort({ traits }: { traits: Traits }) {
  const { t } = useTranslation('reach');
  const met = traits.filter((each) => each.met);
  if (traits.length === 0) return null;
  return (
    <span className="pool-short">
      <span className="muted">{t('pool.met', { met: met.length, all: traits.length })}</span>
      <span className="pool-words">
        {traits.map(({ trait, met: isMet }) => (
          <span key={trait} className={isMet ? 'pool-word pool-word-met' : 'pool-word'}>
            {!isMet && <span className="visually-hidden">{t('pool.lacks')}</span>}
            {t(`pool.short.${trait}`)}
          </span>
        ))}
      </span>
    </span>
  );
}

/** Every trait with the fact behind it. */
export function PoolTraits({ traits }: { traits: Traits }) {
  const { t, i18n } = useTranslation('reach');
  if (traits.length === 0) return null;
  return (
    <section>
      <h3>{t('pool.title', { met: traits.filter((each) => each.met).length, all: traits.length })}</h3>
      <ul className="pool-traits">
        {traits.map(({ trait, met, why }) => (
          <li key={trait}>
            {met ? <CheckCircleFilled className="pool-met" aria-label={t('pool.has')} /> : <MinusCircleOutlined className="pool-lacking" aria-label={t('pool.lacks')} />}
            <span>
              <strong>{t(`pool.traits.${trait}`)}</strong>
              <span className="muted">{inLanguage(why, i18n.language)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
