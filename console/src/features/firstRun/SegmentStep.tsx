import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { Figure } from '@/page/Figure';
import { useProblemText } from '@/page/useProblemText';
import { WhoMayGive } from '@/page/WhoMayGive';
import { useMakeSegment } from './firstRunQueries';

interface SomeSegment {
  id: string;
  name: string;
  size?: number | null;
}

export function SegmentStep({ segments }: { segments: readonly SomeSegment[] }) {
  const { t } = useTranslation('firstRun');
  const permitted = useMay('audiences.manage');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const make = useMakeSegment();
  if (!permitted && segments.length === 0) return <WhoMayGive permission="audiences.manage" />;
  return (
    <>
      {segments.length > 0 && (
        <ul className="start-list">
          {segments.slice(0, 5).map((segment) => (
            <li key={segment.id}>
              <Link to={`/segments/${segment.id}`}>{segment.name}</Link>
              <span className="muted">
                <Figure value={segment.size} /> {t('segment.people')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="start-links">
        {segments.length === 0 && (
          <Button
            type="primary"
            loading={make.isPending}
            onClick={() => make.mutate(t('segment.everyone'), { onError: (error) => void message.error(problemText(error).sentence) })}
          >
            {t('segment.make')}
          </Button>
        )}
        <Link to="/segments/new">{t('segment.build')}</Link>
      </div>
    </>
  );
}
