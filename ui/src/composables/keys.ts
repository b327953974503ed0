// Keys: each page says which keys work in it. The bar at the bottom shows them, and one listener
// carries them out. A layer that stands over the page (a sheet) hides what is below.

import { computed, onBeforeUnmount, ref, shallowReactive, type ComputedRef } from 'vue';
import { errorText } from './errors';
import { asApiError } from '@/platform';

export interface KeyAction {
  /** For tests: the button's `data-test`. */
  name: string;
  /** Such as `F9`, `Ctrl+S`, `Shift+F9`; empty for a button without a key. */
  key: string;
  label: string;
  run: () => unknown;
  /** Why it cannot be done now; the key then says so. */
  whyNot?: string | undefined;
  /** Whether a button stands in the bar; a key without one still answers. */
  shown?: boolean;
  /** Whether holding the key down goes on. */
  repeats?: boolean;
  /** The one that comes next in the usual course. */
  primary?: boolean;
}

interface Layer {
  actions: ComputedRef<KeyAction[]>;
  modal: boolean;
}

const layers = shallowReactive<Layer[]>([]);

/** What the bar says about the last key that was not allowed; empty for nothing. */
export const keyMessage = ref('');

/** The keys that work now, the innermost layer's first. */
const activeKeys = computed(() => {
  const from = layers.map((layer) => layer.modal).lastIndexOf(true);
  return layers
    .slice(Math.max(from, 0))
    .reverse()
    .flatMap((layer) => layer.actions.value);
});

/** The keys of the page and of the desk around it, for the bar; a sheet has its own buttons. */
export const barKeys = computed(() =>
  layers.filter((layer) => !layer.modal).flatMap((layer) => layer.actions.value),
);

/** The name of a key press as `KeyAction.key` writes it. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : ''];
  if (event.shiftKey && key.length > 1) held.push('Shift');
  return [...held.filter((one) => one !== ''), key].join('+');
}

/** Carries an action out, or says why not. */
export async function press(action: KeyAction): Promise<void> {
  keyMessage.value = action.whyNot ?? '';
  if (action.whyNot !== undefined) return;
  try {
    await action.run();
  } catch (refused) {
    keyMessage.value = errorText(asApiError(refused));
  }
}

/** Answers a key press. Function keys never reach the browser: it has other plans for them. */
export function onKeydown(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const name = keyName(event);
  const action = activeKeys.value.find((one) => one.key === name);
  if (action !== undefined && !event.defaultPrevented) {
    event.preventDefault();
    if (!event.repeat || action.repeats === true) void press(action);
  } else if (/(^|\+)F\d+$/.test(name)) {
    event.preventDefault();
  }
}

/** Makes keys work for as long as the component stands. */
export function useKeys(actions: () => KeyAction[], options: { modal?: boolean } = {}): void {
  const layer: Layer = { actions: computed(actions), modal: options.modal ?? false };
  keyMessage.value = '';
  layers.push(layer);
  onBeforeUnmount(() => {
    const at = layers.indexOf(layer);
    if (at >= 0) layers.splice(at, 1);
  });
}
