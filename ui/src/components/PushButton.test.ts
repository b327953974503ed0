import { describe, expect, it, vi } from 'vitest';
import PushButton from './PushButton.vue';
import { mountDesk } from '@/testing/desk';

describe('a button', () => {
  it('is pressed once, and not again while it is busy', async () => {
    const onClick = vi.fn();
    const button = await mountDesk(PushButton, { onClick });
    expect(button.attributes('type')).toBe('button');
    await button.trigger('click');
    await button.setProps({ busy: true });
    await button.trigger('click');
    expect(onClick).toHaveBeenCalledTimes(1);
    expect(button.attributes('aria-busy')).toBe('true');
    expect(button.attributes('disabled')).toBeUndefined();
    button.unmount();
  });

  it('submits its form, also while it is busy', async () => {
    const onSubmit = vi.fn((event: Event) => event.preventDefault());
    const form = document.body.appendChild(document.createElement('form'));
    form.addEventListener('submit', onSubmit);
    const button = await mountDesk(PushButton, { type: 'submit', busy: true });
    form.append(button.element);
    await button.trigger('click');
    expect(onSubmit).toHaveBeenCalledTimes(1);
    button.unmount();
    form.remove();
  });
});
