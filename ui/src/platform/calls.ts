// Written by `cargo test -p clerk-desk`. Do not edit.

export type AcceptArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * The code of the exemption that the applicant proves, if any.
 */
exemption: string | null, };
export type ActView = { 
/**
 * The act.
 */
act: CaseActKind, 
/**
 * Whether it may be done now by this person.
 */
allowed: boolean, 
/**
 * Why not: a code of `ErrorCode`; `None` where it may.
 */
why_not: string | null, };
export type Action = "establish" | "change" | "renew" | "duplicate" | "cancel";
export type Actor = { 
/**
 * The login name.
 */
person: PersonId, 
/**
 * The name as people wrote it then.
 */
name: string, 
/**
 * What the person was.
 */
role: Role, };
export type Answer = { 
/**
 * What was answered.
 */
text: string, 
/**
 * Who answered.
 */
by: Actor, 
/**
 * At which window.
 */
author: Author, 
/**
 * When.
 */
at: string, };
export type AnswerArgs = { 
/**
 * Which enquiry.
 */
enquiry: EnquiryId, 
/**
 * What is answered; 1 to 500 characters.
 */
answer: string, };
export type ApiError = { 
/**
 * Why.
 */
code: ErrorCode, 
/**
 * What belongs to it: a number, a name, a time; may be empty.
 */
detail: string, 
/**
 * Field by field.
 */
problems: Array<FieldProblem>, 
/**
 * The decision that stands against it.
 */
decision: Decision | null, };
export type Applicant = { 
/**
 * What kind of applicant.
 */
kind: ApplicantKind, 
/**
 * The name.
 */
name: string, 
/**
 * By which document the applicant is known.
 */
document: IdentityDocument, 
/**
 * Its number, checked and normalised before it gets here.
 */
number: string, 
/**
 * A telephone number; may be empty.
 */
phone: string, };
export type ApplicantKind = "person" | "enterprise" | "university_student";
export type AskedAct = { "kind": "corrected" } & Correct | { "kind": "paper_spoiled" } & SpoilPaper | { "kind": "withdrawn" } & Withdraw;
export type Asker = { 
/**
 * The name.
 */
name: string, 
/**
 * A telephone number; may be empty.
 */
phone: string, };
export type Author = string;
export type Because = { 
/**
 * The reason.
 */
reason: string, 
/**
 * Whose.
 */
by: Actor, 
/**
 * The legal day.
 */
on: string, };
export type BookView = { 
/**
 * What the numbers are for.
 */
name: string, 
/**
 * The figures.
 */
book: NumberBook, 
/**
 * Whether every number is accounted for, once.
 */
adds_up: boolean, };
export type BundleExportArgs = { 
/**
 * Where to; `None` for a new file in the window's own folder.
 */
file: string | null, 
/**
 * Whether a file that is there may be written over.
 */
overwrite: boolean, };
export type BundleExportedView = { 
/**
 * Its path.
 */
file: string, 
/**
 * How many acts are in it.
 */
acts: number, 
/**
 * How many had no room in it, and go into the next one.
 */
left: number, 
/**
 * When it was written.
 */
at: string, };
export type BundleImportArgs = { 
/**
 * The whole file, in base64.
 */
content_base64: string, };
export type BundleImportedView = { 
/**
 * How many acts the centre took in.
 */
accepted: number, 
/**
 * How many of them need a supervisor.
 */
exceptions: number, 
/**
 * How many acts of other windows came.
 */
pulled: number, 
/**
 * How many blocks of numbers came.
 */
leased: number, 
/**
 * Whether the centre was restored to an older state: export again, as it lacks what it had.
 */
server_rolled_back: boolean, 
/**
 * Whether there is more than had room in the reply: export again.
 */
more: boolean, 
/**
 * Acts that the centre does not have yet.
 */
outbox: number, };
export type BundleWaitingView = { 
/**
 * Since when; where several were written, since the first of them.
 */
since: string, 
/**
 * How many acts are in the last one, which holds what the earlier ones do.
 */
acts: number, };
export type CarryOutArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * What is to be done.
 */
