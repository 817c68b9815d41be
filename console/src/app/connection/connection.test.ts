import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection, pauseMs } from './connection';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connect(answers: boolean[]) {
  const back = vi.fn();
  const probe = vi.fn(() => Promise.resolve(answers.shift() ?? false));
  return { connection: new Connection(probe, back), probe, back };
}

describe('the connection', () => {
  it('is there until a call finds nobody, and tries again with growing pauses', async () => {
    const { connection, probe } = connect([false, false, true]);
    connection.hear(true);
    expect(connection.line).toBe('there');
    connection.hear(false);
    connection.hear(false);
    expect(connection.line).toBe('gone');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(probe).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3_999);
    expect(probe).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(probe).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(connection.line).toBe('back');
  });

  it('says that it is back for a moment, and what failed is asked for again, once', async () => {
    const { connection, back } = connect([]);
    connection.hear(false);
    connection.hear(true);
    connection.hear(true);
    expect(connection.line).toBe('back');
    expect(back).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(connection.line).toBe('there');
  });

  it('may be lost again while it says so', async () => {
    const { connection } = connect([]);
    connection.hear(false);
    connection.hear(true);
    connection.hear(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connection.line).toBe('gone');
  });

  it('is doubted without harm, and found to be gone when nobody answers', async () => {
    const { connection } = connect([true, false]);
    await connection.doubt();
    expect(connection.line).toBe('there');
    await connection.doubt();
    expect(connection.line).toBe('gone');
  });

  it('never waits longer than a quarter of a minute', () => {
    expect(pauseMs(0)).toBe(2_000);
    expect(pauseMs(50)).toBe(15_000);
  });
});
