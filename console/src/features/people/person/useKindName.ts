import { useNamed } from '@/page/useNamed';

/** What an operator calls a type of identifier; an application's own kind, `openid:<appid>`, by its family with the application behind. */
export function useKindName(): (kind: string) => string {
  const named = useNamed();
  return (kind) => {
    const [family = kind, application] = kind.split(':');
    return [named('people:kinds', family), application].filter(Boolean).join(' · ');
  };
}
