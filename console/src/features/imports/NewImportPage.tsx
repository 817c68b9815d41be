import { useQuery } from '@tanstack/react-query';
import { Breadcrumb, Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '@/app/session';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { useAddress } from '@/page/useAddress';
import { Problem } from '@/api/problem';
import { useSourceTitle } from '@/page/useSourceName';
import { DropZone } from './DropZone';
import { fileSourcesQuery, limitsQuery } from './importsQueries';
import { importKinds, kindIcons } from './kinds';
import { UploadStatus } from './UploadStatus';
import { useUpload } from './useUpload';
import './imports.css';

export default function NewImportPage() {
  const { t } = useTranslation('imports');
  const sourceTitle = useSourceTitle();
  const navigate = useNavigate();
  const mayManage = useMay('imports.manage');
  const maySources = useMay('organization.read_sources');
  const { search, change } = useAddress();
  const limits = useQuery(limitsQuery);
  const sources = useQuery({ ...fileSourcesQuery, enabled: maySources }).data ?? [];
  const source = sources.find((each) => each.id === search.get('source'))?.id;
  const upload = useUpload({
    source,
    bytesMax: limits.data?.upload_bytes_max,
    onDone: (one) => void navigate(`/imports/${one.id}`, { replace: true }),
  });
  const crumbs = <Breadcrumb items={[{ title: <Link to="/imports">{t('title')}</Link> }, { title: t('newTitle') }]} />;

  return (
    <Page crumbs={crumbs} title={t('newTitle')} purpose={t('newPurpose')}>
      {mayManage ? content() : <ErrorState error={new Problem(403, 'permission_missing', '', { permission: 'imports.manage' })} />}
    </Page>
  );

  function content() {
    return (
      <div className="imports-new">
        {upload.state.kind === 'idle' ? (
          <DropZone bytesMax={limits.data?.upload_bytes_max} onFile={upload.start} />
        ) : (
          <UploadStatus state={upload.state} onCancel={upload.cancel} onRetry={upload.retry} onOther={upload.reset} />
        )}
        {sources.length > 1 && (
          <label className="imports-source">
            <span>{t('sourceOfFile')}</span>
            <Select
              value={source ?? ''}
              disabled={upload.state.kind === 'sending'}
              onChange={(value) => change({ source: value })}
              options={[{ value: '', label: t('sourceUsual') }, ...sources.map((each) => ({ value: each.id, label: sourceTitle(each.name) }))]}
            />
            <span className="muted">{t('sourceHint')}</span>
          </label>
        )}
        <section className="panel imports-guide" aria-label={t('guideTitle')}>
          <h2>{t('guideTitle')}</h2>
          <ul>
            {importKinds.map((kind) => (
              <li key={kind}>
                <span className="imports-guide-icon" aria-hidden>
                  {kindIcons[kind]}
                </span>
                <span>
                  <strong>{t(`kinds.${kind}`)}</strong>
                  <span className="muted">{t(`guide.${kind}`)}</span>
                </span>
              </li>
            ))}
          </ul>
          <p className="muted">{t('guideSafe')}</p>
          <Link to="/imports">
            <Button type="link" tabIndex={-1}>
              {t('guideBack')}
            </Button>
          </Link>
        </section>
      </div>
    );
  }
}
