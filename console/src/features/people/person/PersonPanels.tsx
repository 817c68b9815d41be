import { Suspense } from 'react';
import { permits } from '@/app/permissions';
import { personPanels } from '@/app/personPanels';
import { useMe } from '@/app/session';

/** What other features show beside a person, such as the member card, as far as the operator may see it. */
export function PersonPanels({ personId }: { personId: string }) {
  return usePanels().map(({ key, Panel }) => (
    <Suspense key={key} fallback={null}>
      <Panel personId={personId} />
    </Suspense>
  ));
}

/** Attributes that a panel shows in its own words. */
export function useAttributesShown(): ReadonlySet<string> {
  return new Set(usePanels().flatMap(({ attributes }) => attributes));
}

function usePanels() {
  const { permissions } = useMe();
  return personPanels.filter(({ permission }) => permits(permissions, permission));
}
