import { Alert, Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useMay } from '@/app/session';
import { plainValue } from '@/format/value';
import { ErrorState } from '@/page/ErrorState';
import { Facts } from '@/page/Facts';
import { WhoMayGive } from '@/page/WhoMayGive';
import { useAddress } from '@/page/useAddress';
import { useConfirm } from '@/page/useConfirm';
import { RuleForm } from './RuleForm';
import { useResetRule, type Rule } from './rulesQueries';
import { useRuleWords } from './useRuleWords';

/** One rule, to read or to change; `rule=new` makes one for another type. */
export function RuleDrawer({ rules }: { rules: readonly Rule[] }) {
  const { t } = useTranslation('rules');
  const { search, change } = useAddress();
  const words = useRuleWords();
  const mayManage = useMay('people.manage_rules');
  const type = search.get('rule');
  const rule = rules.find((each) => each.type === type);
  const others = rules.find((each) => each.type === '*');
  const close = () => change({ rule: null });
  return (
    <Drawer open={type !== null} onClose={close} size={520} title={type === 'new' ? t('add') : type && words.typeName(type)} destroyOnHidden>
      {type === 'new' && <RuleForm initial={{ ...others, type: '', blocked: [], blocked_patterns: [] }} onDone={close} />}
      {rule && mayManage && rule.type !== 'person_id' && (
        <>
          <RuleForm key={rule.type} initial={rule} onDone={close} />
          {!rule.built_in && <Reset rule={rule} onDone={close} />}
        </>
      )}
      {rule && (!mayManage || rule.type === 'person_id') && <ReadOnlyRule rule={rule} />}
      {type && type !== 'new' && !rule && rules.length > 0 && <ErrorState error={new Problem(404, 'identity_rule_not_found', '')} />}
    </Drawer>
  );
}

function ReadOnlyRule({ rule }: { rule: Rule }) {
  const { t } = useTranslation('rules');
  const words = useRuleWords();
  return (
    <div className="rules-stack">
      <Alert type="info" showIcon title={rule.type === 'person_id' ? t('personId') : <WhoMayGive permission="people.manage_rules" />} />
      <Facts
        facts={[
          { label: t('type'), value: <span className="code">{rule.type}</span> },
          { label: t('kind'), value: rule.unique ? t('unique') : t('shared') },
          { label: t('limit'), value: words.limit(rule) },
          { label: t('priority'), value: rule.priority },
          { label: t('normaliser'), value: t(`normalisers.${rule.normaliser ?? 'trim'}`) },
          { label: t('blocked'), value: plainValue(rule.blocked) },
          { label: t('blockedPatterns'), value: plainValue(rule.blocked_patterns) },
        ]}
      />
    </div>
  );
}

function Reset({ rule, onDone }: { rule: Rule; onDone: () => void }) {
  const { t } = useTranslation('rules');
  const words = useRuleWords();
  const confirm = useConfirm();
  const reset = useResetRule();
  const name = words.typeName(rule.type);
  return (
    <Button
      type="link"
      className="rules-reset"
      onClick={() =>
        confirm({
          title: t('resetTitle', { name }),
          content: t('resetText'),
          okText: t('reset'),
          run: () => reset.mutateAsync(rule.type).then(onDone),
          done: t('resetDone', { name }),
        })
      }
    >
      {t('reset')}
    </Button>
  );
}
