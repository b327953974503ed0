// Enter goes to the next field. A field is whatever carries `data-flow` inside `data-flow-root`; one
// that was filled in for the clerk (`data-filled`) is passed over.

const FIELDS = 'input:not(:disabled), textarea:not(:disabled), button:not(:disabled), select';

function target(field: Element): HTMLElement | null {
  if (field.matches(FIELDS)) return field as HTMLElement;
  return field.querySelector<HTMLElement>('input:checked') ?? field.querySelector(FIELDS);
}

function focus(field: Element): boolean {
  const to = target(field);
  if (to === null) return false;
  to.focus();
  if (to instanceof HTMLInputElement && to.type === 'text') to.select();
  return true;
}

/** Moves on from the field that holds `from`. */
export function advance(from: Element): void {
  const root = from.closest('[data-flow-root]');
  const here = from.closest('[data-flow]');
  if (root === null || here === null) return;
  const fields = [...root.querySelectorAll('[data-flow]')];
  for (const field of fields.slice(fields.indexOf(here) + 1)) {
    if (field.getAttribute('data-filled') !== 'true' && focus(field)) return;
  }
}

/** Focuses the field of a name (its `data-flow`), such as `form.investment_total`. */
export function focusField(root: Element | null, name: string): void {
  const field = root?.querySelector(`[data-flow="${CSS.escape(name)}"]`);
  if (field !== null && field !== undefined) focus(field);
}

/** For `@keydown.enter` on the root: a button keeps its Enter, everything else moves on. */
export function onEnter(event: KeyboardEvent): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || event.isComposing || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
  if (from instanceof HTMLButtonElement || from instanceof HTMLTextAreaElement) return;
  event.preventDefault();
  advance(from);
}
