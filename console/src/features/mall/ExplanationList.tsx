import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useExplain } from './useExplain';
import type { Explanation } from './types';

interface ExplanationListProps {
  explanations: readonly Explanation[];
  /** What the rules are called, by code. */
  names: Record<string, string>;
}

/** Rules that did something, then those that did not and why. */
export function ExplanationList({ explanations, names }: ExplanationListProps) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const explain = useExplain(names);
  const sorted = [...explanations].sort((one, other) => Number(other.applied) - Number(one.applied));
  return (
    <ul className="mall-why">
      {sorted.map((each, index) => {
        const off = (each.discount_minor ?? 0) + (each.freight_minor ?? 0);
        return (
          <li key={`${each.source}-${index}`} className={each.applied ? 'mall-why-yes' : undefined}>
            {each.applied ? <CheckCircleOutlined aria-label={t('why.yes')} /> : <MinusCircleOutlined aria-label={t('why.no')} />}
            <div>
              <span>{each.source === 'points' ? t('why.points') : (names[each.rule_id] ?? each.rule_id)}</span>
              <span className="muted">{explain(each)}</span>
            </div>
            {off > 0 && <span className="figures">{format.money(-off)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
