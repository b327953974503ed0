// The sheets of acts that take nothing but what a person says: one file each, named by the act's kind,
// such as CorrectedSheet.vue.

import type { Component } from 'vue';
import type { CaseActKind } from '@/platform';

const files = import.meta.glob<Component>('./*.vue', { eager: true, import: 'default' });

/** The sheet of an act that has one here. */
export function askedSheet(act: CaseActKind): Component | undefined {
  const words = act.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return files[`./${words.join('')}Sheet.vue`];
}
