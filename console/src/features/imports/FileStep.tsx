import { Alert, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useNarrow } from '@/page/useNarrow';
import { useProblemText } from '@/page/useProblemText';
import { isSettled, isWorking } from './importState';
import { useChangeImport, type Import } from './importsQueries';
import { importKinds, kindIcons } from './kinds';
import { ReadingForm } from './ReadingForm';
import { SampleTable } from './SampleTable';

/** What the file turned out to be; an operator may know better. */
export function FileStep({ one, onNext }: { one: Import; onNext: () => void }) {
  const { t } = useTranslation('imports');
  const problemText = useProblemText();
  const narrow = useNarrow();
  const change = useChangeImport(one.id);
  const fixed = !useMay('imports.manage') || isSettled(one) || isWorking(one.state) || change.isPending;
  return (
    <div className="imports-step">
      <section className="panel imports-block">
        <h2>{t('kindQuestion')}</h2>
        <p className="muted">{t(`guide.${one.kind}`)}</p>
        <Segmented
          className="imports-kinds"
          vertical={narrow}
          aria-label={t('kindQuestion')}
          disabled={fixed}
          value={one.kind}
          onChange={(kind) => change.mutate({ kind })}
          options={importKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`), icon: kindIcons[kind] }))}
        />
      </section>
      <section className="panel imports-block">
        <h2>{t('readingTitle')}</h2>
        <ReadingForm one={one} disabled={fixed} onChange={(reading) => change.mutate({ reading })} />
        {change.error && <Alert type="error" showIcon title={problemText(change.error).sentence} description={t('readingFailed')} />}
      </section>
      <section className="panel imports-block">
        <h2>{t('sampleTitle')}</h2>
        <p className="muted">{t('sampleHint')}</p>
        {one.sample_rows.length === 0 && <Alert type="warning" showIcon title={t('noRows')} />}
        {one.columns.length === 1 && one.reading.format === 'csv' && <Alert type="warning" showIcon title={t('oneColumn')} />}
        <SampleTable one={one} />
      </section>
      <footer className="imports-foot">
        <Button type="primary" onClick={onNext}>
          {t('toMapping')}
        </Button>
      </footer>
    </div>
  );
}
