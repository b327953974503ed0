-- The print ledger goes into the case's row, which is written at every act anyhow: a table of its own
-- was one more page to encrypt and sync for each act with a paper.

-- JSON: each paper of the case that was to come out, one a copy, so that there is one original and
-- never a second: [[document, edition, copy, state, ms], …].
--   document: materials_receipt, correction_notice, acceptance_notice, fee_receipt, licence
--   edition: of a licence, how many of the case's were void before it; 0 of every other paper
--   copy: 0 for the original
--   state: reserved: to be printed; sent: handed to the printer; confirmed: in the clerk's hand; spoiled
--   ms: milliseconds since 1970, of the last change of state
ALTER TABLE case_file ADD COLUMN papers TEXT NOT NULL DEFAULT '[]';

UPDATE case_file SET papers = (
    SELECT json_group_array(json_array(document, edition, copy, state, at_ms))
    FROM print_job WHERE case_row = row
) WHERE row IN (SELECT case_row FROM print_job);

DROP TABLE print_job;
