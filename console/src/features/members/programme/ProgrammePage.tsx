import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { SectionTabs } from '@/page/SectionTabs';
import { draftOf } from './draft';
import { FirstProgramme } from './FirstProgramme';
import { ProgrammeEditor } from './ProgrammeEditor';
import { programmeQuery } from './programmeQueries';
import { useSections } from './useSections';
import '../members.css';

export default function ProgrammePage() {
  const { t } = useTranslation('members');
  const sections = useSections();
  const programme = useQuery(programmeQuery);
  const [adjusting, setAdjusting] = useState(false);
  return (
    <Page title={t('programmeTitle')} purpose={t('programmeTitlePurpose')}>
      <SectionTabs sections={sections} />
      <Loaded query={programme}>
        {({ version, programme: found }) =>
          version === 0 && !adjusting ? (
            <FirstProgramme preset={draftOf(found)} onAdjust={() => setAdjusting(true)} />
          ) : (
            <ProgrammeEditor key={version} version={version} saved={draftOf(found)} />
          )
        }
      </Loaded>
    </Page>
  );
}