act: AskedAct, };
export type Case = { 
/**
 * Its identifier.
 */
id: CaseId, 
/**
 * Its number as people read it.
 */
number: CaseNumber, 
/**
 * The window that has it.
 */
window: WindowId, 
/**
 * What the window was called when it was received, as its papers say it for good.
 */
window_name: string, 
/**
 * Who received it.
 */
received_by: Actor, 
/**
 * When it was received.
 */
received_at: string, 
/**
 * What is applied for.
 */
item: ItemCode, 
/**
 * Under which action.
 */
action: Action, 
/**
 * The version of the rule pack whose item it keeps to its end.
 */
pack_version: number, 
/**
 * Who applies.
 */
parties: Parties, 
/**
 * The licence that the application is about.
 */
existing: ExistingLicence | null, 
/**
 * Which queue it is in.
 */
queue: Queue, 
/**
 * The filled-in form.
 */
form: Record<string, unknown>, 
/**
 * What was handed in, and what is missing.
 */
intake: CaseIntake, 
/**
 * What is due when.
 */
clock: CaseClock, 
/**
 * Referral and verification.
 */
procedures: Procedures, 
/**
 * How it was decided, where nothing was issued.
 */
decision: CaseDecision, 
/**
 * What is to be paid, and what was.
 */
money: CaseMoney, 
/**
 * What it led to.
 */
products: Products, 
/**
 * The papers that came out.
 */
papers: Papers, 
/**
 * That it was handed over.
 */
delivery: Delivery | null, };
export type CaseActKind = "received" | "correction_notified" | "supplied" | "corrected" | "accepted" | "not_accepted" | "fee_charged" | "referred" | "referral_decided" | "verified" | "issued" | "refused" | "printed" | "paper_spoiled" | "delivered" | "withdrawn" | "voided";
export type CaseArgs = { 
/**
 * Which.
 */
case: CaseId, };
export type CaseClock = { 
/**
 * The promised last day, once accepted.
 */
due: Due | null, };
export type CaseDecision = { 
/**
 * Why it was refused (art. 38).
 */
refusal: Because | null, };
export type CaseId = string;
export type CaseIntake = { 
/**
 * The materials handed in so far, in the order in which they came.
 */
materials: Array<HandedIn>, 
/**
 * What the one correction notice named.
 */
notified: Array<Lack>, 
/**
 * Whether the applicant was notified, and nothing came since.
 */
waits_for_correction: boolean, 
/**
 * Why it was not accepted.
 */
not_accepted: Because | null, 
/**
 * Why the applicant took it back.
 */
withdrawn: Because | null, };
export type CaseListView = { 
/**
 * Newest first.
 */
rows: Array<CaseRowView>, 
/**
 * How many there are, these counted in: where it says more than there are rows, the list was cut.
 */
total: ListTotal, };
export type CaseMoney = { 
/**
 * What is to be paid, once accepted.
 */
fee: FeeDue | null, 
/**
 * The fee receipt's number, once paid.
 */
receipt: string | null, };
export type CaseNumber = string;
export type CaseRowView = { 
/**
 * Its identifier.
 */
id: CaseId, 
/**
 * Its number.
 */
number: CaseNumber, 
/**
 * The item.
 */
item: ItemCode, 
/**
 * The item's name.
 */
item_name: string, 
/**
 * The applicant's name.
 */
applicant: string, 
/**
 * The applicant's number, masked.
 */
applicant_number: string, 
/**
 * Where it stands.
 */
state: CaseState, 
/**
 * The window that received it.
 */
window: WindowId, 
/**
 * When it was received.
 */
received_at: string, 
/**
 * The promised last day.
 */
due: string | null, 
/**
 * Whether the promised day is near or past.
 */
urgency: Urgency, 
/**
 * Whether it is in the green channel (绿色通道), which goes first.
 */
green: boolean, };
export type CaseState = "received" | "correction_due" | "accepted" | "referred" | "issued" | "delivered" | "not_accepted" | "refused" | "withdrawn";
export type CaseView = { 
/**
 * The case.
 */
case: Case, 
/**
 * Where it stands.
 */
state: CaseState, 
/**
 * The item that it was received under.
 */
item: Item, 
/**
 * The department's name.
 */
department: string, 
/**
 * Every act of the window, and whether this person may do it now.
 */
acts: Array<ActView>, 
/**
 * The decision as it would be now, while one is open.
 */
decision: Decision | null, 
/**
 * Who verified the substance of the materials, by name.
 */
verified_by: Array<string>, 
/**
 * Whether somebody else has to verify it before this person may issue.
 */
second_officer_needed: boolean, 
/**
 * The required materials not handed in.
 */
missing: Array<Material>, 
/**
 * Whether the promised day is near or past.
 */
urgency: Urgency, 
/**
 * Working days left to the promised day; negative when past, `None` when nothing runs.
 */
days_left: number | null, 
/**
 * What acceptance costs today without an exemption; `None` where it is free.
 */
full_fee: Money | null, 
/**
 * Until it is accepted: the applicant's other open applications for the same.
 */
same: Array<SameApplicationView>, 
/**
 * The papers that can be printed.
 */
papers: Array<PaperRow>, 
/**
 * What happened, oldest first.
 */
history: Array<HistoryRow>, };
export type Choice = { 
/**
 * What the form keeps.
 */
value: string, 
/**
 * What people read.
 */
label: string, };
export type ClearArgs = { 
/**
 * The code that the supervisor gave; case, blanks and hyphens do not matter.
 */
code: string, };
export type Closing = { 
/**
 * What was counted.
 */
counts: DayCounts, 
/**
 * The last entry that was counted.
 */
through: number, 
/**
 * Who closed it.
 */
by: Actor, 
/**
 * When.
 */
at: string, };
export type ConnectionView = { "state": "starting" } | { "state": "syncing" } | { "state": "online" } | { "state": "offline", 
/**
 * Since when.
 */
since: string, } | { "state": "trouble", 
/**
 * What: a code of `ErrorCode`.
 */
code: string, };
export type Correct = { 
/**
 * Where: `applicant.name`, `applicant.number`, `applicant.phone`, `holder.name`, `existing` (the
 * number of the licence that it is about), or `form.` and the key of a field.
 */
field: string, 
/**
 * What should stand there; null for nothing.
 */
to: unknown, 
/**
 * How the error came about; 1 to 500 characters.
 */
reason: string, };
export type CorrectArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * What was handed in and is not in legal form; what is missing is told by itself.
 */
wrong: Array<WrongMaterial>, };
export type Day = { 
/**
 * The window.
 */
window: WindowId, 
/**
 * The legal day.
 */
day: string, 
/**
 * Who opened it.
 */
opened_by: Actor, 
/**
 * When.
 */
opened_at: string, 
/**
 * How it was closed, once it was.
 */
closing: Closing | null, };
export type DayActKind = "opened" | "closed";
export type DayActView = { 
/**
 * The act.
 */
act: DayActKind, 
/**
 * Why it may not be done now: a code of `ErrorCode`; `None` where it may.
 */
why_not: string | null, };
export type DayCounts = { 
/**
 * How many acts of each kind there were on cases.
 */
cases: { [key in CaseActKind]?: number }, 
/**
 * The numbers that were given, by series.
 */
numbers: Array<NumbersUsed>, 
/**
 * The papers that came out.
 */
papers: Array<PapersOut>, 
/**
 * What was charged, a sum a currency.
 */
charged: Array<Money>, 
/**
 * How many enquiries were answered.
 */
answered: number, };
export type DayView = { 
/**
 * The legal day.
 */
today: string, 
/**
 * The day that is open, today's or an earlier one.
 */
open: Day | null, 
/**
 * What a closing would count now.
 */
counts: DayCounts, 
/**
 * The window's days, newest first.
 */
days: Array<Day>, 
/**
 * What a window does with its day, and whether this person may do it now.
 */
acts: Array<DayActView>, };
export type Decision = { 
/**
 * What it comes to.
 */
outcome: Outcome, 
/**
 * To whom, with [`Outcome::Refer`] only.
 */
to?: ReferralTarget, 
/**
 * Who else has a say after that, with [`Outcome::Refer`] only; in that order.
 */
also?: Array<ReferralTarget>, 
/**
 * Which queue.
 */
queue: Queue, 
/**
 * Whether two officers or more must verify the substance of the materials: art. 34 of the
 * Administrative Licensing Law.
 */
second_officer?: boolean, 
/**
 * Whether a grant lets this person refuse such a case, and not accept it.
 */
may_refuse?: boolean, 
/**
 * The explanation: every clause looked at, met or not, in the pack's order; then what the grants
 * that let the window issue say of holder and outages; then what the whole comes to where no
 * clause says it.
 */
reasons: Array<Reason>, };
export type DeliverArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Who takes it; empty for the applicant.
 */
