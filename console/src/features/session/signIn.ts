import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { asProblem } from '@/api/problem';

export interface Credentials {
  email: string;
  password: string;
  totp?: string;
}

export function useSignIn() {
  return useMutation({
    mutationFn: ({ email, password, totp }: Credentials) =>
      unwrap(api.POST('/api/sessions', { body: { email: email.trim(), password, totp: totp?.trim() || undefined } })),
  });
}

/** Whether the server wants a one-time code beside the password: it only asks, or refuses the one it got. */
export function oneTimeCodeOf(error: unknown): 'asked' | 'refused' | null {
  if (!error) return null;
  const { code } = asProblem(error);
  return code === 'totp_required' ? 'asked' : code === 'totp_refused' ? 'refused' : null;
}
