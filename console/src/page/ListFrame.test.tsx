import type { UseQueryResult } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/api/problem';
import en from '@/app/locales/en.json';
import { ListFrame } from './ListFrame';

interface Shelf {
  id: string;
}

type Shelves = { items: Shelf[]; next_cursor: string | null };

beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'en', fallbackLng: false, defaultNS: 'app', resources: { en: { app: en } }, interpolation: { escapeValue: false }, showSupportNotice: false }),
);

afterEach(cleanup);

const noneFound = { title: 'No such shelf', text: 'Try another word.' };

interface Answer {
  data?: Shelves;
  error?: Problem;
}

function answered(items: Shelf[], next: string | null = null): Answer {
  return { data: { items, next_cursor: next } };
}

function show(query: Answer, { cursor = null, filtered = false }: { cursor?: string | null; filtered?: boolean } = {}) {
  const onClear = vi.fn();
  const onSearch = vi.fn();
  render(
    <ListFrame
      query={{ error: null, isPlaceholderData: false, ...query } as UseQueryResult<Shelves>}
      pager={{ cursor, pageSize: 20, trail: [], onMove: vi.fn(), onPageSize: vi.fn() }}
      search={{ value: '', hint: 'Name', onSearch }}
      filtered={filtered}
      onClear={onClear}
      noneFound={noneFound}
      empty={<p>Put up a shelf</p>}
    >
      {(shelves) => shelves.map((shelf) => <p key={shelf.id}>{shelf.id}</p>)}
    </ListFrame>,
  );
  return { onClear, onSearch };
}

describe('ListFrame', () => {
  it('says what to do where there is nothing, and that nothing was found where something is left out', () => {
    show(answered([]));
    expect(screen.getByText('Put up a shelf')).toBeTruthy();
    cleanup();
    const { onClear } = show(answered([]), { filtered: true });
    expect(screen.getByText(noneFound.title)).toBeTruthy();
    expect(screen.queryByText('Put up a shelf')).toBeNull();
    for (const button of screen.getAllByRole('button', { name: en.list.clear })) fireEvent.click(button);
    expect(onClear).toHaveBeenCalledTimes(2);
  });

  it('offers to turn pages only where there is more than one', () => {
    show(answered([{ id: 'oak' }]));
    expect(screen.getByText('oak')).toBeTruthy();
    expect(screen.queryByRole('button', { name: en.pager.first })).toBeNull();
    cleanup();
    show(answered([{ id: 'oak' }], 'after-oak'));
    expect(screen.getByRole('button', { name: en.pager.first })).toBeTruthy();
    cleanup();
    show(answered([{ id: 'ash' }]), { cursor: 'after-oak' });
    expect(screen.getByRole('button', { name: en.pager.first })).toBeTruthy();
  });

  it('keeps the rows it has when they could not be fetched again, and tells why where it has none', () => {
    const error = new Problem(503, 'unavailable', 'Away', {});
    show({ ...answered([{ id: 'oak' }]), error });
    expect(screen.getByText('oak')).toBeTruthy();
    cleanup();
    show({ error });
    expect(screen.getByRole('alert').textContent).toContain(en.errors.unavailable);
  });

  it('searches with Enter, not with every letter', () => {
    const { onSearch } = show(answered([{ id: 'oak' }]));
    const box = screen.getByRole('textbox', { name: 'Name' });
    fireEvent.change(box, { target: { value: ' ash ' } });
    expect(onSearch).not.toHaveBeenCalled();
    fireEvent.keyDown(box, { key: 'Enter', code: 'Enter', keyCode: 13 });
    expect(onSearch).toHaveBeenCalledExactlyOnceWith('ash');
  });
});