recipient: string, };
export type Delivery = { 
/**
 * Who took it.
 */
recipient: string, 
/**
 * The legal day.
 */
on: string, };
export type DepartmentId = string;
export type DocumentKind = "materials_receipt" | "correction_notice" | "acceptance_notice" | "fee_receipt" | "licence" | "non_acceptance" | "refusal";
export type DraftArgs = { 
/**
 * Which.
 */
draft: string, };
export type DraftView = { 
/**
 * Its identifier.
 */
id: string, 
/**
 * What is typed.
 */
intake: Intake, 
/**
 * The item's name; empty where none is chosen.
 */
item_name: string, 
/**
 * When it was kept.
 */
saved_at: string, };
export type Due = { "kind": "on", 
/**
 * Which.
 */
date: string, } | { "kind": "not_published", 
/**
 * The last day that was counted.
 */
after: string, 
/**
 * How many working days are to be counted after it.
 */
working_days_left: number, };
export type EnquiriesView = { 
/**
 * Those that wait first, then the newest.
 */
rows: Array<EnquiryView>, 
/**
 * How many wait for an answer.
 */
waiting: number, 
/**
 * How many there are of what `rows` shows the first of.
 */
total: ListTotal, };
export type Enquiry = { 
/**
 * Its identifier.
 */
id: EnquiryId, 
/**
 * The department that is asked.
 */
department: DepartmentId, 
/**
 * The item that it is about, where it is about one.
 */
item: ItemCode | null, 
/**
 * Who asks.
 */
asker: Asker, 
/**
 * The question.
 */
question: string, 
/**
 * When it was asked.
 */
asked_at: string, 
/**
 * The answer, once it was given.
 */
answer: Answer | null, 
/**
 * The legal day on which it was closed.
 */
closed_on: string | null, };
export type EnquiryActKind = "asked" | "answered" | "closed";
export type EnquiryActView = { 
/**
 * The act.
 */
act: EnquiryActKind, 
/**
 * Why it may not be done now: a code of `ErrorCode`; `None` where it may.
 */
why_not: string | null, };
export type EnquiryId = string;
export type EnquiryState = "waiting" | "answered" | "closed";
export type EnquiryView = { 
/**
 * The enquiry.
 */
enquiry: Enquiry, 
/**
 * Where it stands.
 */
state: EnquiryState, 
/**
 * The name of the item that it is about.
 */
item_name: string | null, 
/**
 * What a window does with it, and whether this person may do it now.
 */
acts: Array<EnquiryActView>, };
export type EnrollArgs = { 
/**
 * The server's address, such as `https://centre.example`.
 */
server: string, 
/**
 * The certificates of the centre's own authority, in PEM; missing or blank where the system's are
 * trusted.
 */
authority?: string, 
/**
 * The one-time code.
 */
code: Password, 
/**
 * Who enrols.
 */
person: PersonId, 
/**
 * That person's password.
 */
password: Password, 
/**
 * Another password from now on, where the centre asks for one.
 */
new_password?: Password, };
export type ErrorCode = "not_enrolled" | "already_enrolled" | "locked" | "password_wrong" | "locked_out" | "too_many_requests" | "first_login_online" | "login_unconfirmed" | "password_change_needed" | "password_unfit" | "appointment_ended" | "device_ended" | "idle_lock_out_of_range" | "not_your_window" | "code_unknown" | "server_unreachable" | "certificate_expired" | "certificate_other_host" | "certificate_untrusted" | "authority_wrong" | "server_nonsense" | "server_failed" | "device_unknown" | "journal_fork" | "server_changed" | "address_wrong" | "field_problems" | "item_unknown" | "material_unknown" | "exemption_unknown" | "exemption_not_proved" | "case_unknown" | "draft_unknown" | "not_permitted" | "role_forbidden" | "other_window" | "not_authorised" | "may_not_refuse" | "nothing_to_refer" | "materials_missing" | "nothing_missing" | "already_notified" | "already_answered" | "already_closed" | "enquiry_unknown" | "day_not_opened" | "day_still_open" | "kept_not_shown" | "issuing_halted" | "clearance_wrong" | "clearances_used_up" | "fee_unpaid" | "second_officer_needed" | "no_fee_due" | "licence_revoked" | "licence_superseded" | "numbers_exhausted" | "pack_untrusted" | "pack_not_in_force" | "reason_needed" | "not_printed" | "document_unavailable" | "no_report" | "glyph_missing" | "paper_impossible" | "no_code_found" | "file_too_large" | "scanner_missing" | "printer_unavailable" | "bundle_not_one" | "bundle_cut" | "bundle_too_large" | "bundle_altered" | "bundle_newer" | "bundle_wrong_way" | "bundle_foreign" | "bundle_sender_foreign" | "bundle_replayed" | "bundle_not_awaited" | "bundle_file_exists" | "bundle_file_failed" | "disk_full" | "storage_failed" | "storage_damaged" | "schema_newer" | "storage_busy" | "internal";
export type Exemption = { 
/**
 * Its code, unique in the rule, such as `student`.
 */
code: string, 
/**
 * Its name and source.
 */
name: string, 
/**
 * Applicants exempt without asking; empty where the clerk claims it with proof.
 */
applicant_kinds: Array<ApplicantKind>, 
/**
 * The materials that prove it, all of them; one that must be claimed has at least one.
 */
proof: Array<MaterialCode>, };
export type ExistingLicence = { 
/**
 * Its number.
 */
number: string, 
/**
 * Its version; 1 of one that was issued before there were versions.
 */
version: number, 
/**
 * Since when what it licenses exists.
 */
since: string, 
/**
 * The first day that it holds.
 */
valid_from: string, 
/**
 * The last day; `None` for always.
 */
valid_until: string | null, 
/**
 * The holder's number on it.
 */
holder_number: string | null, };
export type FailedTryView = { 
/**
 * When, by the device's clock.
 */
at: string, 
/**
 * Why: a code of `ErrorCode`.
 */
code: string, };
export type FeeDue = { "kind": "free" } | { "kind": "amount", 
/**
 * How much.
 */
amount: Money, } | { "kind": "exempt", 
/**
 * The exemption's code in the item's fee rule.
 */
code: string, 
/**
 * The exemption's name.
 */
name: string, };
export type FeeRule = { 
/**
 * The name of the charge.
 */
name: string, 
/**
 * How much, in which period. The periods do not overlap; outside them the item is free.
 */
tariffs: Array<Tariff>, 
/**
 * The document that the charge rests on.
 */
basis: string, 
/**
 * Who does not pay.
 */
exemptions: Array<Exemption>, };
export type Field = { 
/**
 * Its key in the form, such as `investment_total`.
 */
key: string, 
/**
 * What people call it.
 */
label: string, 
/**
 * Whether it must be filled in.
 */
required: boolean, } & ({ "type": "text", 
/**
 * In characters.
 */
max_length: number, } | { "type": "money", 
/**
 * ISO 4217 codes.
 */
currencies: Array<string>, } | { "type": "number", 
/**
 * The least.
 */
min: number, 
/**
 * The most.
 */
max: number, 
/**
 * The unit, such as 平方米; may be empty.
 */
unit: string, } | { "type": "bool" } | { "type": "date" } | { "type": "choice", 
/**
 * What may be chosen.
 */
options: Array<Choice>, });
export type FieldProblem = { 
/**
 * The field, as a path such as `form.investment_total` or `applicant.number`.
 */
field: string, 
/**
 * What is wrong, for a program: `required`, `unknown`, `type`, `amount`, `currency`, `range`,
 * `choice`, `date`, or a code of [`crate::identity::IdentityError`] or of [`TextError`].
 */
code: string, 
/**
 * What the sentence of the code names: the place and the code of a character; may be empty.
 */
detail: string, 
/**
 * What is wrong and what to do, in Chinese.
 */
message: string, };
export type Finding = { 
/**
 * The verdict.
 */
verdict: Verdict, 
/**
 * What the licence says, once its signature held; nothing of an altered one is repeated.
 */
licence: Stated | null, 
/**
 * How it came to hold no more.
 */
revocation: Revocation | null, };
export type Founding = { 
/**
 * The series of the blocks that are leased for codes.
 */
series: SeriesCode, 
/**
 * The first character of the organisation code in it (GB 32100-2015, part 4).
 */
prefix: string, };
export type HaltView = { 
/**
 * Why, as a code: `journal_fork`, `journal_broken`, `clock_ran_back`,
 * `clock_leapt`.
 */
why: string, 
/**
 * The number that the supervisor is told, and answers with a code; `None` once all codes are used:
 * the device must be enrolled anew.
 */
number: number | null, };
export type HandedIn = { 
/**
 * Which.
 */
material: MaterialCode, 
/**
 * The legal day on which it came.
 */
on: string, };
export type HistoryRow = { 
/**
 * When, by the window's clock.
 */
at: string, 
/**
 * Who, by name where the window knows it.
 */
actor: string, 
/**
 * What.
 */
act: CaseActKind, 
/**
 * Numbers, reasons and amounts that belong to it, in one line; may be empty.
 */
detail: string, 
/**
 * The paper that came out, of a print.
 */
paper: PrintedPaper | null, 
/**
 * In whose journal.
 */
author: Author, 
/**
 * At which place there.
 */
seq: number, 
/**
 * The first eight digits of its hash.
 */
hash: string, 
/**
 * Whether the server has it.
 */
synced: boolean, };
export type IdentityDocument = "resident_card" | "residence_permit" | "hong_kong_macao_permit" | "taiwan_permit" | "permanent_residence_card" | "passport" | "credit_code";
export type IdleLockArgs = { 
/**
 * After how many minutes the desk locks.
 */
minutes: number, };
export type IdleLockView = { 
/**
 * After so many minutes.
 */
minutes: number, 
/**
 * The fewest that may be chosen.
 */
least: number, 
/**
 * The most that may be chosen.
 */
most: number, 
/**
 * For so many seconds before it a face warns.
 */
warning_s: number, };
export type Intake = { 
/**
 * The item.
 */
item: ItemCode | null, 
/**
 * The action.
 */
action: Action | null, 
/**
 * What kind of applicant.
 */
applicant_kind: ApplicantKind | null, 
/**
 * By which document the applicant is known; may be open where there is but one.
 */
applicant_document: IdentityDocument | null, 
/**
 * The applicant's name.
 */
applicant_name: string, 
/**
 * The document's number.
 */
applicant_number: string, 
/**
 * The applicant's telephone number.
 */
applicant_phone: string, 
/**
 * The name of whom the licence is to bring about, such as a company; empty where the applicant is to
 * hold it.
 */
holder_name: string, 
/**
 * The number of the licence that it is about; empty where it is about none.
 */
existing_number: string, 
/**
 * Since when what that one licenses exists, where the window has no record of it.
 */
existing_since: string | null, 
/**
 * Its last day, where the window has no record of it; null for always.
 */
existing_until: string | null, 
/**
 * The form as typed.
 */
form: Record<string, unknown>, 
/**
 * The materials ticked.
 */
materials: Array<MaterialCode>, };
export type IssueArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * The password of the person logged in: the confirmation that each issue needs.
 */
