import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ListTable } from '@/page/ListTable';
import { Time } from '@/page/Time';
import { useKindName } from '../channels/useKindName';
import type { Template } from '../types';
import { useSpokenWords } from './useSpokenWords';

export function TemplateTable({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('reach');
  const navigate = useNavigate();
  const kindName = useKindName();
  const spoken = useSpokenWords();
  const columns: TableColumnsType<Template> = [
    {
      title: t('columns.template'),
      key: 'name',
      width: '28%',
      render: (_, template) => (
        <Link to={`/templates/${template.id}`} className="reach-name ellipsis">
          {template.name}
        </Link>
      ),
    },
    { title: t('columns.words'), key: 'words', ellipsis: true, render: (_, template) => <span className="muted">{spoken(template.subject || template.text || '')}</span> },
    { title: t('columns.channel'), key: 'kind', width: 152, render: (_, template) => kindName(template.kind) },
    { title: t('columns.updated'), key: 'updated', width: 128, render: (_, template) => <Time value={template.updated_at} /> },
  ];
  return <ListTable rows={templates} columns={columns} widthMin={720} onOpen={(template) => void navigate(`/templates/${template.id}`)} />;
}
