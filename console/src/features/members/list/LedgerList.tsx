import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { lastMoment } from '../lastMoment';
import { growthQuery, lotsQuery, pointsQuery, tierChangesQuery, type LedgerName } from '../memberQueries';
import type { GrowthLine, LedgerLine, Lot, LotState, TierChange } from '../memberTypes';
import { useTierName } from '../useTierName';
import { changeOf } from './changeOf';
import { useReasonWords } from './useReasonWords';

interface Ledger {
  ledger: LedgerName;
  personId: string;
}

const lotTones: Record<LotState, ToneName> = { pending: 'info', active: 'good', spent: 'idle', expired: 'warn' };

/** Movements or lots of one member, newest first, twenty at a time. */
export function LedgerList({ ledger, personId }: Ledger) {
  const [trail, setTrail] = useState<(string | undefined)[]>([undefined]);
  const cursor = trail.at(-1);
  const turn = { back: trail.length > 1 ? () => setTrail(trail.slice(0, -1)) : undefined, on: (next: string) => setTrail([...trail, next]) };
  const asked = { personId, cursor, turn };
  if (ledger === 'points') return <Points {...asked} />;
  if (ledger === 'lots') return <Lots {...asked} />;
  return ledger === 'growth' ? <Growth {...asked} /> : <Tiers {...asked} />;
}

interface Asked {
  personId: string;
  cursor: string | undefined;
  turn: { back: (() => void) | undefined; on: (next: string) => void };
}

function Points({ personId, cursor, turn }: Asked) {
  const { t } = useTranslation('members');
  const named = useNamed();
  const reason = useReasonWords();
  return (
    <Lines<LedgerLine> query={useQuery(pointsQuery(personId, cursor))} turn={turn} none={t('ledgers.noPoints')} idOf={(line) => line.id}>
      {(line) => {
        const { by, sign } = changeOf(line);
        return <Row what={named('members:lineKinds', line.kind)} more={[sign === 0 ? accounts(line) : '', reason(line.reason), line.note]} sum={by} sign={sign} at={line.at} />;
      }}
    </Lines>
  );

  function accounts(line: LedgerLine): string {
    return t('ledgers.moved', { from: named('members:accounts', line.debit), to: named('members:accounts', line.credit) });
  }
}

function Lots({ personId, cursor, turn }: Asked) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const reason = useReasonWords();
  return (
    <Lines<Lot> query={useQuery(lotsQuery(personId, cursor))} turn={turn} none={t('ledgers.noLots')} idOf={(lot) => lot.id}>
      {(lot) => (
        <>
          <div className="members-line-what">
            <span>
              {t('ledgers.left', { left: format.number(lot.remaining), earned: format.number(lot.earned) })} <Tone tone={lotTones[lot.state]}>{t(`lotStates.${lot.state}`)}</Tone>
            </span>
            <span className="muted">
              {reason(lot.reason)} {lot.state === 'pending' && <>· {t('ledgers.activates')} <Time value={lot.activates_at} /></>}
            </span>
          </div>
          <div className="members-line-sum">
            <Time value={lot.earned_at} />
            <span className="muted">{lot.expires_at ? <>{t('ledgers.expires')} <Time value={lastMoment(lot.expires_at)} /></> : t('ledgers.never')}</span>
          </div>
        </>
      )}
    </Lines>
  );
}

function Growth({ personId, cursor, turn }: Asked) {
  const { t } = useTranslation('members');
  const named = useNamed();
  const reason = useReasonWords();
  return (
    <Lines<GrowthLine> query={useQuery(growthQuery(personId, cursor))} turn={turn} none={t('ledgers.noGrowth')} idOf={(line) => `${line.kind} ${line.cause}`}>
      {(line) => <Row what={named('members:growthKinds', line.kind)} more={[reason(line.reason), line.note]} sum={line.growth} sign={Math.sign(line.growth)} at={line.at} />}
    </Lines>
  );
}

function Tiers({ personId, cursor, turn }: Asked) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const named = useNamed();
  const name = useTierName();
  return (
    <Lines<TierChange> query={useQuery(tierChangesQuery(personId, cursor))} turn={turn} none={t('ledgers.noTiers')} idOf={(one) => `${one.at} ${one.after}`}>
      {(one) => (
        <>
          <div className="members-line-what">
            <span>{t('ledgers.tierChange', { before: name(one.before), after: name(one.after) })}</span>
            <span className="muted">{[named('members:tierReasons', one.reason), t('ledgers.atGrowth', { growth: format.number(one.growth) }), one.note].filter(Boolean).join(' · ')}</span>
          </div>
          <div className="members-line-sum">
            <Time value={one.at} />
          </div>
        </>
      )}
    </Lines>
  );
}

function Row({ what, more, sum, sign, at }: { what: string; more: string[]; sum: number; sign: number; at: string }) {
  const format = useFormat();
  return (
    <>
      <div className="members-line-what">
        <span>{what}</span>
        <span className="muted">{more.filter(Boolean).join(' · ')}</span>
      </div>
      <div className="members-line-sum">
        <strong className={sign > 0 ? 'figures members-plus' : 'figures'}>{sign > 0 ? `+${format.number(sum)}` : format.number(sum)}</strong>
        <span className="muted">
          <Time value={at} />
        </span>
      </div>
    </>
  );
}

interface LinesProps<Line> {
  query: UseQueryResult<{ items: Line[]; next_cursor?: string | null }>;
  turn: Asked['turn'];
  none: string;
  idOf: (line: Line) => string;
  children: (line: Line) => ReactNode;
}

function Lines<Line>({ query, turn, none, idOf, children }: LinesProps<Line>) {
  const { t } = useTranslation('members');
  return (
    <Loaded query={query} rows={4}>
      {({ items, next_cursor }) => (
        <>
          {items.length === 0 ? (
            <p className="muted">{none}</p>
          ) : (
            <ul className="members-lines">
              {items.map((line) => (
                <li key={idOf(line)}>{children(line)}</li>
              ))}
            </ul>
          )}
          {(turn.back || next_cursor) && (
            <div className="members-acts">
              <Button size="small" disabled={!turn.back} onClick={turn.back}>
                {t('ledgers.newer')}
              </Button>
              <Button size="small" disabled={!next_cursor} onClick={() => next_cursor && turn.on(next_cursor)}>
                {t('ledgers.older')}
              </Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}
