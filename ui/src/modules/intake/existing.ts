// What an intake says beyond applicant, form and materials: the licence that it is about, or whom it
// founds. Which of the two is asked for follows from item and action.

import { computed, reactive, watch } from 'vue';
import { isAboutLicence, isFounding } from '@/composables/product';
import { t } from '@/locales';
import type { FieldProblem, Intake, Item } from '@/platform';

/** A whole date of the calendar, or `null`. */
export function dateOf(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

/**
 * Without what the chosen action does not ask for. What was typed stays on the page, for when the
 * clerk chooses the other action again.
 */
export function withoutOthers(intake: Intake, item: Item | undefined): Intake {
  if (item === undefined || item.code !== intake.item || intake.action === null) return intake;
  const founded = isFounding(item, intake.action) ? {} : { holder_name: '' };
  const existing = isAboutLicence(item, intake.action)
    ? {}
    : { existing_number: '', existing_since: null, existing_until: null };
  return { ...intake, ...founded, ...existing };
}

/** The dates of the old paper as they are typed. The intake has those that are dates: the desk takes no other. */
export function usePaperDates(intake: Intake, item: () => Item | undefined) {
  const typed = reactive({ since: '', until: '' });
  watch(
    typed,
    () => {
      intake.existing_since = dateOf(typed.since);
      intake.existing_until = dateOf(typed.until);
    },
    { flush: 'sync', deep: true },
  );

  const wrong = (field: string, label: string, text: string): FieldProblem[] =>
    text === '' || dateOf(text) !== null
      ? []
      : [{ field, code: 'date', detail: '', message: t('problem.date', { field: label }) }];
  /** What stands there and is no date, where the action asks for one. */
  const problems = computed(() => {
    const chosen = item();
    if (chosen === undefined || !isAboutLicence(chosen, intake.action)) return [];
    return [
      ...wrong('existing.since', t('intake.existingSince'), typed.since),
      ...wrong('existing.valid_until', t('intake.existingUntil'), typed.until),
    ];
  });

  /** Shows what the intake has, as of a draft. */
  function show(): void {
    Object.assign(typed, {
      since: intake.existing_since ?? '',
      until: intake.existing_until ?? '',
    });
  }

  return { typed, problems, show };
}
