import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Slider } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { InlineTemplate } from '../templates/InlineTemplate';
import { TemplateChoice } from '../templates/TemplateChoice';
import { templateQuery } from '../templates/templateQueries';
import { newWords, wordsOf, type WordsState } from '../templates/words';
import type { DraftVariant } from './draft';

interface VariantCardProps {
  variant: DraftVariant;
  /** Whole percent of those sent to. */
  share: number;
  alone: boolean;
  /** Whether the phone shows it. */
  shown: boolean;
  kind: string;
  onShow: () => void;
  onChange: (changes: Partial<DraftVariant>) => void;
  onRemove: () => void;
  onWords: (words: WordsState | null) => void;
}

/** One version: which template, or new words written here, and its share. */
export function VariantCard({ variant, share, alone, shown, kind, onShow, onChange, onRemove, onWords }: VariantCardProps) {
  const { t, i18n } = useTranslation('reach');
  const format = useFormat();
  const mayManage = useMay('messaging.manage');
  const kept = useQuery({ ...templateQuery(variant.template_id), retry: false });
  const [writing, setWriting] = useState<WordsState | null>(null);
  const template = kept.data;
  const words = writing ?? (template ? wordsOf(template) : null);

  const tell = useEffectEvent(() => onWords(words));
  useEffect(() => tell(), [template, writing]);

  const choose = (template_id: string) => {
    setWriting(null);
    onChange({ template_id });
    onShow();
  };
  return (
    <section className={shown ? 'panel compose-panel variant variant-shown' : 'panel compose-panel variant'} onFocus={onShow} onClick={onShow}>
      <header className="variant-head">
        <strong className="variant-name">{alone ? t('what.message') : t('version', { name: variant.name })}</strong>
        {!alone && (
          <>
            <Slider
              className="compose-slider"
              min={1}
              max={10}
              value={Math.min(10, variant.weight)}
              ariaLabelForHandle={t('what.weight', { name: variant.name })}
              tooltip={{ formatter: null }}
              onChange={(weight) => onChange({ weight })}
            />
            <InputNumber aria-label={t('what.weight', { name: variant.name })} className="variant-weight" min={1} max={1000} precision={0} value={variant.weight} onChange={(weight) => onChange({ weight: weight ?? 1 })} />
            <span className="figures muted">{t('what.share', { share: format.percent(share / 100) })}</span>
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('what.remove', { name: variant.name })} onClick={onRemove} />
          </>
        )}
      </header>
      {!writing && (
        <div className="compose-inline variant-choice">
          <TemplateChoice value={variant.template_id} current={template} kind={kind} onChange={choose} />
          {mayManage && template && (
            <Button icon={<EditOutlined />} onClick={() => setWriting(wordsOf(template))}>
              {t('what.editWords')}
            </Button>
          )}
          {mayManage && (
            <Button icon={<PlusOutlined />} onClick={() => setWriting(newWords(kind, i18n.language))}>
              {t('what.newWords')}
            </Button>
          )}
        </div>
      )}
      {kept.error && !writing && <p className="reach-warning">{t('templateGone')}</p>}
      {writing && (
        <InlineTemplate
          words={writing}
          onChange={setWriting}
          onCancel={() => setWriting(null)}
          onSaved={(saved) => {
            onChange({ template_id: saved.id });
            setWriting(null);
          }}
        />
      )}
    </section>
  );
}
