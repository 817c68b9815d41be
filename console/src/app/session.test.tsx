import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Me } from '@/api/types';
import { useNode, useWorkplace, WorkplaceProvider } from './node';
import { meQuery, RequireSession } from './session';

const ended = vi.hoisted(() => ({ listeners: new Set<() => void>() }));

vi.mock('@/api/client', async (original) => ({
  ...(await original<object>()),
  onSessionExpired: (listener: () => void) => {
    ended.listeners.add(listener);
    return () => ended.listeners.delete(listener);
  },
}));

vi.mock('@/features/session/SignInAgain', () => ({
  default: ({ onDone }: { onDone: () => void }) => <button onClick={onDone}>again</button>,
}));

const me: Me = {
  id: 'stf_1',
  email: 'li@example.com',
  name: '李华',
  permissions: [],
  everywhere: true,
  roles: [],
  nodes: [],
  brand: { name: '茶小山' },
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  one_time_codes: false,
  must_change_password: false,
};

function show(element: ReactNode, address = '/people') {
  const queries = new QueryClient();
  queries.setQueryData(meQuery.queryKey, me);
  const router = createMemoryRouter([{ path: '*', element: <RequireSession>{element}</RequireSession> }], { initialEntries: [address] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('a session that ends', () => {
  it('is signed in to again over the page, and what was typed stays', async () => {
    show(<input aria-label="draft" />);
    const field = screen.getByLabelText<HTMLInputElement>('draft');
    fireEvent.change(field, { target: { value: '老客召回' } });
    act(() => ended.listeners.forEach((listener) => listener()));
    fireEvent.click(await screen.findByText('again'));
    expect(screen.queryByText('again')).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('draft')).toBe(field);
    expect(field.value).toBe('老客召回');
  });
});

describe('the org node', () => {
  function Probe() {
    const { choose } = useWorkplace();
    return <button onClick={() => choose(undefined)}>{useNode() ?? 'everywhere'}</button>;
  }
  const page = (
    <WorkplaceProvider>
      <Probe />
    </WorkplaceProvider>
  );

  it('is everywhere until one is chosen', () => {
    show(page);
    expect(screen.getByText('everywhere')).toBeTruthy();
  });

  it('may come with the address, leaves it, and is remembered', async () => {
    const router = show(page, '/people?within=node_7x&state=known');
    expect(await screen.findByText('node_7x')).toBeTruthy();
    expect(router.state.location.search).toBe('?state=known');
    cleanup();
    show(page);
    expect(screen.getByText('node_7x')).toBeTruthy();
  });

  it('is chosen anew, and lists begin at their first page', () => {
    localStorage.setItem('siyu.node.stf_1', 'node_7x');
    const router = show(page, '/people?cursor=abc&state=known');
    fireEvent.click(screen.getByText('node_7x'));
    expect(screen.getByText('everywhere')).toBeTruthy();
    expect(router.state.location.search).toBe('?state=known');
  });

  it('takes no nonsense', () => {
    show(page, '/people?within=<script>');
    expect(screen.getByText('everywhere')).toBeTruthy();
  });
});
