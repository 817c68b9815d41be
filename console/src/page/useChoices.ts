import { useEffect, useId, useState, type KeyboardEvent } from 'react';

/** A text field above a list of choices, led by the keyboard: arrows move, Enter takes, the focus stays in the field. */
export function useChoices<Choice>(choices: readonly Choice[], onChoose: (choice: Choice) => void) {
  const id = useId();
  const [at, setAt] = useState(0);
  const active = Math.max(0, Math.min(at, choices.length - 1));
  const optionId = (index: number) => `${id}-${index}`;
  const activeId = choices.length > 0 ? optionId(active) : undefined;

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and arrows of an input method choose characters.
    if (event.nativeEvent.isComposing || choices.length === 0) return;
    const next = moved(event.key, active, choices.length);
    if (next !== undefined) setAt(next);
    else if (event.key !== 'Enter') return;
    else onChoose(choices[active] as Choice);
    event.preventDefault();
  };

  return {
    active,
    toFirst: () => setAt(0),
    fieldProps: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': id,
      'aria-autocomplete': 'list' as const,
      'aria-activedescendant': activeId,
      onKeyDown,
    },
    listProps: { id, role: 'listbox' },
    optionProps: (index: number) => ({
      id: optionId(index),
      role: 'option',
      'aria-selected': index === active,
      onMouseMove: () => setAt(index),
      // The field keeps the focus.
      onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
      onClick: () => onChoose(choices[index] as Choice),
    }),
  };
}

/** Where a key leads from a place in a list that is a ring; undefined for keys that do not move. */
export function moved(key: string, from: number, length: number): number | undefined {
  if (key === 'ArrowDown') return (from + 1) % length;
  if (key === 'ArrowUp') return (from - 1 + length) % length;
  if (key === 'PageDown') return Math.min(length - 1, from + 8);
  if (key === 'PageUp') return Math.max(0, from - 8);
  return undefined;
}
