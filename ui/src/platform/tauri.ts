// The only file that knows the shell around the pages.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Platform } from './index';

/** Whether the pages stand in the real window. */
export const inWindow = '__TAURI_INTERNALS__' in globalThis;

export const tauri: Platform = {
  call: (command, args) => invoke('desk', { call: { command, args } }),
  onChange: (changed) => void listen('desk-changed', () => changed()),
};
