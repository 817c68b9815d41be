import { CheckCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CursorPager } from '@/page/CursorPager';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { Time } from '@/page/Time';
import { useNamed } from '@/page/useNamed';
import { usePaging } from '@/page/usePaging';
import { useSourceName } from '@/page/useSourceName';
import type { Conflict, ConflictState } from '../peopleTypes';
import { useKindName } from '../person/useKindName';
import { personsOf, ruleOf } from './conflict';
import { ConflictDrawer } from './ConflictDrawer';
import { conflictsQuery } from './conflictQueries';
import './conflicts.css';

const states: ConflictState[] = ['open', 'merged', 'dismissed'];

/** Evidence that a rule did not let through, for somebody to decide. */
export default function ConflictsPage() {
  const { t } = useTranslation('people');
  const { search, change, filterBy, cursor, limit, pager } = usePaging();
  const state = states.find((each) => each === search.get('state')) ?? 'open';
  const conflicts = useQuery(conflictsQuery(state, cursor, limit));
  const chosen = conflicts.data?.items.find((each) => each.id === search.get('conflict'));

  return (
    <Page title={t('conflicts.title')} purpose={t('conflicts.titlePurpose')}>
      <div className="filter-bar">
        <Segmented
          aria-label={t('columns.state')}
          value={state}
          onChange={(next) => filterBy({ state: next === 'open' ? null : next, conflict: null })}
          options={states.map((value) => ({ value, label: t(`conflicts.states.${value}`) }))}
        />
      </div>
      <div className="panel">
        <Loaded query={conflicts} rows={6}>
          {(page) =>
            page.items.length === 0 ? (
              <EmptyState
                icon={<CheckCircleOutlined />}
                title={t(state === 'open' ? 'conflicts.noneOpen' : 'conflicts.none')}
                text={t('conflicts.noneText')}
                actions={<Link to="/people">{t('conflicts.toPeople')}</Link>}
              />
            ) : (
              <>
                <ul className="conflicts">
                  {page.items.map((conflict) => (
                    <ConflictRow key={conflict.id} conflict={conflict} onOpen={() => change({ conflict: conflict.id })} />
                  ))}
                </ul>
                <CursorPager {...pager} nextCursor={page.next_cursor} />
              </>
            )
          }
        </Loaded>
      </div>
      <ConflictDrawer conflict={chosen} onClose={() => change({ conflict: null })} />
    </Page>
  );
}

function ConflictRow({ conflict, onOpen }: { conflict: Conflict; onOpen: () => void }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const kindName = useKindName();
  const sourceName = useSourceName();
  const rule = ruleOf(conflict);
  return (
    <li>
      <button type="button" className="conflict-row" aria-haspopup="dialog" onClick={onOpen}>
        <span className="conflict-words">
          <strong>{t('conflicts.headline', { persons: personsOf(conflict).length, rule: named('people:conflicts.rules', rule.name), kind: kindName(rule.type) })}</strong>
          <span className="muted ellipsis">
            {conflict.identifiers.map((identifier) => `${kindName(identifier.kind)} ${identifier.value_masked}`).join(' + ')}
          </span>
        </span>
        <span className="muted conflict-when">
          {sourceName(conflict.source)} · <Time value={conflict.noticed_at} />
        </span>
      </button>
    </li>
  );
}
