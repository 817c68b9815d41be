import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { useEventLabel } from '@/page/useEventLabel';
import { freshKey, without, type Draft, type SocialRule } from './draft';
import { SocialForm } from './SocialForm';

interface SectionProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

/** Points and growth value for sharing, inviting, interacting. */
export function SocialSection({ draft: { social }, onChange }: SectionProps) {
  const { t, i18n } = useTranslation('members');
  const format = useFormat();
  const eventLabel = useEventLabel();
  const [open, setOpen] = useState<number | null>(null);
  const opened = open === null ? undefined : social[open];
  const add = () => {
    const fresh: SocialRule = { key: freshKey('social', social), title: {}, event: '', points: 10, growth: 0, times_a_day_max: 1, budget: null, starts_at: null, ends_at: null };
    onChange({ social: [...social, fresh] });
    setOpen(social.length);
  };
  const gives = (rule: SocialRule) => [rule.points ? t('social.givesPoints', { points: format.number(rule.points) }) : '', rule.growth ? t('social.givesGrowth', { growth: format.number(rule.growth) }) : ''].filter(Boolean).join(t('listComma'));
  return (
    <section className="panel members-panel">
      <h2>{t('social.title')}</h2>
      <p className="muted">{t('social.text')}</p>
      <ul className="members-lines">
        {social.map((rule, index) => (
          <li key={rule.key}>
            <div className="members-line-what">
              <span>{inLanguage(rule.title, i18n.language) ?? t('social.unnamed')}</span>
              <span className="muted">{[rule.event && eventLabel(rule.event, 'track'), t('social.aDay', { count: rule.times_a_day_max })].filter(Boolean).join(' · ')}</span>
            </div>
            <div className="members-line-acts">
              <strong className="figures">{gives(rule)}</strong>
              <Button type="text" icon={<EditOutlined />} aria-label={t('social.edit', { number: index + 1 })} onClick={() => setOpen(index)} />
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('social.remove', { number: index + 1 })} onClick={() => onChange({ social: without(social, index) })} />
            </div>
          </li>
        ))}
      </ul>
      {social.length < 200 && (
        <Button icon={<PlusOutlined />} onClick={add}>
          {t('social.add')}
        </Button>
      )}
      <Drawer open={opened !== undefined} onClose={() => setOpen(null)} size={520} title={t('social.one')} destroyOnHidden>
        {opened && <SocialForm rule={opened} onChange={(changed) => onChange({ social: social.map((one, at) => (at === open ? changed : one)) })} onDone={() => setOpen(null)} />}
      </Drawer>
    </section>
  );
}
