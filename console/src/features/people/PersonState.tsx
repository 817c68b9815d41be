import type { PersonStateName } from '@/api/types';
import { useNamed } from '@/page/useNamed';
import { Tone, type ToneName } from '@/page/Tone';

const tones: Record<PersonStateName, ToneName> = { known: 'good', anonymous: 'idle', erased: 'bad' };

/** The states that a list can be narrowed to; the erased are in no list. */
export const personStates: PersonStateName[] = ['known', 'anonymous'];

export function PersonState({ state }: { state: PersonStateName }) {
  const named = useNamed();
  return <Tone tone={tones[state]}>{named('people:states', state)}</Tone>;
}
