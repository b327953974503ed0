// One intake as it is typed: what stands in it, what is kept, what the desk says about it.

import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue';
import { draftKeeper } from './draft';
import { usePaperDates, withoutOthers } from './existing';
import { usePreview, type Preview } from './preview';
import { onFlush } from '@/composables/writes';
import { asApiError, call, documentsOf } from '@/platform';
import type { ApiError, CaseView, FieldProblem, Intake, Item, ItemView } from '@/platform';

const KEEP_MS = 300;
const PREVIEW_MS = 120;
/** Below it nobody is asked for: the number is still being typed. */
const SHORTEST_NUMBER = 8;
const DRAFT_GONE: ApiError = { code: 'draft_unknown', detail: '', problems: [], decision: null };

export function emptyIntake(): Intake {
  return {
    item: null,
    action: null,
    applicant_kind: null,
    applicant_document: null,
    applicant_name: '',
    applicant_number: '',
    applicant_phone: '',
    holder_name: '',
    existing_number: '',
    existing_since: null,
    existing_until: null,
    form: {},
    materials: [],
  };
}

/** A copy without reactivity. */
const plain = (intake: Intake): Intake => JSON.parse(JSON.stringify(intake)) as Intake;

/** Whether anything was typed that is worth keeping. */
const isBlank = (intake: Intake) => JSON.stringify(intake) === JSON.stringify(emptyIntake());

/** Keeping the draft as it is typed. */
function useKeptDraft(intake: Intake, sent: () => Intake) {
  const draft = ref<string | null>(null);
  const savedAt = ref<string | null>(null);
  const saving = ref(false);
  const error = ref<ApiError | null>(null);

  async function write(): Promise<void> {
    if (draft.value === null && isBlank(intake)) return;
    saving.value = true;
    try {
      const kept = await call('save_draft', { draft: draft.value, intake: sent() });
      draft.value = kept.id;
      savedAt.value = kept.saved_at;
      error.value = null;
    } catch (refused) {
      error.value = asApiError(refused);
      throw refused;
    } finally {
      saving.value = false;
    }
  }

  const keeper = draftKeeper(write, KEEP_MS);
  const forget = onFlush(keeper.flush);
  onBeforeUnmount(() => {
    forget();
    void keeper.flush();
  });
  return { draft, savedAt, saving, error, keeper };
}

/** Name and telephone of an applicant whom the window knows by the number. */
function useKnownApplicant(intake: Intake) {
  const filled = reactive({ name: false, phone: false });
  let asked = { number: '', done: Promise.resolve() };

  async function ask(number: string): Promise<void> {
    // Not knowing somebody is no error; a failure shows where it matters, at the next save.
    const known = await call('known_applicant', { text: number }).catch(() => null);
    if (known === null || intake.applicant_number !== number) return;
    intake.applicant_kind ??= known.applicant_kind;
    if (intake.applicant_kind === known.applicant_kind) {
      intake.applicant_document = known.applicant_document;
    }
    if (intake.applicant_name === '' || filled.name) {
      intake.applicant_name = known.applicant_name;
      filled.name = known.applicant_name !== '';
    }
    if (intake.applicant_phone === '' || filled.phone) {
      intake.applicant_phone = known.applicant_phone;
      filled.phone = known.applicant_phone !== '';
    }
  }

  /** Done when whoever has this number is filled in. */
  function look(): Promise<void> {
    const number = intake.applicant_number;
    if (number.length < SHORTEST_NUMBER) return Promise.resolve();
    if (number !== asked.number) asked = { number, done: ask(number) };
    return asked.done;
  }

  return { filled, look };
}

/** What of a form belongs to an item; an unticked box is a no. */
function formFor(item: Item, before: Intake['form']): Intake['form'] {
  const form: Intake['form'] = {};
  for (const field of item.fields) {
    if (field.key in before) form[field.key] = before[field.key];
    else if (field.type === 'bool') form[field.key] = false;
  }
  return form;
}

/** Keeps the document where such an applicant can have it; else it is the usual one. */
export function usualDocument(intake: Intake): void {
  const documents = intake.applicant_kind === null ? [] : documentsOf[intake.applicant_kind];
  const { applicant_document: now } = intake;
  if (now === null || !documents.includes(now)) intake.applicant_document = documents[0] ?? null;
}

