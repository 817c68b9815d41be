import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { Figure } from '@/page/Figure';
import { Loaded } from '@/page/Loaded';
import { newSegmentPath } from '@/page/segmentLink';
import type { Definition } from '../audienceTypes';
import { combinationQuery } from './compareQueries';
import { operationDefinition, type Operation } from './sets';

interface SetOperationProps {
  segments: string[];
  nameOf: (segmentId: string) => string;
  onOpen: (definition: Definition, name: string) => void;
}

const operations: Operation[] = ['union', 'intersection', 'difference'];

/** Segments taken together, what they share, or the first without the rest. */
export function SetOperation({ segments, nameOf, onOpen }: SetOperationProps) {
  const { t } = useTranslation('audiences');
  const mayManage = useMay('audiences.manage');
  const [operation, setOperation] = useState<Operation>('intersection');
  const count = useQuery(combinationQuery(operation, segments));
  const definition = operationDefinition(operation, segments);
  const name = `${segments.map(nameOf).join(' · ')} ${t(`compare.operations.${operation}`)}`.slice(0, 100);
  return (
    <section className="panel segment-block">
      <h2>{t('compare.operation')}</h2>
      <Radio.Group
        className="set-operations"
        value={operation}
        options={operations.map((value) => ({ value, label: t(`compare.operations.${value}`) }))}
        onChange={(event) => setOperation(event.target.value as Operation)}
      />
      <Loaded query={count} rows={1}>
        {(found) => (
          <p className="preview-count">
            <button type="button" className="count-link" disabled={found === 0} title={t('compare.showPeople')} onClick={() => onOpen(definition, name)}>
              <Figure value={found} />
            </button>
            <span>{t('people', { count: found })}</span>
            {mayManage && <Link to={newSegmentPath(definition, name)}>{t('compare.makeSegment')}</Link>}
          </p>
        )}
      </Loaded>
    </section>
  );
}
