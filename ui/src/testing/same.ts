// Another window's case that asks for the same, for every page that warns of it.

import type { CaseView } from '@/platform';

export const sameApplication = {
  number: 'shangwu-04-20261123-0004-7K3QX9',
  window: 'shangwu-04',
  state: 'received',
  received_at: '2026-11-23T09:12:00+08:00',
} satisfies CaseView['same'][number];
