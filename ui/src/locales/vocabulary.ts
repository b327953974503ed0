// The words for what the desk gives as codes. A code without a word does not compile.

import type {
  Action,
  ApplicantKind,
  CaseActKind,
  CaseState,
  ConnectionView,
  DocumentKind,
  EnquiryState,
  ErrorCode,
  IdentityDocument,
  ItemKind,
  MaterialForm,
  Outcome,
  ProductKind,
  ReferralTarget,
  Role,
} from '@/platform';

export interface Vocabulary {
  state: Record<CaseState, string>;
  enquiryState: Record<EnquiryState, string>;
  /** To be done: a key's label. */
  act: Record<CaseActKind, string>;
  /** Done: a line of the history. */
  done: Record<CaseActKind, string>;
  action: Record<Action, string>;
  applicantKind: Record<ApplicantKind, string>;
  identityDocument: Record<IdentityDocument, string>;
  /** What the number of a document is called. */
  documentNumber: Record<IdentityDocument, string>;
  itemKind: Record<ItemKind, string>;
  materialForm: Record<MaterialForm, string>;
  document: Record<DocumentKind, string>;
  outcome: Record<Outcome, string>;
  /** What comes of an application. */
  productKind: Record<ProductKind, string>;
  referralTarget: Record<ReferralTarget, string>;
  role: Record<Role, string>;
  connection: Record<ConnectionView['state'], string>;
  /** Why a call was not carried out, and what to do. */
  error: Record<ErrorCode, string>;
}
