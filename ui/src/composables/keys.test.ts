import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { barKeys, keyMessage, onKeydown, useKeys, type KeyAction } from './keys';

const mounted: { unmount(): void }[] = [];
afterEach(() => mounted.splice(0).forEach((one) => one.unmount()));

function layer(actions: KeyAction[], modal = false): { unmount(): void } {
  const wrapper = mount(
    defineComponent({
      setup() {
        useKeys(() => actions, { modal });
        return () => h('div');
      },
    }),
  );
  mounted.push(wrapper);
  return wrapper;
}

function press(key: string, held: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...held });
  onKeydown(event);
  return event;
}

const action = (key: string, run = vi.fn(), more: Partial<KeyAction> = {}): KeyAction => ({
  name: key,
  key,
  label: key,
  run,
  ...more,
});

describe('keys', () => {
  it('carries out the action of a key, with what is held', () => {
    const [plain, shifted, control] = [vi.fn(), vi.fn(), vi.fn()];
    layer([action('F9', plain), action('Shift+F9', shifted), action('Ctrl+S', control)]);
    press('F9');
    press('F9', { shiftKey: true });
    press('s', { ctrlKey: true });
    expect([plain, shifted, control].map((run) => run.mock.calls.length)).toEqual([1, 1, 1]);
  });

  it('says why a key is not allowed, and does nothing', () => {
    const run = vi.fn();
    layer([action('F9', run, { whyNot: '费用未缴。请先收费。', shown: false })]);
    press('F9');
    expect(run).not.toHaveBeenCalled();
    expect(keyMessage.value).toBe('费用未缴。请先收费。');
  });

  it('forgets what it said at the next key that is allowed', async () => {
    layer([action('F9', vi.fn(), { whyNot: 'no' }), action('F8')]);
    press('F9');
    press('F8');
    expect(keyMessage.value).toBe('');
  });

  it('says what went wrong in an action', async () => {
    const error = { code: 'disk_full', detail: '', problems: [], decision: null };
    layer([action('F12', vi.fn().mockRejectedValue(error))]);
    press('F12');
    await vi.waitFor(() => expect(keyMessage.value).toContain('磁盘已满'));
  });

  it('lets a sheet hide the keys of the page below, but not the bar', () => {
    const [page, sheet] = [vi.fn(), vi.fn()];
    layer([action('F9', page), action('Escape', page)]);
    const over = layer([action('Escape', sheet)], true);
    press('F9');
    press('Escape');
    expect(page).not.toHaveBeenCalled();
    expect(sheet).toHaveBeenCalledOnce();
    expect(barKeys.value.map((one) => one.key)).toEqual(['F9', 'Escape']);
    over.unmount();
    press('F9');
    expect(page).toHaveBeenCalledOnce();
  });

  it('keeps function keys from the browser, and leaves letters to the fields', () => {
    layer([]);
    expect(press('F5').defaultPrevented).toBe(true);
    expect(press('a').defaultPrevented).toBe(false);
  });

  it('answers a key that is held down once', () => {
    const run = vi.fn();
    layer([action('F6', run)]);
    press('F6');
    press('F6', { repeat: true });
    expect(run).toHaveBeenCalledOnce();
  });

  it('does nothing while characters are composed', () => {
    const run = vi.fn();
    layer([action('Enter', run)]);
    press('Enter', { isComposing: true });
    expect(run).not.toHaveBeenCalled();
  });
});
