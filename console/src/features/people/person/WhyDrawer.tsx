import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { Loaded } from '@/page/Loaded';
import { segmentNameQuery } from '../peopleQueries';
import { explanationQuery } from './personQueries';
import { WhyTree } from './WhyTree';

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
            <WhyTree explanation={explanation} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