confirmation: Password, };
export type IssuePlanView = { 
/**
 * The licence's name.
 */
licence_name: string, 
/**
 * The number that it gets, unless another case takes it first.
 */
number: string, 
/**
 * Whose it would be.
 */
holder: string, 
/**
 * What comes of it, and which version of the number it would be.
 */
product: Product, 
/**
 * The day of issue.
 */
issued_on: string, 
/**
 * The last day that it would hold.
 */
valid_until: string | null, 
/**
 * The clauses that allow it.
 */
reasons: Array<Reason>, 
/**
 * The papers that would be reserved for printing.
 */
papers: Array<DocumentKind>, };
export type Item = { 
/**
 * Its code, unique in the pack.
 */
code: ItemCode, 
/**
 * Its name.
 */
name: string, 
/**
 * The department that answers for it.
 */
department: DepartmentId, 
/**
 * How it is handled.
 */
kind: ItemKind, 
/**
 * What may be applied for under it.
 */
actions: Array<Action>, 
/**
 * Who may apply.
 */
applicant_kinds: Array<ApplicantKind>, 
/**
 * The law and article that it rests on.
 */
legal_basis: string, 
/**
 * The limit that the law sets, in working days.
 */
statutory_days: number, 
/**
 * The limit that the centre promises, in working days; 0 for the same day.
 */
promised_days: number, 
/**
 * What the applicant hands in.
 */
materials: Array<Material>, 
/**
 * What the applicant fills in.
 */
fields: Array<Field>, 
/**
 * What it costs; `None` where it is free.
 */
fee: FeeRule | null, 
/**
 * What is issued.
 */
licence: LicenceType, 
/**
 * What comes of its actions, where it is not what usually comes of them ([`ProductKind::of`]).
 */
products?: { [key in Action]?: ProductKind }, 
/**
 * Whether the entry was checked against its legal source.
 */
verified: boolean, };
export type ItemArgs = { 
/**
 * Its code.
 */
item: ItemCode, };
export type ItemCode = string;
export type ItemKind = "immediate" | "promised" | "joint";
export type ItemRow = { 
/**
 * Its code.
 */
code: ItemCode, 
/**
 * Its name.
 */
name: string, 
/**
 * How it is handled.
 */
kind: ItemKind, 
/**
 * The promised working days; 0 for the same day.
 */
promised_days: number, };
export type ItemView = { 
/**
 * The item.
 */
item: Item, 
/**
 * The department's name.
 */
department: string, };
export type JournalStand = { 
/**
 * How many entries.
 */
entries: number, 
/**
 * The digest over all of them, in hexadecimal.
 */
digest: string, };
export type Lack = { 
/**
 * Which material of the item.
 */
material: MaterialCode, 
/**
 * Why what there is does not do.
 */
why: LackWhy, };
export type LackWhy = { "kind": "missing" } | { "kind": "not_in_legal_form", 
/**
 * What is wrong with it, as the applicant is told; at most [`MAX_NOTE_CHARACTERS`].
 */
note: string, };
export type LastDay = "corresponding_day" | "day_before";
export type Licence = { 
/**
 * Its number, taken from a block leased to the window.
 */
number: string, 
/**
 * The code of its type.
 */
licence_type: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whose it is.
 */
holder: string, 
/**
 * The day of issue.
 */
issued_on: string, 
/**
 * The last day that it holds; `None` for always.
 */
valid_until: string | null, 
/**
 * What came of the application, and which version of the number this is.
 */
product: Product, 
/**
 * The reasons of the decision: grant and clauses.
 */
reasons: Array<Reason>, 
/**
 * The version of the rule pack that it was decided under.
 */
pack_version: number, 
/**
 * The digest of what was decided on: item, action, applicant, form and materials.
 */
inputs: string, 
/**
 * 证照标识, its national identifier: [`crate::licence_identifier::licence_identifier`]; `None`
 * where its type or its department has no national code.
 */
identifier: string | null, 
/**
 * The SM2 signature over [`Licence::signed_text`] of whoever issued it, in hexadecimal.
 */
signature: string, };
export type LicenceType = { 
/**
 * Its code, such as `shangwu-approval`; chooses the paper.
 */
code: string, 
/**
 * Its name, such as 外商投资企业批准证书.
 */
name: string, 
/**
 * The series that its numbers come from.
 */
series: SeriesCode, 
/**
 * The form fields without which it is not issued, since the law asks that it says them.
 */
required: Array<string>, 
/**
 * Where the licence brings its holder about, such as a company: from where that gets its credit code.
 */
founds?: Founding, 
/**
 * For how many months it is valid; `None` for always.
 */
valid_months: number | null, 
/**
 * On which day those months end.
 */
last_day: LastDay, 
/**
 * The national code of its type (证照类型代码), as it stands in the licence's identifier; `None`
 * where it has none, and then the licence gets no identifier.
 */
national_type: string | null, };
export type ListArgs = { 
/**
 * Any of these states; empty for all.
 */
states: Array<CaseState>, 
/**
 * At most so many, newest first.
 */
limit: number, };
export type ListTotal = { "kind": "exactly", "count": number } | { "kind": "more_than", "count": number } | { "kind": "at_least", "count": number };
export type LoginArgs = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * The password.
 */
