import { AutoComplete, Input, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import type { Import, KindInfo, Options } from './importsQueries';
import { optionsFor, type Columns } from './mapping';

interface OptionsFormProps {
  one: Import;
  info: KindInfo;
  columns: Columns;
  options: Options;
  disabled: boolean;
  onChange: (options: Options) => void;
}

const currencies = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD', 'MYR', 'THB', 'AUD'];
const dateOrders = ['ymd', 'dmy', 'mdy', 'excel'] as const;
const consentPurposes = ['marketing', 'service', 'analytics', 'personalization'];
const consentChannels = ['any', 'sms', 'email', 'wecom', 'service_account', 'mini_program', 'app', 'phone'];
const personIdentifiers = ['user_id', 'member_no', 'phone', 'email', 'unionid', 'openid', 'external_userid', 'anonymous_id'];

/** What the file leaves unsaid, and siyu cannot know. */
export function OptionsForm({ one, info, columns, options, disabled, onChange }: OptionsFormProps) {
  const { t, i18n } = useTranslation('imports');
  const names = optionsFor(info.kind, columns);
  const set = (changes: Options) => onChange({ ...options, ...changes });
  if (names.length === 0) return null;
  return (
    <section className="panel imports-block imports-options" aria-label={t('optionsTitle')}>
      <h2>{t('optionsTitle')}</h2>
      {names.map((name) => (
        <label key={name} className={one.ambiguous.includes(name) ? 'imports-option-row imports-option-open' : 'imports-option-row'}>
          <span>
            {t(`options.${name}`)}
            {one.ambiguous.includes(name) && <em>{t('ambiguous')}</em>}
          </span>
          {input(name)}
          {i18n.exists(`imports:optionHints.${name}`) && <span className="muted">{t(`optionHints.${name}`)}</span>}
        </label>
      ))}
    </section>
  );

  function input(name: keyof Options): ReactNode {
    if (name === 'time_zone') return choice(name, timeZones());
    if (name === 'currency') return choice(name, [...new Set([options.currency ?? 'CNY', ...currencies])]);
    if (name === 'date_order') return choice(name, dateOrders, (value) => t(`dateOrders.${value}`));
    if (name === 'changed_orders') return choice(name, ['adjust', 'leave'], (value) => t(`changedOrders.${value}`));
    if (name === 'customer_identifier') return choice(name, [...new Set([options.customer_identifier ?? 'user_id', ...personIdentifiers])], identifierName);
    if (name === 'consent_purpose') return free(name, consentPurposes, 'consentPurposes');
    if (name === 'consent_channel') return free(name, consentChannels, 'consentChannels');
    if (name === 'decimal_comma' || name === 'number_as_text') {
      return <Switch className="imports-switch" disabled={disabled} checked={options[name]} onChange={(value) => set({ [name]: value })} aria-label={t(`options.${name}`)} />;
    }
    return <Input disabled={disabled} maxLength={name.endsWith('_prefix') ? 20 : 128} value={options[name]} onChange={(event) => set({ [name]: event.target.value })} />;
  }

  function choice(name: keyof Options, values: readonly string[], label: (value: string) => string = (value) => value) {
    return (
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t(`options.${name}`)}
        disabled={disabled}
        value={String(options[name] ?? '')}
        onChange={(value) => set({ [name]: value })}
        options={values.map((value) => ({ value, label: label(value) }))}
      />
    );
  }

  function free(name: 'consent_purpose' | 'consent_channel', values: readonly string[], heading: string) {
    return (
      <AutoComplete
        aria-label={t(`options.${name}`)}
        disabled={disabled}
        value={options[name]}
        onChange={(value: string) => set({ [name]: value.trim() })}
        options={values.map((value) => ({ value, label: `${t(`${heading}.${value}`)} (${value})` }))}
      />
    );
  }

  function identifierName(value: string): string {
    const field = info.fields.find((each) => each.name === value);
    return value === 'user_id' ? t('userId') : (inLanguage(field?.title, i18n.language) ?? value);
  }

  function timeZones(): string[] {
    return [...new Set([options.time_zone ?? 'Asia/Shanghai', 'Asia/Shanghai', 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  }
}
