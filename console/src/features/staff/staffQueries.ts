import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Staff = Schemas['StaffOut'];
export type StaffCreate = Schemas['StaffCreate'];
export type StaffChange = Schemas['StaffChange'];
export type Membership = Schemas['MembershipOut'];
export type MembershipCreate = Schemas['MembershipCreate'];
export type Invitation = Schemas['InvitationOut'];
export type Role = Schemas['RoleOut'];
export type RoleCreate = Schemas['RoleCreate'];

export interface StaffSearch {
  email?: string;
  active?: boolean;
  node_id?: string;
  cursor?: string;
  limit: number;
}

export function staffListQuery(search: StaffSearch) {
  return queryOptions({
    queryKey: ['staff', 'list', search],
    queryFn: ({ signal }) => unwrap(api.GET('/api/staff', { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function staffQuery(staffId: string) {
  return queryOptions({
    queryKey: ['staff', 'one', staffId],
    queryFn: ({ signal }) => unwrap(api.GET('/api/staff/{staff_id}', { params: { path: { staff_id: staffId } }, signal })),
  });
}

export const rolesQuery = queryOptions({
  queryKey: ['staff', 'roles'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/roles', { params: { query: { limit: 200 } }, signal })),
});

export function useInvite() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: StaffCreate) => unwrap(api.POST('/api/staff', { body })), onSettled: refresh });
}

/** What can be done to one member of staff. */
export function useStaffActs(staffId: string) {
  const refresh = useRefresh();
  const path = { staff_id: staffId };
  const options = { onSettled: refresh };
  return {
    change: useMutation({ mutationFn: (body: StaffChange) => unwrap(api.PATCH('/api/staff/{staff_id}', { params: { path }, body })), ...options }),
    inviteAgain: useMutation({ mutationFn: () => unwrap(api.POST('/api/staff/{staff_id}/invitations', { params: { path } })), ...options }),
    resetTotp: useMutation({ mutationFn: () => unwrap(api.DELETE('/api/staff/{staff_id}/totp', { params: { path } })), ...options }),
    grant: useMutation({
      mutationFn: (body: MembershipCreate) => unwrap(api.POST('/api/staff/{staff_id}/memberships', { params: { path }, body })),
      ...options,
    }),
    withdraw: useMutation({
      mutationFn: (membershipId: string) =>
        unwrap(
          api.DELETE('/api/staff/{staff_id}/memberships/{membership_id}', { params: { path: { ...path, membership_id: membershipId } } }),
        ),
      ...options,
    }),
  };
}

export function useSaveRole() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ roleId, body }: { roleId: string | null; body: RoleCreate }) =>
      roleId
        ? unwrap(api.PATCH('/api/roles/{role_id}', { params: { path: { role_id: roleId } }, body }))
        : unwrap(api.POST('/api/roles', { body })),
    onSettled: refresh,
  });
}

export function useRemoveRole() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (roleId: string) => unwrap(api.DELETE('/api/roles/{role_id}', { params: { path: { role_id: roleId } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['staff'] });
}