/** The item, and what of the intake goes with it. */
function useItem(intake: Intake) {
  const item = ref<ItemView | null>(null);
  const error = ref<ApiError | null>(null);

  async function read(code: string): Promise<void> {
    try {
      item.value = await call('item', { item: code });
      error.value = null;
    } catch (refused) {
      error.value = asApiError(refused);
    }
  }

  /** Chooses an item; what was typed stays wherever the new item asks for the same. */
  async function choose(code: string): Promise<void> {
    await read(code);
    const chosen = item.value?.item;
    if (chosen?.code !== code) return;
    const { actions, applicant_kinds: kinds } = chosen;
    const only = <T>(all: T[], now: T | null) =>
      all.length === 1 ? (all[0] ?? null) : (all.find((one) => one === now) ?? null);
    intake.item = code;
    intake.action = only(actions, intake.action);
    intake.applicant_kind = only(kinds, intake.applicant_kind);
    usualDocument(intake);
    intake.form = formFor(chosen, intake.form);
    const codes = chosen.materials.map((material) => material.code);
    intake.materials = intake.materials.filter((one) => codes.includes(one));
  }

  return { item, itemError: error, choose, read };
}

/** What the desk says of these once it has the number: also that it has no record, and needs them. */
const ofPaper = ['existing.since', 'existing.valid_until'];

/** Problems at the fields that a person has left, and at all of them after an attempt to receive. */
function useProblems(all: () => FieldProblem[]) {
  const left = reactive(new Set<string>());
  const attempted = ref(false);
  const shown = computed(() =>
    all().filter(
      ({ field, code }) =>
        attempted.value ||
        (left.has(field) && code !== 'required') ||
        (ofPaper.includes(field) && left.has('existing.number')),
    ),
  );
  return {
    attempted,
    shown,
    leave: (field: string) => void left.add(field),
    at: (field: string) => shown.value.find((one) => one.field === field) ?? null,
  };
}

/** Taking it in, once all that is typed can be read. */
function useReceive(
  sent: () => Intake,
  readable: () => boolean,
  kept: ReturnType<typeof useKeptDraft>,
  preview: Preview,
  problems: ReturnType<typeof useProblems>,
) {
  const receiveError = ref<ApiError | null>(null);
  const receiving = ref(false);

  /** 收件. Gives the case, or `null` with the reasons in sight. */
  async function receive(): Promise<CaseView | null> {
    if (receiving.value) return null;
    problems.attempted.value = true;
    receiveError.value = null;
    if (!readable()) return null;
    receiving.value = true;
    try {
      await kept.keeper.flush();
      const view = await call('receive', { intake: sent(), draft: kept.draft.value });
      kept.keeper.stop();
      return view;
    } catch (refused) {
      receiveError.value = asApiError(refused);
      await preview.now();
      return null;
    } finally {
      receiving.value = false;
    }
  }

  return { receive, receiveError, receiving };
}

export function useIntake() {
  const intake = reactive(emptyIntake());
  const item = useItem(intake);
  /** What is sent and kept: of what is typed, what the chosen action asks for. */
  const sent = () => withoutOthers(plain(intake), item.item.value?.item);
  const kept = useKeptDraft(intake, sent);
  const preview = usePreview(sent, PREVIEW_MS);
  const known = useKnownApplicant(intake);
  const paper = usePaperDates(intake, () => item.item.value?.item);
  const problems = useProblems(() => {
    const own = paper.problems.value.map((one) => one.field);
    const others = preview.view.value?.problems.filter((one) => !own.includes(one.field));
    return [...(others ?? []), ...paper.problems.value];
  });
  const readable = () => paper.problems.value.length === 0;
  const taking = useReceive(sent, readable, kept, preview, problems);
  let loading = false;

  watch(
    intake,
    () => {
      if (loading) return;
      kept.keeper.touch();
      preview.refresh();
      void known.look();
    },
    { flush: 'sync', deep: true },
  );
  onBeforeUnmount(preview.stop);

  /** Goes on with a draft. */
  async function resume(id: string): Promise<void> {
    const found = (await call('drafts', {})).find((one) => one.id === id);
    if (found === undefined) {
      taking.receiveError.value = DRAFT_GONE;
      return;
    }
    loading = true;
    Object.assign(intake, plain(found.intake));
    paper.show();
    loading = false;
    kept.draft.value = found.id;
    kept.savedAt.value = found.saved_at;
    if (found.intake.item !== null) await item.read(found.intake.item);
    const chosen = item.item.value?.item;
    if (chosen !== undefined) intake.form = formFor(chosen, intake.form);
    await preview.now();
  }

  return {
    intake,
    /** What is typed, as it would be sent now. */
    sent,
    paper: paper.typed,
    kept,
    preview,
    known,
    ...item,
    problems,
    resume,
    ...taking,
  };
}
