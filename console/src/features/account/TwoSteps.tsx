import { Alert, Button, Form, Input, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { Tone } from '@/page/Tone';
import { useProblemText } from '@/page/useProblemText';
import { useTotp } from './accountQueries';

/** One-time codes at sign-in: password, then QR code, then the first code, then the recovery codes. */
export function TwoSteps() {
  const { t } = useTranslation('account');
  const { one_time_codes } = useMe();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel account-panel">
      <h2>
        {t('totp.title')} <Tone tone={one_time_codes ? 'good' : 'idle'}>{one_time_codes ? t('totp.on') : t('totp.off')}</Tone>
      </h2>
      <p className="muted">{t('totp.explain')}</p>
      {!open && (
        <div>
          <Button onClick={() => setOpen(true)}>{one_time_codes ? t('totp.switchOff') : t('totp.switchOn')}</Button>
        </div>
      )}
      {open && (one_time_codes ? <SwitchOff onDone={() => setOpen(false)} /> : <SwitchOn onDone={() => setOpen(false)} />)}
    </section>
  );
}

function SwitchOn({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const { enrol, confirm, refresh } = useTotp();
  if (confirm.data) {
    return (
      <RecoveryCodes
        codes={confirm.data.recovery_codes}
        onDone={() => {
          onDone();
          void refresh();
        }}
      />
    );
  }
  if (!enrol.data) {
    return <Step key="password" kind="password" label={t('current')} action={t('totp.next')} busy={enrol.isPending} error={enrol.error} onSubmit={(password) => enrol.mutate(password)} onCancel={onDone} />;
  }
  return (
    <>
      <div className="totp-secret">
        <QRCode value={enrol.data.uri} size={168} bordered={false} />
        <div>
          <p>{t('totp.scan')}</p>
          <Typography.Text copyable className="code">
            {enrol.data.secret}
          </Typography.Text>
        </div>
      </div>
      <Step key="code" kind="code" label={t('totp.code')} action={t('totp.confirm')} busy={confirm.isPending} error={confirm.error} onSubmit={(code) => confirm.mutate(code)} onCancel={onDone} />
    </>
  );
}

function SwitchOff({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const { remove } = useTotp();
  return (
    <Step
      kind="password"
      label={t('current')}
      action={t('totp.switchOff')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onSubmit={(password) => remove.mutate(password, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}

interface StepProps {
  kind: 'password' | 'code';
  label: string;
  action: string;
  danger?: boolean;
  busy: boolean;
  error: Error | null;
  onSubmit: (typed: string) => void;
  onCancel: () => void;
}

function Step({ kind, label, action, danger, busy, error, onSubmit, onCancel }: StepProps) {
  const { t } = useTranslation('account');
  const problemText = useProblemText();
  return (
    <Form<{ typed: string }> layout="vertical" requiredMark={false} disabled={busy} onFinish={({ typed }) => onSubmit(typed.trim())}>
      <Form.Item
        name="typed"
        label={label}
        rules={[{ required: true, message: t('missing') }]}
        validateStatus={error ? 'error' : undefined}
        help={error ? problemText(error).sentence : undefined}
      >
        {kind === 'password' ? <Input.Password autoFocus autoComplete="current-password" /> : <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={8} />}
      </Form.Item>
      <div className="account-acts">
        <Button type="primary" danger={danger} htmlType="submit" loading={busy}>
          {action}
        </Button>
        <Button onClick={onCancel}>{t('app:cancel')}</Button>
      </div>
    </Form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation('account');
  return (
    <>
      <Alert type="warning" showIcon title={t('totp.recoveryTitle')} description={t('totp.recoveryText')} />
      <Typography.Paragraph copyable={{ text: codes.join('\n') }} className="code recovery-codes">
        {codes.join('\n')}
      </Typography.Paragraph>
      <div>
        <Button type="primary" onClick={onDone}>
          {t('totp.kept')}
        </Button>
      </div>
    </>
  );
}
