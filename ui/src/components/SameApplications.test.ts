import { describe, expect, it } from 'vitest';
import SameApplications from './SameApplications.vue';
import { mountDesk } from '@/testing/desk';
import type { SameApplicationView } from '@/platform';

const one: SameApplicationView = {
  number: 'gongshang-02-20261123-0004',
  window: 'gongshang-02',
  state: 'received',
  received_at: '2026-11-23T09:12:00+08:00',
};

describe('the warning of the same application', () => {
  it('names each one with its state and time', async () => {
    const page = await mountDesk(SameApplications, { same: [one] });
    const line = page.get('[data-test=same-one]').text();
    expect(line).toContain(one.number);
    expect(line).toContain('已收件');
    expect(line).toContain('09:12');
  });

  it('says nothing where there is none', async () => {
    const page = await mountDesk(SameApplications, { same: [] });
    expect(page.find('[data-test=same]').exists()).toBe(false);
  });
});