password: Password, 
/**
 * Another password from now on, where the centre asks for one.
 */
new_password?: Password, };
export type Material = { 
/**
 * Its code inside the item.
 */
code: MaterialCode, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether acceptance needs it.
 */
required: boolean, 
/**
 * Whether the original is shown, a copy kept, or both.
 */
form: MaterialForm, 
/**
 * How many.
 */
count: number, };
export type MaterialCode = string;
export type MaterialForm = "original" | "copy" | "both";
export type Money = { amount: string, currency: string };
export type Nothing = Record<string, never>;
export type NumberBook = { 
/**
 * The series.
 */
series: SeriesCode, 
/**
 * The year.
 */
year: number, 
/**
 * How many were leased.
 */
leased: number, 
/**
 * How many were given, and stand.
 */
issued: number, 
/**
 * How many were given, and are void.
 */
voided: number, 
/**
 * How many were given back.
 */
returned: number, 
/**
 * How many were passed over, as an instance of the window that is lost may have given them.
 */
skipped: number, 
/**
 * How many are still to be given.
 */
left: number, 
/**
 * How many were given that lie in no block. There should be none.
 */
outside: number, };
export type NumberBooksView = { 
/**
 * A series and year each, the newest year first.
 */
books: Array<BookView>, 
/**
 * Whether all of them add up.
 */
add_up: boolean, };
export type NumbersUsed = { 
/**
 * The series.
 */
series: string, 
/**
 * How many.
 */
count: number, 
/**
 * The first one given.
 */
first: string, 
/**
 * The last one given.
 */
last: string, };
export type NumbersView = { 
/**
 * The series.
 */
series: string, 
/**
 * What the numbers are for.
 */
name: string, 
/**
 * How many are left for this year.
 */
left: number, };
export type OfflineLeft = { 
/**
 * The grant's document number.
 */
grant: string, 
/**
 * The limits.
 */
limits: OfflineLimits, 
/**
 * Minutes until the window warns, begun ones not counted; 0 where it does already.
 */
soft_minutes?: number, 
/**
 * Minutes until nothing is issued under the grant.
 */
hard_minutes?: number, 
/**
 * How many licences more.
 */
count?: number, 
/**
 * What they may come to, a currency each.
 */
totals: Array<Money>, };
export type OfflineLimits = { 
/**
 * Hours without contact after which the window warns.
 */
soft_hours?: number, 
/**
 * Hours without contact after which nothing is issued under the grant.
 */
hard_hours?: number, 
/**
 * The most licences that the server is not known to hold.
 */
hard_count?: number, 
/**
 * The most that they may come to, a currency each. Where any stands here, nothing is issued
 * offline in a currency that does not.
 */
hard_totals: Array<Money>, };
export type Outcome = "issue" | "refer" | "correct" | "refuse";
export type PaperArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Which paper.
 */
document: DocumentKind, };
export type PaperRow = { 
/**
 * Which.
 */
document: DocumentKind, 
/**
 * How many times it came out.
 */
times_printed: number, 
/**
 * Why it cannot be printed here now: a code of `ErrorCode`; missing where it can.
 */
why_not?: string, };
export type PaperView = { 
/**
 * The PDF, base64.
 */
pdf_base64: string, 
/**
 * 0 for the original, then 1, 2, … as it would be printed next.
 */
copy: number, };
export type Papers = Array<[DocumentKind, number]>;
export type PapersOut = { 
/**
 * Which.
 */
document: DocumentKind, 
/**
 * How many originals.
 */
originals: number, 
/**
 * How many copies.
 */
copies: number, 
/**
 * How many of both were spoiled, and came out once more.
 */
spoiled: number, };
export type Parties = { 
/**
 * Who applies.
 */
applicant: Applicant, 
/**
 * The name of whom the licence will bring about, such as a company that the applicant founds; `None`
 * where the applicant is to hold it.
 */
to_be?: string, };
export type Password = string;
export type PasswordArgs = { 
/**
 * The password as it is.
 */
password: Password, 
/**
 * As it is to be.
 */
new_password: Password, };
export type Person = { 
/**
 * The login name.
 */
id: PersonId, 
/**
 * The name as people write it.
 */
name: string, 
/**
 * What the person is.
 */
role: Role, 
/**
 * The department that the person belongs to.
 */
department: DepartmentId, };
export type PersonId = string;
export type PreviewView = { 
/**
 * What is wrong, field by field.
 */
problems: Array<FieldProblem>, 
/**
 * The decision, once the form allows one.
 */
decision: Decision | null, 
/**
 * The required materials that are not ticked.
 */
missing: Array<Material>, 
/**
 * What will be due.
 */
fee: FeeDue | null, 
/**
 * Why nothing of the item could be issued here now; receiving goes on.
 */
cannot_issue: ApiError | null, 
/**
 * The applicant's open applications for the same, at any window that is known here.
 */
same: Array<SameApplicationView>, };
export type PrintArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Which paper.
 */
