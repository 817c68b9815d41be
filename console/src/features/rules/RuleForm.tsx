import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useProblemText } from '@/page/useProblemText';
import { usePutRule, type Rule, type RuleIn } from './rulesQueries';
import { linesOf } from './ruleText';
import { useRuleWords } from './useRuleWords';

const normalisers = ['trim', 'lower', 'email', 'phone'] as const;
const typePattern = /^([a-z][a-z0-9_.$-]{0,62}(:([A-Za-z0-9_.-]{1,128}|\*))?|\*)$/;

interface Fields {
  type: string;
  unique: boolean;
  limited: boolean;
  limit: number | null;
  windowed: boolean;
  window_days: number | null;
  priority: number;
  normaliser: (typeof normalisers)[number];
  anonymous: boolean;
  reassigned: boolean;
  reassign_days: number | null;
  blocked: string;
  blocked_patterns: string;
}

/** A rule to change, with its sentence written as it is chosen. */
export function RuleForm({ initial, onDone }: { initial: Partial<Rule>; onDone: () => void }) {
  const { t } = useTranslation('rules');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const words = useRuleWords();
  const [form] = Form.useForm<Fields>();
  const put = usePutRule();
  const before = fieldsOf(initial);
  const now: Fields = { ...before, ...Form.useWatch([], form) };
  const patternError = put.error && asProblem(put.error).code === 'blocked_pattern_unreadable';

  const save = (fields: Fields) =>
    put.mutate(
      { type: fields.type.trim(), rule: ruleOf({ ...before, ...fields }) },
      {
        onSuccess: () => {
          void message.success(t('saved'));
          onDone();
        },
        onError: (error) => {
          if (asProblem(error).code === 'blocked_pattern_unreadable') form.setFields([{ name: 'blocked_patterns', errors: [problemText(error).sentence] }]);
        },
      },
    );

  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={before} disabled={put.isPending} onFinish={save}>
      <Form.Item name="type" label={t('type')} extra={initial.type ? undefined : t('typeHint')} rules={[{ required: true, pattern: typePattern, message: t('typeWrong') }]}>
        <Input className="code" disabled={Boolean(initial.type)} autoFocus={!initial.type} />
      </Form.Item>
      <Form.Item name="unique" label={t('kind')}>
        <Radio.Group
          className="rules-kinds"
          options={[
            { value: true, label: <Explained title={t('unique')} text={t('uniqueExplain')} /> },
            { value: false, label: <Explained title={t('shared')} text={t('sharedExplain')} /> },
          ]}
        />
      </Form.Item>
      {!now.unique && (
        <>
          <Switched name="limited" label={t('limitOn')}>
            {now.limited && <Count name="limit" after={t('values')} max={1000} />}
          </Switched>
          {now.limited && (
            <Switched name="windowed" label={t('windowOn')}>
              {now.windowed && <Count name="window_days" after={t('days')} max={36_500} />}
            </Switched>
          )}
          <Switched name="reassigned" label={t('reassignOn')}>
            {now.reassigned && <Count name="reassign_days" after={t('days')} max={36_500} />}
          </Switched>
        </>
      )}
      <p className="rules-sentence">{words.limit(ruleOf(now))}</p>
      <Form.Item name="priority" label={t('priority')} extra={t('priorityHint')} rules={[{ required: true, message: t('missing') }]}>
        <InputNumber min={1} max={1000} />
      </Form.Item>
      <Form.Item name="normaliser" label={t('normaliser')} extra={t('normaliserHint')}>
        <Select options={normalisers.map((value) => ({ value, label: t(`normalisers.${value}`) }))} />
      </Form.Item>
      <Form.Item name="anonymous" valuePropName="checked" extra={t('anonymousHint')}>
        <Checkbox>{t('anonymous')}</Checkbox>
      </Form.Item>
      <Form.Item name="blocked" label={t('blockedValues')} extra={t('blockedHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} className="code" />
      </Form.Item>
      <Form.Item name="blocked_patterns" label={t('blockedPatterns')} extra={t('blockedPatternsHint')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} className="code" />
      </Form.Item>
      {put.error && !patternError && <Alert type="error" showIcon title={problemText(put.error).sentence} className="rules-note" />}
      <Alert type="info" showIcon title={t('fromNowOn')} className="rules-note" />
      <Button type="primary" htmlType="submit" loading={put.isPending}>
        {t('save')}
      </Button>
    </Form>
  );
}

function Explained({ title, text }: { title: string; text: string }) {
  return (
    <span className="rules-explained">
      <strong>{title}</strong>
      <span className="muted">{text}</span>
    </span>
  );
}

function Switched({ name, label, children }: { name: keyof Fields; label: string; children: React.ReactNode }) {
  return (
    <div className="rules-switched">
      <Form.Item name={name} valuePropName="checked" noStyle>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
      {children}
    </div>
  );
}

function Count({ name, after, max }: { name: keyof Fields; after: string; max: number }) {
  const { t } = useTranslation('rules');
  return (
    <>
      <Form.Item name={name} noStyle rules={[{ required: true, message: t('missing') }]}>
        <InputNumber min={1} max={max} aria-label={after} />
      </Form.Item>
      <span>{after}</span>
    </>
  );
}

function fieldsOf(rule: Partial<Rule>): Fields {
  return {
    type: rule.type ?? '',
    unique: rule.unique ?? false,
    limited: rule.limit !== null && rule.limit !== undefined,
    limit: rule.limit ?? 5,
    windowed: Boolean(rule.window_days),
    window_days: rule.window_days ?? 365,
    priority: rule.priority ?? 80,
    normaliser: rule.normaliser ?? 'trim',
    anonymous: rule.anonymous ?? false,
    reassigned: Boolean(rule.reassign_days),
    reassign_days: rule.reassign_days ?? 180,
    blocked: (rule.blocked ?? []).join('\n'),
    blocked_patterns: (rule.blocked_patterns ?? []).join('\n'),
  };
}

/** What the form says, as the server wants it; a unique type has no limits. */
function ruleOf(fields: Fields): RuleIn {
  const { unique, priority, normaliser, anonymous } = fields;
  const limited = !unique && fields.limited;
  return {
    unique,
    priority,
    normaliser,
    anonymous,
    limit: limited ? fields.limit : null,
    window_days: limited && fields.windowed ? fields.window_days : null,
    reassign_days: !unique && fields.reassigned ? fields.reassign_days : null,
    blocked: linesOf(fields.blocked),
    blocked_patterns: linesOf(fields.blocked_patterns),
  };
}
