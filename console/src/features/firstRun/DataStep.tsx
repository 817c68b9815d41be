import { FileAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { SdkWay } from './SdkWay';

interface SeenEvent {
  event: string;
  count: number;
  last_seen_at: string;
}

/** Two ways to bring data in, and what has arrived. */
export function DataStep({ seen }: { seen: readonly SeenEvent[] }) {
  const { t } = useTranslation('firstRun');
  const navigate = useNavigate();
  return (
    <div className="start-ways">
      <section>
        <h3>{t('data.sdk')}</h3>
        <SdkWay />
        <Arrived seen={seen} />
      </section>
      <section>
        <h3>{t('data.file')}</h3>
        <p className="muted">{t('data.fileText')}</p>
        <Button icon={<FileAddOutlined />} onClick={() => void navigate('/imports/new')}>
          {t('data.dropFile')}
        </Button>
      </section>
    </div>
  );
}

function Arrived({ seen }: { seen: readonly SeenEvent[] }) {
  const { t } = useTranslation('firstRun');
  const format = useFormat();
  const eventLabel = useEventLabel();
  return (
    <div className="start-arrived" role="log" aria-label={t('data.arrived')}>
      {seen.length === 0 && (
        <span className="muted">
          <span className="start-pulse" aria-hidden />
          {t('data.waiting')}
        </span>
      )}
      {seen.map((each) => (
        <span key={each.event} className="start-event">
          <strong>{eventLabel(each.event, 'track')}</strong>
          <span className="muted figures">{t('data.times', { shown: format.number(each.count) })}</span>
          <span className="muted">
            <Time value={each.last_seen_at} />
          </span>
        </span>
      ))}
    </div>
  );
}
