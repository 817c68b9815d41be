import { account } from '@/features/account';
import { firstRun } from '@/features/firstRun';
import { help } from '@/features/help';
import { live } from '@/features/live';
import { overview } from '@/features/overview';
import { people } from '@/features/people';
import { reach } from '@/features/reach';
import { sandbox } from '@/features/sandbox';
import { session } from '@/features/session';
import type { Feature } from './feature';

/** Every feature of the console. A new one is a folder and a line here. */
export const features: Feature[] = [session, overview, people, reach, sandbox, live, help, account, firstRun];
