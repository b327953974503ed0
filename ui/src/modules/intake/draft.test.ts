import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { draftKeeper } from './draft';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('keeping a draft', () => {
  it('writes once for many keys', async () => {
    const write = vi.fn().mockResolvedValue(undefined);
    const keeper = draftKeeper(write, 300);
    for (let key = 0; key < 10; key += 1) {
      keeper.touch();
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(300);
    expect(write).toHaveBeenCalledOnce();
  });

  it('writes while somebody types without a pause', async () => {
    const write = vi.fn().mockResolvedValue(undefined);
    const keeper = draftKeeper(write, 300);
    for (let key = 0; key < 20; key += 1) {
      keeper.touch();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(write.mock.calls.length).toBeGreaterThanOrEqual(5);
  });

  it('never has two writes at once, and keeps what was typed meanwhile', async () => {
    let running = 0;
    let most = 0;
    const write = vi.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      running -= 1;
    });
    const keeper = draftKeeper(write, 300);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(350);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(3000);
    expect(most).toBe(1);
    expect(write).toHaveBeenCalledTimes(2);
  });

  it('writes at once when asked, and nothing where nothing was typed', async () => {
    const write = vi.fn().mockResolvedValue(undefined);
    const keeper = draftKeeper(write, 300);
    await keeper.flush();
    expect(write).not.toHaveBeenCalled();
    keeper.touch();
    await keeper.flush();
    expect(write).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1000);
    expect(write).toHaveBeenCalledOnce();
  });

  it('tries again with the next key after a failure', async () => {
    const write = vi
      .fn()
      .mockRejectedValueOnce(new Error('disk full'))
      .mockResolvedValue(undefined);
    const keeper = draftKeeper(write, 300);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(300);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(300);
    expect(write).toHaveBeenCalledTimes(2);
  });

  it('writes nothing once the draft has become a case', async () => {
    const write = vi.fn().mockResolvedValue(undefined);
    const keeper = draftKeeper(write, 300);
    keeper.touch();
    keeper.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(write).not.toHaveBeenCalled();
  });
});
