import { CrownOutlined } from '@ant-design/icons';
import { useTierName } from './useTierName';

const colors = [8, 2, 3, 4, 5, 6, 7, 1];

/** A tier by its name, in a colour that is the same on every page. */
export function TierBadge({ tier, rank }: { tier: string; rank: number }) {
  const name = useTierName();
  return (
    <span className="tier-badge" style={{ '--tier': `var(--data-${colors[Math.min(rank, colors.length - 1)]})` } as object}>
      <CrownOutlined aria-hidden />
      {name(tier)}
    </span>
  );
}
