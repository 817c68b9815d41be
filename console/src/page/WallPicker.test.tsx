import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WallPicker } from './WallPicker';

const business = { timezone: 'Asia/Shanghai' };

vi.mock('@/app/session', () => ({ useMe: () => business }));

// What jsdom lacks, and the picker asks for.
beforeAll(() =>
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  ),
);

afterEach(() => {
  cleanup();
  vi.unstubAllEnvs();
});

describe('WallPicker', () => {
  it.each(['America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Auckland'])('shows the clocks of the business to an operator in %s, and takes them', (here) => {
    vi.stubEnv('TZ', here);
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(here);
    const onChange = vi.fn();
    render(<WallPicker label="Begins" value="2026-11-10T16:00:00Z" clearable onChange={onChange} />);
    const field = screen.getByLabelText<HTMLInputElement>('Begins');
    expect(field.value).toBe('2026-11-11 00:00');
    fireEvent.mouseDown(field);
    fireEvent.change(field, { target: { value: '2026-11-12 08:30' } });
    fireEvent.keyDown(field, { key: 'Enter', code: 'Enter', keyCode: 13 });
    expect(onChange).toHaveBeenCalledWith('2026-11-12T00:30:00.000Z');
  });
});
