import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { withWords } from '@/app/i18n';
import { Loaded } from '@/page/Loaded';
import { PageSkeleton } from '@/page/PageSkeleton';
import { segmentNameQuery } from '../peopleQueries';
import { explanationQuery } from './personQueries';
import './parts.css';

// Conditions are told in the words in which segments write them.
const Explained = lazy(withWords(['audiences'], async () => ({ default: (await import('@/features/audiences/Explained')).Explained })));

interface WhyDrawerProps {
  person: Person;
  segmentId: string | null;
  onClose: () => void;
}

/** Why somebody is in a segment or not, condition by condition. */
export function WhyDrawer({ person, segmentId, onClose }: WhyDrawerProps) {
  const { t } = useTranslation('people');
  const asked = segmentId !== null;
  const segment = useQuery({ ...segmentNameQuery(segmentId ?? ''), enabled: asked }).data;
  const why = useQuery({ ...explanationQuery(person.id, segmentId ?? ''), enabled: asked });
  const name = person.name || t('unnamed');
  const facts = { name, segment: segment?.name ?? '' };
  return (
    <Drawer open={asked} title={t('why.title', facts)} size={520} onClose={onClose} destroyOnHidden>
      <Loaded query={why} rows={6}>
        {(explanation) => (
          <>
            <Alert type={explanation.holds ? 'success' : 'info'} showIcon title={t(explanation.holds ? 'why.isIn' : 'why.isOut', facts)} />
            <div className="why">
              <Suspense fallback={<PageSkeleton rows={4} />}>
                <Explained part={explanation} />
              </Suspense>
            </div>
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
