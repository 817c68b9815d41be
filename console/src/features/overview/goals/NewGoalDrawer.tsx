import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { NodeSelect } from '@/page/NodeSelect';
import { useNow } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { outlookQuery, useSetGoal } from '../overviewQueries';
import { metrics, periods, type Metric, type Period } from '../overviewTypes';
import { nextPeriodDay } from './goalMath';
import { OutlookNote } from './OutlookNote';
import { TargetInput } from './TargetInput';
import { usePeriodName } from './usePeriodName';

interface Fields {
  metric: Metric;
  period: Period;
  when: 'this' | 'next';
  node_id: string | null;
  target: number | null;
}

interface NewGoalDrawerProps {
  open: boolean;
  node: string | undefined;
  onClose: () => void;
}

/** Sets a goal, beside what was and what is to be expected without one. */
export function NewGoalDrawer({ open, node, onClose }: NewGoalDrawerProps) {
  const { t } = useTranslation('overview');
  return (
    <Drawer open={open} onClose={onClose} size={480} destroyOnHidden title={t('goals.newTitle')}>
      {open && <NewGoal node={node} onClose={onClose} />}
    </Drawer>
  );
}

function NewGoal({ node, onClose }: Omit<NewGoalDrawerProps, 'open'>) {
  const { t } = useTranslation('overview');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const periodName = usePeriodName();
  const format = useFormat();
  const today = format.day(useNow());
  const [form] = Form.useForm<Fields>();
  const initial: Fields = { metric: 'new_members', period: 'quarter', when: 'this', node_id: node ?? null, target: null };
  const metric = Form.useWatch('metric', form) ?? initial.metric;
  const period = Form.useWatch('period', form) ?? initial.period;
  const next = Form.useWatch('when', form) === 'next';
  const place = Form.useWatch('node_id', form) ?? undefined;
  const running = useQuery(outlookQuery(metric, period, undefined, place));
  const nextDay = running.data ? nextPeriodDay(running.data.ends_on) : undefined;
  const set = useSetGoal();

  const save = ({ target, ...fields }: Fields) => {
    if (!target) return;
    const day = fields.when === 'next' ? nextDay : today;
    set.mutate(
      { metric: fields.metric, period: fields.period, node_id: fields.node_id, day, target },
      {
        onSuccess: () => {
          void message.success(t('goals.saved'));
          onClose();
        },
      },
    );
  };

  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} disabled={set.isPending} onFinish={save}>
      {set.error && <Alert className="goal-alert" type="error" showIcon title={problemText(set.error).sentence} />}
      <Form.Item name="metric" label={t('goals.metric')} extra={t(`definitions.${metric}`)}>
        <Select options={metrics.map((value) => ({ value, label: t(`metrics.${value}`) }))} />
      </Form.Item>
      <Form.Item name="period" label={t('goals.period')}>
        <Segmented block options={periods.map((value) => ({ value, label: t(`periods.${value}`) }))} />
      </Form.Item>
      <Form.Item name="when" label={t('goals.when')}>
        <Segmented
          block
          options={[
            { value: 'this', label: running.data ? periodName(period, running.data.starts_on) : t('goals.thisOne') },
            { value: 'next', label: nextDay ? periodName(period, nextDay) : t('goals.nextOne'), disabled: !nextDay },
          ]}
        />
      </Form.Item>
      <Form.Item name="node_id" label={t('goals.place')}>
        <NodeSelect placeholder={t('goals.wholeBrand')} />
      </Form.Item>
      <OutlookNote metric={metric} period={period} next={next} outlook={running} onTake={(target) => form.setFieldsValue({ target })} />
      <Form.Item name="target" label={t('goals.target')} rules={[{ required: true, message: t('goals.targetMissing') }]}>
        <TargetInput metric={metric} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={set.isPending}>
        {t('goals.set')}
      </Button>
    </Form>
  );
}
