import { useQuery } from '@tanstack/react-query';
import { Breadcrumb } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { ErrorState } from '@/page/ErrorState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import type { Definition } from '../audienceTypes';
import { segmentQuery, templatesQuery } from '../segmentQueries';
import { Builder } from './Builder';
import { checkDefinition } from './checkDefinition';
import { blankLeaf } from './leaves';
import '../audiences.css';
import './builder.css';

/** Writes a segment: anew, from a template, from conditions handed over by another page, or one that is kept. */
export default function BuilderPage() {
  const { t } = useTranslation('audiences');
  const { segmentId } = useParams();
  const mayManage = useMay('audiences.manage');
  const title = t(segmentId ? 'editSegment' : 'builder.newTitle');
  return (
    <Page crumbs={<Breadcrumb items={[{ title: <Link to="/segments">{t('title')}</Link> }, { title }]} />} tabTitle={title} title={segmentId ? undefined : title} purpose={t('builder.purpose')}>
      {!mayManage ? <ErrorState error={new Problem(403, 'permission_missing', '', { permission: 'audiences.manage' })} /> : segmentId ? <Kept key={segmentId} segmentId={segmentId} /> : <New />}
    </Page>
  );
}

function Kept({ segmentId }: { segmentId: string }) {
  const segment = useQuery({ ...segmentQuery(segmentId), refetchInterval: false });
  return <Loaded query={segment}>{(found) => <Builder segment={found} start={{ name: found.name, description: found.description, definition: found.definition as Definition }} />}</Loaded>;
}

function New() {
  const { t, i18n } = useTranslation('audiences');
  const [search] = useSearchParams();
  const template = search.get('template');
  const copied = search.get('from');
  const templates = useQuery({ ...templatesQuery, enabled: template !== null });
  const original = useQuery({ ...segmentQuery(copied ?? ''), enabled: copied !== null, refetchInterval: false });
  const name = search.get('name') ?? '';
  if (copied) {
    return (
      <Loaded query={original}>
        {(found) => <Builder start={{ name: t('copyOf', { name: found.name }), description: found.description, definition: found.definition as Definition }} nodeId={found.node_id} />}
      </Loaded>
    );
  }
  if (template) {
    return (
      <Loaded query={templates}>
        {(all) => {
          const found = all.find((each) => each.name === template);
          const words = { name: inLanguage(found?.title, i18n.language) ?? '', description: inLanguage(found?.description, i18n.language) ?? '' };
          return <Builder key={template} start={{ ...words, definition: (found?.definition as Definition | undefined) ?? blank('') }} />;
        }}
      </Loaded>
    );
  }
  return <Builder start={{ name, description: '', definition: handedOver(search.get('definition')) ?? blank(search.get('event') ?? '') }} />;
}

function blank(event: string): Definition {
  return { version: 1, where: event ? blankLeaf('did', event) : { kind: 'all', conditions: [] } };
}

function handedOver(text: string | null): Definition | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return checkDefinition(value) ? undefined : (value as Definition);
  } catch {
    return undefined;
  }
}
