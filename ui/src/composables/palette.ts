// Whether the search palette is in front.

import { defineStore } from 'pinia';
import { ref } from 'vue';

export const usePalette = defineStore('palette', () => {
  const open = ref(false);
  return {
    open,
    show: () => {
      open.value = true;
    },
    hide: () => {
      open.value = false;
    },
  };
});