document: DocumentKind, 
/**
 * Why a copy is wanted, 1 to 500 characters; not looked at where the original comes out.
 */
reason: string, };
export type PrintedFileView = { 
/**
 * The file in the print folder.
 */
file: string, };
export type PrintedPaper = { 
/**
 * Which.
 */
document: DocumentKind, 
/**
 * 0 for the original, then 1, 2, … for each copy.
 */
copy: number, };
export type PrintedView = { 
/**
 * The file in the print folder.
 */
file: string, 
/**
 * 0 for the original, then 1, 2, … for each copy.
 */
copy: number, 
/**
 * The case after it.
 */
case: CaseView, };
export type ProblemView = { 
/**
 * A name of clerk_protocol::ExceptionCode.
 */
code: string, what_zh: string, what_en: string, to_do_zh: string, to_do_en: string, };
export type Procedures = { 
/**
 * The last referral.
 */
referral: Referral | null, 
/**
 * Who verified the substance of the materials, each once.
 */
verified_by: Array<Actor>, };
export type Product = { 
/**
 * What came of the application.
 */
kind: ProductKind, 
/**
 * The version of the number, from 1 on.
 */
version: number, 
/**
 * Since when what is licensed exists, such as 成立日期: no later version changes it.
 */
since: string, 
/**
 * The first day that this version holds.
 */
valid_from: string, 
/**
 * The holder's number, where it stands on the licence: a credit code, which is public.
 */
holder_number?: string, 
/**
 * What the licence before said of itself, where this one is of the same number.
 */
before?: string, };
export type ProductKind = "new" | "amended" | "renewed" | "duplicate" | "cancelled" | "filed" | "registered";
export type Products = { 
/**
 * What was issued, and is not void.
 */
licence: Licence | null, 
/**
 * The credit code of a founded holder; it stays where the first licence was made void.
 */
holder_number: string | null, 
/**
 * The licences that were made void before they were handed over, in order.
 */
voided: Array<VoidLicence>, };
export type Queue = "normal" | "green";
export type Reason = { 
/**
 * What it is, for a program. Of a clause: `issue_by_clerk`, `issue_by_chief`, `refer`, `green`,
 * `second_officer` where it is met, `not_met`, `set_aside` (an exception to it is met),
 * `grant_expired` (not valid on the day),
 * `grant_revoked`, `rate_missing`, `rate_stale` (the rate is older than the pack allows) and
 * `value_missing` (these three cannot be told) where it is not. Of a grant:
 * `offline_hours`, `offline_count`, `offline_total` (a hard limit is passed),
 * `offline_soft_hours` (a warning alone) and `not_holder` where they are met, `within_limit`
 * where it is not. Of the whole: `materials_missing`, `licence_lacks` (a field that the licence must say), `not_at_window`, `above_authority`,
 * `no_clause`.
 */
code: string, 
/**
 * Whether it holds for the case.
 */
met: boolean, 
/**
 * The grant's document number; empty where no grant speaks.
 */
grant: string, 
/**
 * The clause; for what a grant says as a whole, `离线限额` or `被授权人`.
 */
clause: string, 
/**
 * The limit, such as `投资总额 < 3,000万 USD`; several are parted by `；`.
 */
limit: string, 
/**
 * The value given, such as `2,800万 USD`; several are parted by `；` and say their field.
 */
value: string, 
/**
 * The whole in one sentence that can be read aloud to the applicant.
 */
text: string, };
export type ReasonArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Why; 1 to 500 characters.
 */
reason: string, };
export type ReceiveArgs = { 
/**
 * What is typed.
 */
intake: Intake, 
/**
 * The draft that ends with it.
 */
draft: string | null, };
export type Referral = { 
/**
 * To whom.
 */
to: ReferralTarget, 
/**
 * The legal day.
 */
on: string, 
/**
 * The answer, once it came.
 */
answer: ReferralAnswer | null, };
export type ReferralAnswer = { 
/**
 * Whether the window may issue.
 */
approved: boolean, 
/**
 * The opinion.
 */
opinion: string, 
/**
 * Whose decision it is.
 */
by: Actor, 
/**
 * At which desk.
 */
author: Author, 
/**
 * The legal day.
 */
on: string, };
export type ReferralTarget = "chief" | "leader" | "countersign" | "joint_review" | "expert_review";
export type ReportActView = { 
/**
 * Its place in the journal.
 */
seq: number, 
/**
 * When, by the device's clock.
 */
at: string, 
/**
 * On which case.
 */
case: CaseId, 
/**
 * That case's number.
 */
number: CaseNumber | null, 
/**
 * The number of the licence that the case had then, or got next.
 */
licence: string | null, 
/**
 * What was done.
 */
act: CaseActKind, 
/**
 * What became of it.
 */
verdict: VerdictView, 
/**
 * What is wrong with it.
 */
problems: Array<ProblemView>, };
export type ReportView = { 
/**
 * The server's time at the end of the sync.
 */
at: string, 
/**
 * How many acts were taken in.
 */
accepted: number, 
/**
 * How many the server had already.
 */
duplicate: number, 
/**
 * How many contradict another act.
 */
conflict: number, 
/**
 * How many were beyond what the window or the person may do.
 */
beyond_authority: number, 
/**
 * The window's journal.
 */
window: JournalStand, 
/**
 * What the server holds of it.
 */
server: JournalStand, 
/**
 * What both hold of the department.
 */
scope: JournalStand, 
/**
 * Whether both sides hold the same journal.
 */
same: boolean, 
/**
 * The acts, in order.
 */
acts: Array<ReportActView>, };
export type Revocation = { 
/**
 * Its number; of a version from the second one on, with it ([`crate::product::id`]).
 */
number: string, 
/**
 * The legal day of the revocation.
 */
on: string, 
/**
 * Why, as the public is told.
 */
reason: string, 
/**
 * The number of the licence that stands in its place.
 */
replaced_by: string | null, 
/**
 * Whether it was cancelled (注销), which is no revocation (撤销) for what was wrong with it.
 */
cancelled?: boolean, };
export type Role = "clerk" | "chief" | "leader" | "supervisor" | "admin";
export type SameApplicationView = { 
/**
 * Its number.
 */
number: CaseNumber, 
/**
 * The window that has it.
 */
window: WindowId, 
/**
 * Where it stands.
 */
state: CaseState, 
/**
 * When it was received.
 */
received_at: string, };
export type SaveDraftArgs = { 
/**
 * Which draft; `None` makes a new one.
 */
draft: string | null, 
/**
 * What is typed.
 */
intake: Intake, };
export type SeriesCode = string;
export type ServerArgs = { 
/**
 * The server's address, such as `https://centre.example`.
 */
server: string, 
/**
 * The certificates of the centre's own authority, in PEM; missing or blank where the system's are
 * trusted.
 */
authority?: string, };
export type SessionView = { "state": "not_enrolled" } | { "state": "locked", 
/**
 * The login name of the last person here.
 */
last_person: string | null, 
/**
 * The window, such as `shangwu-03`.
 */
window: string | null, } | { "state": "open", 
/**
 * Who.
 */
person: Person, 
/**
 * Where.
 */
window: WindowView, 
/**
 * When the desk locks by itself.
 */
idle_lock: IdleLockView, };
export type SpoilPaper = { 
/**
 * Which paper.
 */
document: DocumentKind, 
/**
 * What is wrong with it; 1 to 500 characters.
 */
reason: string, };
export type StateCount = { 
/**
 * The state.
 */
state: CaseState, 
/**
 * How many.
 */
count: number, };
export type Stated = { 
/**
 * Its number.
 */
number: string, 
/**
 * Which version of it.
 */
version: number, 
/**
 * What came of the application.
 */
kind: ProductKind, 
/**
 * The code of its type.
 */
licence_type: string, 
/**
 * Whose it is.
 */
holder: string, 
/**
 * The day of issue.
 */
issued_on: string, 
/**
 * The last day that it holds; `None` for always.
 */
valid_until: string | null, 
/**
 * The window that issued it.
 */
window: WindowId, 
/**
 * Who issued it there.
 */
person: PersonId, };
export type StatusView = { 
/**
 * The connection.
 */
connection: ConnectionView, 
/**
 * When both sides last agreed.
 */
last_sync: string | null, 
/**
 * The last try to reach the server, where it failed; missing where it went well.
 */
failed?: FailedTryView, 
/**
 * Acts that the server does not have yet.
 */
outbox: number, 
/**
 * Numbers left, a series each.
 */
numbers: Array<NumbersView>, 
/**
 * The last day of the grant that ends first, or of the rule pack where that is sooner; `None`
 * where the department has no grant.
 */
authority_until: string | null, 
/**
 * What is left of the offline limits of each grant that has some.
 */
offline: Array<OfflineLeft>, 
/**
 * Why the window issues nothing, where it does not.
 */
halted: HaltView | null, 
/**
 * How many enquiries wait for an answer.
 */
enquiries: number, 
/**
 * The day of the window that is open, today's or an earlier one.
 */
open_day: string | null, 
/**
 * When the report of the last outage was closed; missing where there was none.
 */
report_at?: string, 
/**
 * The version of the rule pack.
 */
pack_version: number, 
/**
 * The device's time.
 */
now: string, };
export type SupplyArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * What came.
 */
