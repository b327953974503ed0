// What is found for a text, in the order that it is shown in.

import { computed, type ComputedRef, type Ref } from 'vue';
import type { Router } from 'vue-router';
import { cutText } from '@/composables/format';
import { useDesk } from '@/composables/query';
import { usePreferences } from '@/composables/preferences';
import { useSession } from '@/composables/session';
import { t } from '@/locales';
import type { CaseState } from '@/platform';

export interface Result {
  key: string;
  group: 'cases' | 'items' | 'commands';
  title: string;
  note: string;
  state?: CaseState;
  run: () => unknown;
}

const MOST_CASES = 20;
const MOST_ITEMS = 8;

function useCommands(router: Router): ComputedRef<Result[]> {
  const session = useSession();
  const preferences = usePreferences();
  return computed(() => {
    const command = (title: string, note: string, run: () => unknown): Result => ({
      key: `command ${title}`,
      group: 'commands',
      title,
      note,
      run,
    });
    const other = preferences.language === 'en' ? 'zh-CN' : 'en';
    const name = other === 'en' ? 'English' : '中文';
    return [
      command(t('nav.intake'), 'F2', () =>
        router.push({ name: 'intake', query: { new: Date.now() } }),
      ),
      command(t('nav.workbench'), 'F4', () => router.push({ name: 'workbench' })),
      command(t('nav.cases'), '', () => router.push({ name: 'cases' })),
      command(t('nav.enquiries'), 'Shift F2', () => router.push({ name: 'enquiries' })),
      command(t('nav.day'), 'Shift F4', () => router.push({ name: 'day' })),
      command(t('nav.verify'), 'Shift F3', () => router.push({ name: 'verify' })),
      command(t('nav.numbers'), '', () => router.push({ name: 'numbers' })),
      command(t('nav.report'), '', () => router.push({ name: 'report' })),
      command(t('nav.settings'), '', () => router.push({ name: 'settings' })),
      command(t('password.title'), t('nav.settings'), () =>
        router.push({ name: 'settings', query: { at: 'password', new: Date.now() } }),
      ),
      command(`${t('settings.language')}：${name}`, '', () => {
        preferences.language = other;
      }),
      command(
        preferences.dark ? t('settings.light') : t('settings.dark'),
        t('settings.theme'),
        () => {
          preferences.theme = preferences.dark ? 'light' : 'dark';
        },
      ),
      command(t('keys.lock'), 'F12', session.lock),
    ];
  });
}

export function useResults(text: Ref<string>, router: Router) {
  const commands = useCommands(router);
  const typed = computed(() => text.value.trim());
  const some = computed(() => typed.value !== '');
  const cases = useDesk('search', () => ({ text: typed.value }), { enabled: some, keep: true });
  const items = useDesk('find_items', () => ({ text: typed.value }), { enabled: some, keep: true });

  const results = computed((): Result[] => {
    const words = typed.value.toLowerCase();
    const matching = commands.value.filter((one) =>
      `${one.title} ${one.note}`.toLowerCase().includes(words),
    );
    if (!some.value) return matching;
    const foundCases = (cases.data.value?.rows ?? []).slice(0, MOST_CASES).map((row): Result => ({
      key: row.id,
      group: 'cases',
      title: `${row.applicant} · ${row.item_name}`,
      note: row.number,
      state: row.state,
      run: () => router.push({ name: 'case', params: { case: row.id } }),
    }));
    const foundItems = (items.data.value ?? []).slice(0, MOST_ITEMS).map((row): Result => ({
      key: row.code,
      group: 'items',
      title: row.name,
      note: row.code,
      run: () => router.push({ name: 'intake', query: { item: row.code, new: Date.now() } }),
    }));
    return [...foundCases, ...foundItems, ...matching];
  });
  /** What is not shown, in words. */
  const cuts = computed((): string[] => {
    if (!some.value) return [];
    const { rows = [], total = { kind: 'exactly' as const, count: 0 } } = cases.data.value ?? {};
    const count = items.data.value?.length ?? 0;
    const ofCases = cutText(Math.min(rows.length, MOST_CASES), total);
    const ofItems = cutText(Math.min(count, MOST_ITEMS), { kind: 'exactly', count });
    return [
      ...(ofCases === '' ? [] : [t('search.casesCut', { cut: ofCases })]),
      ...(ofItems === '' ? [] : [t('search.itemsCut', { cut: ofItems })]),
    ];
  });
  const searching = computed(
    () => some.value && (cases.isFetching.value || items.isFetching.value),
  );
  return { results, cuts, searching };
}
