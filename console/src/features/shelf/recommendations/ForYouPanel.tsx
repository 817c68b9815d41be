import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SideBlock } from '@/page/SideBlock';
import { useProblemText } from '@/page/useProblemText';
import { salesChannelsQuery } from '../catalogueQueries';
import { ProductFace } from './ProductFace';
import { forPersonQuery } from './recommendationQueries';
import '../shelf.css';

/** What the mall shows a person as theirs; nothing where nothing is sold yet. */
export default function ForYouPanel({ personId }: { personId: string }) {
  const { t } = useTranslation('shelf');
  const problemText = useProblemText();
  const channels = useQuery(salesChannelsQuery).data;
  const channel = channels?.find((each) => each.active);
  const found = useQuery({ ...forPersonQuery(personId, channel?.id ?? ''), enabled: channel !== undefined });
  if (!channel || found.isPending) return null;
  const empty = found.error ? problemText(found.error).sentence : found.data.length === 0 && t('forYou.none');
  const faces = found.data && (
    <ul className="shelf-faces shelf-faces-narrow">
      {found.data.map((each) => (
        <ProductFace key={each.id} product={each}>
          {each.because ? t('forYou.because', { title: each.because }) : t(`forYou.reasons.${each.reason}`)}
        </ProductFace>
      ))}
    </ul>
  );
  return <SideBlock title={t('forYou.title')} acts={<span className="muted">{channel.name}</span>} empty={empty} lead={faces} children={null} />;
}
