import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { RowTable } from '@/page/RowTable';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { RuleDrawer } from './RuleDrawer';
import { RuleTabs } from './RuleTabs';
import { rulesQuery, type Rule } from './rulesQueries';
import { useRuleWords } from './useRuleWords';
import './rules.css';

/** How identifiers of each type prove who somebody is. */
export default function RulesPage() {
  const { t } = useTranslation('rules');
  const format = useFormat();
  const words = useRuleWords();
  const { change } = useAddress();
  const mayManage = useMay('people.manage_rules');
  const rules = useQuery(rulesQuery);
  const columns: TableColumnsType<Rule> = [
    { title: t('priority'), key: 'priority', width: 80, align: 'right', render: (_, rule) => rule.priority },
    {
      title: t('type'),
      key: 'name',
      render: (_, rule) => (
        <button type="button" className="rule-name" onClick={() => change({ rule: rule.type })}>
          <span>{words.typeName(rule.type)}</span>
          <span className="code muted">{rule.type}</span>
        </button>
      ),
    },
    { title: t('kind'), key: 'state', width: 110, render: (_, rule) => <Tone tone={rule.unique ? 'good' : 'idle'}>{rule.unique ? t('unique') : t('shared')}</Tone> },
    { title: t('limit'), key: 'limit', render: (_, rule) => words.limit(rule) },
    { title: t('normaliser'), key: 'normaliser', width: 150, render: (_, rule) => t(`normalisers.${rule.normaliser ?? 'trim'}`) },
    {
      title: t('blocked'),
      key: 'blocked',
      width: 90,
      align: 'right',
      render: (_, rule) => format.number((rule.blocked?.length ?? 0) + (rule.blocked_patterns?.length ?? 0)),
    },
    { title: t('origin'), key: 'origin', width: 100, render: (_, rule) => (rule.built_in ? <span className="muted">{t('builtIn')}</span> : <Tone tone="info">{t('changed')}</Tone>) },
  ];
  return (
    <Page
      title={t('title')}
      purpose={t('identityPurpose')}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ rule: 'new' })}>
            {t('add')}
          </Button>
        )
      }
    >
      <RuleTabs />
      <Alert type="info" showIcon className="rules-note" title={t('explainTitle')} description={t('explainText')} />
      <div className="panel">
        <Loaded query={rules} rows={10}>
          {({ items }) => (
            <RowTable columns={columns} rows={items} idOf={(rule) => rule.type} width={900} onOpen={(rule) => change({ rule: rule.type })} />
          )}
        </Loaded>
      </div>
      <RuleDrawer rules={rules.data?.items ?? []} />
    </Page>
  );
}
