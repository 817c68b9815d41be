import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/page/Loaded';
import { Time, useNow } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { useUndo, verificationsQuery } from './tillQueries';

/** The last coupons used here; a slip can be taken back for a while. */
export function RecentVerifications({ store }: { store: string | undefined }) {
  const { t } = useTranslation('mall');
  const confirm = useConfirm();
  const now = useNow();
  const recent = useQuery(verificationsQuery(store));
  const undo = useUndo();
  return (
    <section className="panel mall-till-recent">
      <h2>{t('till.recent')}</h2>
      <Loaded query={recent} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('till.recentNone')}</p>
          ) : (
            <ul className="mall-lines">
              {items.map(({ coupon, undo_until }) => (
                <li key={coupon.id}>
                  <div className="mall-line-what">
                    <span>{coupon.name}</span>
                    <span className="muted figures">
                      {coupon.code} · <Time value={coupon.used_at} />
                    </span>
                  </div>
                  {undo_until && new Date(undo_until) > now && (
                    <Button
                      size="small"
                      onClick={() =>
                        confirm({ title: t('till.undoTitle', { name: coupon.name }), content: t('till.undoText'), okText: t('till.undo'), run: () => undo.mutateAsync(coupon.id), done: t('till.undone') })
                      }
                    >
                      {t('till.undo')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
