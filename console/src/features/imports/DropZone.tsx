import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';

const formats = ['CSV', 'XLSX', 'Parquet', 'JSON lines', 'gzip'];

/** A place to drop a file, or to choose one by mouse or keyboard. Any file: one that is refused in silence helps nobody. */
export function DropZone({ bytesMax, onFile }: { bytesMax: number | undefined; onFile: (file: File) => void }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <Upload.Dragger
      className="imports-drop"
      maxCount={1}
      showUploadList={false}
      beforeUpload={(file) => {
        onFile(file);
        return Upload.LIST_IGNORE;
      }}
    >
      <p className="imports-drop-icon">
        <InboxOutlined />
      </p>
      <p className="imports-drop-title">{t('dropTitle')}</p>
      <p className="muted">{t('dropFormats', { formats: formats.join(' · ') })}</p>
      {bytesMax !== undefined && <p className="muted">{t('dropLimit', { size: format.fileSize(bytesMax) })}</p>}
    </Upload.Dragger>
  );
}
