import { UploadOutlined } from '@ant-design/icons';
import { Button, Form, Upload } from 'antd';

interface OneFileFieldProps {
  file: File | null;
  label: string;
  extra: string;
  /** A file was chosen, or taken away again. */
  onPick: (file: File | null) => void;
}

/** One spreadsheet, kept here until it is sent. */
export function OneFileField({ file, label, extra, onPick }: OneFileFieldProps) {
  return (
    <Form.Item extra={extra}>
      <Upload
        accept=".csv,.xlsx,.txt"
        maxCount={1}
        fileList={file ? [{ uid: '1', name: file.name }] : []}
        beforeUpload={(picked) => {
          onPick(picked);
          return false;
        }}
        onRemove={() => onPick(null)}
      >
        <Button icon={<UploadOutlined />}>{label}</Button>
      </Upload>
    </Form.Item>
  );
}
