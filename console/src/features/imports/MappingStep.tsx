import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { useProblemText } from '@/page/useProblemText';
import { isSettled, isWorking } from './importState';
import { useAct, useChangeImport, type Import, type KindInfo, type Options } from './importsQueries';
import { missingFields, type Columns } from './mapping';
import { MappingTable } from './MappingTable';
import { OptionsForm } from './OptionsForm';
import { SavedMappings } from './SavedMappings';
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
  const [columns, setColumns] = useState<Columns>(one.mapping.columns ?? {});
  const [options, setOptions] = useState<Options>(one.mapping.options ?? {});
  const change = useChangeImport(one.id);
  const act = useAct(one.id);
  const mayManage = useMay('imports.manage');
  const fixed = !mayManage || isSettled(one) || isWorking(one.state);
  const missing = missingFields(info, columns, options);
  const busy = change.isPending || act.isPending;
  const error = change.error ?? act.error;
  const unused = one.columns.length - new Set(Object.values(columns)).size;

  const check = async () => {
    try {
      await change.mutateAsync({ mapping: { columns, options } });
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
          <Button type="primary" loading={busy} disabled={missing.length > 0} onClick={() => void check()}>
            {t('check')}
          </Button>
        )}
        <span className="muted">{t('checkHint')}</span>
        {error && <Alert type="error" showIcon title={problemText(error).sentence} description={t('mappingKept')} />}
      </footer>
    </div>
  );

  function missingWords(name: string): string {
    const names = name.split('|').map((each) => inLanguage(info.fields.find((field) => field.name === each)?.title, i18n.language) ?? each);
    return names.length > 1 ? t('oneOf', { names: names.join(t('listComma')) }) : (names[0] ?? name);
  }
}
