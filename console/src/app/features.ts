import { account } from '@/features/account';
import { audiences } from '@/features/audiences';
import { audit } from '@/features/audit';
import { developers } from '@/features/developers';
import { firstRun } from '@/features/firstRun';
import { help } from '@/features/help';
import { imports } from '@/features/imports';
import { live } from '@/features/live';
import { mall } from '@/features/mall';
import { members } from '@/features/members';
import { organization } from '@/features/organization';
import { overview } from '@/features/overview';
import { people } from '@/features/people';
import { plan } from '@/features/plan';
import { quarantine } from '@/features/quarantine';
import { reach } from '@/features/reach';
import { rules } from '@/features/rules';
import { sandbox } from '@/features/sandbox';
import { session } from '@/features/session';
import { shelf } from '@/features/shelf';
import { sources } from '@/features/sources';
import { staff } from '@/features/staff';
import { system } from '@/features/system';
import type { Feature } from './feature';

/** Every feature of the console. A new one is a folder and a line here. */
export const features: Feature[] = [session, overview, people, audiences, reach, members, mall, shelf, sandbox, imports, live, quarantine, plan, sources, help, account, firstRun, organization, staff, rules, developers, audit, system];
