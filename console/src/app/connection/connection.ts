import { onReach } from '@/api/client';

export type Line = 'there' | 'gone' | 'back';

type Probe = () => Promise<boolean>;

const pausesMs = [2_000, 4_000, 8_000, 15_000];
const goodNewsMs = 3_000;

/** How long to wait before the server is tried again, after so many attempts. */
export function pauseMs(attempts: number): number {
  return pausesMs[Math.min(attempts, pausesMs.length - 1)] as number;
}

/** Whether the server answers; once it does not, it is tried again and again until it does. */
export class Connection {
  line: Line = 'there';
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly probe: Probe,
    private readonly onBack: () => void = () => undefined,
  ) {}

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What a call has found. */
  readonly hear = (reached: boolean): void => {
    if (reached && this.line === 'gone') this.comeBack();
    else if (!reached && this.line !== 'gone') {
      this.attempts = 0;
      this.become('gone');
      this.retryAfter(pauseMs(0));
    }
  };

  /** Something else than a call has failed: find out whether the server is gone. */
  readonly doubt = async (): Promise<void> => this.hear(await this.probe().catch(() => false));

  readonly retry = async (): Promise<void> => {
    clearTimeout(this.timer);
    const reached = await this.probe().catch(() => false);
    if (this.line !== 'gone') return;
    if (reached) return this.comeBack();
    this.attempts += 1;
    this.retryAfter(pauseMs(this.attempts));
  };

  private comeBack(): void {
    this.become('back');
    this.onBack();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.line === 'back' && this.become('there'), goodNewsMs);
  }

  private retryAfter(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.retry(), ms);
  }

  private become(line: Line): void {
    this.line = line;
    for (const listener of this.listeners) listener();
  }
}

/** Any answer in the API's own words counts, "nobody is signed in" too. */
async function probe(): Promise<boolean> {
  const response = await fetch('/api/me', { cache: 'no-store' });
  return response.status < 500;
}

/** A connection that is told of every call. */
export function openConnection(onBack: () => void): Connection {
  const connection = new Connection(probe, onBack);
  onReach(connection.hear);
  window.addEventListener('offline', () => connection.hear(false));
  window.addEventListener('online', () => void connection.retry());
  return connection;
}
