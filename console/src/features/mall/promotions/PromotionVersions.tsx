import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { useEffectWords } from '../useEffectWords';
import { promotionVersionsQuery } from './promotionQueries';

/** What the rule was, the newest first. */
export function PromotionVersions({ id }: { id: string }) {
  const { t } = useTranslation('mall');
  const words = useEffectWords();
  const versions = useQuery(promotionVersionsQuery(id));
  return (
    <Loaded query={versions} rows={3}>
      {(found) => (
        <ul className="mall-lines">
          {found.map((each) => (
            <li key={each.version}>
              <div className="mall-line-what">
                <span>{words(each.rule)}</span>
                <span className="muted">{t('promotions.version', { number: each.version })}</span>
              </div>
              <Time value={each.written_at} />
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