materials: Array<MaterialCode>, };
export type Tariff = { 
/**
 * The first day that it is in force.
 */
from: string, 
/**
 * The last day that it is in force; `None` where no end is known.
 */
until: string | null, 
/**
 * How much.
 */
amount: Money, };
export type TextArgs = { 
/**
 * The text.
 */
text: string, };
export type Urgency = "none" | "calm" | "soon" | "overdue";
export type Verdict = "valid" | "not_yet" | "expired" | "altered" | "revoked" | "replaced" | "cancelled" | "unknown";
export type VerdictView = "accepted" | "duplicate" | "conflict" | "beyond_authority";
export type VerifyFileArgs = { 
/**
 * The file's bytes, base64.
 */
base64: string, };
export type VerifyMaterialsArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * What was looked at and found; 1 to 500 characters.
 */
findings: string, };
export type VerifyView = { 
/**
 * The verdict with what it rests on.
 */
finding: Finding, 
/**
 * When the centre's register last changed; `None` where none has come yet.
 */
register_at: string | null, 
/**
 * When the window last heard of the centre: what was revoked since is not known here.
 */
last_contact: string | null, };
export type VoidArgs = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Why, as the public is told; 1 to 500 characters.
 */
reason: string, 
/**
 * The password of the person logged in: the confirmation that each one needs.
 */
confirmation: Password, };
export type VoidLicence = { 
/**
 * Its number.
 */
number: string, 
/**
 * The legal day.
 */
on: string, 
/**
 * Why.
 */
reason: string, };
export type WindowId = string;
export type WindowView = { 
/**
 * Its identifier.
 */
id: WindowId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its department's name.
 */
department: string, 
/**
 * Its centre's name.
 */
centre: string, 
/**
 * Whether all is a demonstration.
 */
sample: boolean, };
export type Withdraw = { 
/**
 * Why; 1 to 500 characters.
 */
reason: string, };
export type WorkbenchView = { 
/**
 * Today's cases, newest first.
 */
today: Array<CaseRowView>, 
/**
 * Cases of any day that wait for somebody here, the most urgent first.
 */
waiting: Array<CaseRowView>, 
/**
 * How many of today's cases are in each state.
 */
counts: Array<StateCount>, 
/**
 * How many cases were received in each hour today, from 0 to 23.
 */
hours: Array<number>, 
/**
 * Drafts not yet received.
 */
drafts: Array<DraftView>, };
export type WorkingPaperArgs = { "paper": "reasons", 
/**
 * Which case.
 */
case: CaseId, } | { "paper": "intake_reasons", 
/**
 * What is typed.
 */
intake: Intake, } | { "paper": "report" } | { "paper": "day", 
/**
 * Which; null for the newest.
 */
day: string | null, } | { "paper": "enquiry", 
/**
 * Which enquiry.
 */
enquiry: EnquiryId, };
export type WorkingPaperView = { 
/**
 * The PDF, base64.
 */
pdf_base64: string, };
export type WrongMaterial = { 
/**
 * Which.
 */
material: MaterialCode, 
/**
 * What is wrong with it, as the applicant is told; 1 to 200 characters.
 */
note: string, };

