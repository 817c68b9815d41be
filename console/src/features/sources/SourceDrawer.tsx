import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { useSourceTitle } from '@/page/useSourceName';
import { Arrivals } from './Arrivals';
import { Snippets } from './Snippets';
import { SourceSettings } from './SourceSettings';
import { sourceQuery, type Source } from './sourcesQueries';
import { WriteKeys } from './WriteKeys';

interface SourceDrawerProps {
  id: string | null;
  sdk: string | null;
  onSdk: (sdk: string) => void;
  onClose: () => void;
}

/** One source: whether it sends, how to connect it, its keys and settings. */
export function SourceDrawer({ id, sdk, onSdk, onClose }: SourceDrawerProps) {
  const { t } = useTranslation('sources');
  return (
    <Drawer open={id !== null} onClose={onClose} size={720} title={t('drawerTitle')}>
      {id && <Loading key={id} id={id} sdk={sdk} onSdk={onSdk} />}
    </Drawer>
  );
}

interface DetailProps {
  sdk: string | null;
  onSdk: (sdk: string) => void;
}

function Loading({ id, ...rest }: DetailProps & { id: string }) {
  const found = useQuery(sourceQuery(id));
  return <Loaded query={found}>{(source) => <Detail source={source} {...rest} />}</Loaded>;
}

function Detail({ source, sdk, onSdk }: DetailProps & { source: Source }) {
  const { t } = useTranslation('sources');
  const sourceTitle = useSourceTitle();
  const mayTrack = useMay('tracking.read');
  return (
    <div className="sources-detail">
      <header>
        <h2>{sourceTitle(source.name)}</h2>
        <p className="muted">{t(`kindHints.${source.kind}`)}</p>
      </header>
      {mayTrack && <Arrivals source={source} />}
      <Snippets source={source} sdk={sdk} onSdk={onSdk} />
      <WriteKeys source={source} />
      <SourceSettings key={source.name} source={source} />
    </div>
  );
}
