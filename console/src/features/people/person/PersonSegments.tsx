import { QuestionCircleOutlined, UsergroupAddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Person } from '@/api/types';
import { EmptyState } from '@/page/EmptyState';
import { Figure } from '@/page/Figure';
import { Loaded } from '@/page/Loaded';
import { useAddress } from '@/page/useAddress';
import { segmentsOfQuery } from './personQueries';
import { SegmentPicker } from './SegmentPicker';
import { WhyDrawer } from './WhyDrawer';

/** Segments somebody is in; of any segment, why in or why not. */
export function PersonSegments({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { search, change } = useAddress();
  const segments = useQuery(segmentsOfQuery(person.id));
  const asked = search.get('why');
  return (
    <>
      <div className="filter-bar">
        <SegmentPicker onChoose={(segment) => change({ why: segment })} />
      </div>
      <Loaded query={segments} rows={4}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState icon={<UsergroupAddOutlined />} title={t('why.noneTitle')} text={t('why.noneText')} />
          ) : (
            <ul className="segments-of">
              {page.items.map((segment) => (
                <li key={segment.id}>
                  <span className="segments-of-words">
                    <Link to={`/segments/${segment.id}`}>{segment.name}</Link>
                    {segment.description && <span className="muted">{segment.description}</span>}
                  </span>
                  <span className="muted">
                    {t('why.people')} <Figure value={segment.size} />
                  </span>
                  <Button size="small" icon={<QuestionCircleOutlined />} onClick={() => change({ why: segment.id })}>
                    {t('why.open')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <WhyDrawer person={person} segmentId={asked} onClose={() => change({ why: null })} />
    </>
  );
}