export interface Calls {
  session: { args: Nothing; reply: SessionView };
  enroll: { args: EnrollArgs; reply: SessionView };
  login: { args: LoginArgs; reply: SessionView };
  lock: { args: Nothing; reply: SessionView };
  change_password: { args: PasswordArgs; reply: SessionView };
  change_server: { args: ServerArgs; reply: SessionView };
  set_idle_lock: { args: IdleLockArgs; reply: SessionView };
  status: { args: Nothing; reply: StatusView };
  sync_now: { args: Nothing; reply: StatusView };
  number_books: { args: Nothing; reply: NumberBooksView };
  clear_halt: { args: ClearArgs; reply: StatusView };
  bundle_export: { args: BundleExportArgs; reply: BundleExportedView };
  bundle_import: { args: BundleImportArgs; reply: BundleImportedView };
  bundle_waiting: { args: Nothing; reply: BundleWaitingView | null };
  report: { args: Nothing; reply: ReportView | null };
  workbench: { args: Nothing; reply: WorkbenchView };
  find_items: { args: TextArgs; reply: Array<ItemRow> };
  item: { args: ItemArgs; reply: ItemView };
  known_applicant: { args: TextArgs; reply: Intake | null };
  preview: { args: Intake; reply: PreviewView };
  drafts: { args: Nothing; reply: Array<DraftView> };
  save_draft: { args: SaveDraftArgs; reply: DraftView };
  discard_draft: { args: DraftArgs; reply: Nothing };
  receive: { args: ReceiveArgs; reply: CaseView };
  case: { args: CaseArgs; reply: CaseView };
  search: { args: TextArgs; reply: CaseListView };
  list: { args: ListArgs; reply: CaseListView };
  correct: { args: CorrectArgs; reply: CaseView };
  supply: { args: SupplyArgs; reply: CaseView };
  accept: { args: AcceptArgs; reply: CaseView };
  not_accept: { args: ReasonArgs; reply: CaseView };
  charge: { args: CaseArgs; reply: CaseView };
  refer: { args: CaseArgs; reply: CaseView };
  verify_materials: { args: VerifyMaterialsArgs; reply: CaseView };
  issue_plan: { args: CaseArgs; reply: IssuePlanView };
  issue: { args: IssueArgs; reply: CaseView };
  void: { args: VoidArgs; reply: CaseView };
  refuse: { args: ReasonArgs; reply: CaseView };
  carry_out: { args: CarryOutArgs; reply: CaseView };
  deliver: { args: DeliverArgs; reply: CaseView };
  enquiries: { args: Nothing; reply: EnquiriesView };
  answer: { args: AnswerArgs; reply: EnquiryView };
  day: { args: Nothing; reply: DayView };
  open_day: { args: Nothing; reply: DayView };
  close_day: { args: Nothing; reply: DayView };
  verify: { args: TextArgs; reply: VerifyView };
  verify_file: { args: VerifyFileArgs; reply: VerifyView };
  paper: { args: PaperArgs; reply: PaperView };
  print: { args: PrintArgs; reply: PrintedView };
  working_paper: { args: WorkingPaperArgs; reply: WorkingPaperView };
  print_working_paper: { args: WorkingPaperArgs; reply: PrintedFileView };
}

/** The documents by which an applicant can be known, the usual one first. */
export const documentsOf: Record<ApplicantKind, readonly IdentityDocument[]> = {
  person: ['resident_card','residence_permit','hong_kong_macao_permit','taiwan_permit','permanent_residence_card','passport'],
  enterprise: ['credit_code'],
  university_student: ['resident_card','residence_permit','hong_kong_macao_permit','taiwan_permit','permanent_residence_card','passport'],
};
export const grantAgainst: readonly string[] = ['offline_hours', 'offline_soft_hours', 'offline_count', 'offline_total', 'not_holder'];
export const offlineSoftHours = 'offline_soft_hours';
export const withinLimit = 'within_limit';

/** What each act on a case is called: done, on its button, and what is told before it. */
export interface ActWords {
  done: Record<'zh-CN' | 'en', string>;
  toDo: Record<'zh-CN' | 'en', string>;
  told: Record<'zh-CN' | 'en', string> | null;
}
export const caseActs: Record<CaseActKind, ActWords> = {
  received: {
    done: { 'zh-CN': '收件', en: 'Received' },
    toDo: { 'zh-CN': '收件', en: 'Take in' },
    told: null,
  },
  correction_notified: {
    done: { 'zh-CN': '告知补正', en: 'Correction notified' },
    toDo: { 'zh-CN': '一次性告知', en: 'Correction notice' },
    told: null,
  },
  supplied: {
    done: { 'zh-CN': '补正', en: 'Supplied' },
    toDo: { 'zh-CN': '补正材料', en: 'Add materials' },
    told: null,
  },
  corrected: {
    done: { 'zh-CN': '更正', en: 'Corrected' },
    toDo: { 'zh-CN': '更正', en: 'Correct an entry' },
    told: { 'zh-CN': '更正录入错误。原值留在记录中，此前出具的文书不变。', en: 'Puts a typing error right. What stood there stays on record, and on papers given before.' },
  },
  accepted: {
    done: { 'zh-CN': '受理', en: 'Accepted' },
    toDo: { 'zh-CN': '受理', en: 'Accept' },
    told: null,
  },
  not_accepted: {
    done: { 'zh-CN': '不予受理', en: 'Not accepted' },
    toDo: { 'zh-CN': '不予受理', en: 'Do not accept' },
    told: null,
  },
  fee_charged: {
    done: { 'zh-CN': '收费', en: 'Fee charged' },
    toDo: { 'zh-CN': '收费', en: 'Take payment' },
    told: null,
  },
  referred: {
    done: { 'zh-CN': '转办', en: 'Referred' },
    toDo: { 'zh-CN': '转办', en: 'Refer' },
    told: null,
  },
  referral_decided: {
    done: { 'zh-CN': '分管领导决定', en: 'Decided by the leader' },
    toDo: { 'zh-CN': '分管领导决定', en: 'Decide' },
    told: null,
  },
  verified: {
    done: { 'zh-CN': '实质核查', en: 'Materials verified' },
    toDo: { 'zh-CN': '实质核查', en: 'Verify materials' },
    told: null,
  },
  issued: {
    done: { 'zh-CN': '签发', en: 'Issued' },
    toDo: { 'zh-CN': '当场签发', en: 'Issue' },
    told: null,
  },
  refused: {
    done: { 'zh-CN': '不予许可', en: 'Refused' },
    toDo: { 'zh-CN': '不予许可', en: 'Refuse' },
    told: null,
  },
  printed: {
    done: { 'zh-CN': '打印', en: 'Printed' },
    toDo: { 'zh-CN': '打印', en: 'Print' },
    told: null,
  },
  paper_spoiled: {
    done: { 'zh-CN': '废纸登记', en: 'Paper spoiled' },
    toDo: { 'zh-CN': '登记废纸', en: 'Spoil a paper' },
    told: { 'zh-CN': '纸已打坏（卡纸、污损、撕裂）。先销毁坏纸，再登记；下一张顶替它：坏的是原件，下一张就是原件。', en: 'The paper is no good (jammed, smudged, torn). Destroy it first; the next one takes its place: where it was the original, the next one is the original.' },
  },
  delivered: {
    done: { 'zh-CN': '送达', en: 'Delivered' },
    toDo: { 'zh-CN': '送达', en: 'Hand over' },
    told: null,
  },
  withdrawn: {
    done: { 'zh-CN': '申请人撤回', en: 'Withdrawn' },
    toDo: { 'zh-CN': '撤回', en: 'Withdraw' },
    told: null,
  },
  voided: {
    done: { 'zh-CN': '作废', en: 'Voided' },
    toDo: { 'zh-CN': '作废', en: 'Make void' },
    told: null,
  },
};
