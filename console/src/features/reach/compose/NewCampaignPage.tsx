import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMe } from '@/app/session';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { Compose } from './Compose';
import { newDraft } from './draft';
import { ComposeCrumbs } from './ComposeCrumbs';

export default function NewCampaignPage() {
  const { t } = useTranslation('reach');
  const { search } = useAddress();
  const me = useMe();
  const node = useNode();
  // Who looks after one part of the organization writes for that part.
  const nodeId = node ?? (me.everywhere ? null : (me.nodes[0]?.id ?? null));
  return (
    <Page title={t('newCampaign')} crumbs={<ComposeCrumbs name={t('newCampaign')} />} purpose={t('newCampaignPurpose')}>
      <Compose campaign={null} initial={{ ...newDraft(search.get('segment')), node_id: nodeId }} />
    </Page>
  );
}
