import { ref, type Ref } from 'vue';

/** Whether the system asks for a dark appearance, as it changes. */
export function usePreferredDark(): Ref<boolean> {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const dark = ref(query.matches);
  query.addEventListener('change', (event) => {
    dark.value = event.matches;
  });
  return dark;
}
