import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { useProblemText } from '@/page/useProblemText';
import { isSettled, isWorking } from './importState';
import { useAct, type Import, type KindInfo } from './importsQueries';
import { missingFields } from './mapping';
import { MappingTable } from './MappingTable';
import { OptionsForm } from './OptionsForm';
import { SavedMappings } from './SavedMappings';
import { useMappingDraft } from './useMappingDraft';
import './mapping.css';

interface MappingStepProps {
  one: Import;
  info: KindInfo;
  onBack: () => void;
  onChecked: () => void;
}

/** Which column means what; nothing is read anew before the operator asks for the check. */
export function MappingStep({ one, info, onBack, onChecked }: MappingStepProps) {
  const { t, i18n } = useTranslation('imports');
  const problemText = useProblemText();
  const act = useAct(one.id);
  const mayManage = useMay('imports.manage');
  const fixed = !mayManage || isSettled(one) || isWorking(one.state) || one.state === 'paused';
  const draft = useMappingDraft(one, fixed);
  const { columns, options, setColumns, setOptions } = draft;
  const missing = missingFields(info, columns, options);
  const error = draft.error ?? act.error;
  const unused = one.columns.length - new Set(Object.values(columns)).size;

  const check = async () => {
    try {
      await draft.settle();
      await act.mutateAsync('check');
      onChecked();
    } catch {
      // Shown below; what was chosen stays.
    }
  };

  return (
    <div className="imports-step imports-mapping">
      <div className="imports-mapping-main">
        <section className="panel imports-block">
          <div className="imports-block-head">
            <div>
              <h2>{t('mappingTitle')}</h2>
              <p className="muted">{t('mappingHint')}</p>
            </div>
            <SavedMappings
              one={one}
              disabled={fixed}
              onUse={(saved) => {
                setColumns(saved.columns);
                setOptions(saved.options);
              }}
            />
          </div>
          {missing.length > 0 && (
            <Alert type="warning" showIcon title={t('missingTitle')} description={missing.map(missingWords).join(' · ')} />
          )}
          <MappingTable one={one} info={info} columns={columns} disabled={fixed} onChange={setColumns} />
          {unused > 0 && <p className="muted figures">{t('unusedColumns', { count: unused })}</p>}
        </section>
      </div>
      <OptionsForm one={one} info={info} columns={columns} options={options} disabled={fixed} onChange={setOptions} />
      <footer className="imports-foot">
        <Button onClick={onBack}>{t('back')}</Button>
        {!fixed && (
          <Button type="primary" loading={act.isPending} disabled={missing.length > 0} onClick={() => void check()}>
            {t('check')}
          </Button>
        )}
        {!fixed && <span className="muted">{t(draft.saving || draft.dirty ? 'savingMapping' : 'checkHint')}</span>}
        {error && <Alert type="error" showIcon title={problemText(error).sentence} description={t('mappingKept')} />}
      </footer>
    </div>
  );

  function missingWords(name: string): string {
    const names = name.split('|').map((each) => inLanguage(info.fields.find((field) => field.name === each)?.title, i18n.language) ?? each);
    return names.length > 1 ? t('oneOf', { names: names.join(t('listComma')) }) : (names[0] ?? name);
  }
}
