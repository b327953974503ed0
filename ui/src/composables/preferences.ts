// What a person likes: language and appearance. Kept on this computer.

import { usePreferredDark } from './media';
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { setLocale, type Locale } from '@/locales';

export type Theme = 'light' | 'dark' | 'system';

function kept<T extends string>(key: string, known: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(key);
  return known.find((one) => one === value) ?? otherwise;
}

export const usePreferences = defineStore('preferences', () => {
  const language = ref<Locale>(kept('language', ['zh-CN', 'en'], 'zh-CN'));
  const theme = ref<Theme>(kept('theme', ['light', 'dark', 'system'], 'system'));
  const systemDark = usePreferredDark();
  const dark = computed(() =>
    theme.value === 'system' ? systemDark.value : theme.value === 'dark',
  );

  watch(
    language,
    (to) => {
      localStorage.setItem('language', to);
      setLocale(to);
    },
    { immediate: true },
  );
  watch(theme, (to) => localStorage.setItem('theme', to));
  watch(
    dark,
    (to) => {
      document.documentElement.dataset.theme = to ? 'dark' : 'light';
    },
    { immediate: true },
  );
  return { language, theme, dark };
});
