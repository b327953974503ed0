-- What the centre needs to decide again on what a window issued, and what became of an exception.

-- The item, the applicant's number as it is compared, and the legal date of issue: cumulative limits
-- count them over all windows.
ALTER TABLE licence ADD COLUMN item TEXT;
ALTER TABLE licence ADD COLUMN applicant TEXT;
ALTER TABLE licence ADD COLUMN issued_on TEXT;

UPDATE licence SET
    item = (SELECT item FROM case_file f WHERE f.scope = licence.scope AND f.id = licence.case_id),
    applicant = (
        SELECT lower(json_extract(e.text, '$.act.applicant.number')) FROM journal_entry e
        WHERE e.case_id = licence.case_id AND json_extract(e.text, '$.act.kind') = 'received'
        LIMIT 1
    ),
    issued_on = (
        SELECT json_extract(e.text, '$.act.licence.issued_on') FROM journal_entry e
        WHERE e.window = licence.window AND e.seq = licence.seq
    );

CREATE INDEX licence_issued ON licence (scope, item, applicant, issued_on);

-- When a supervisor settled it, who, and by which remedy: a code, or a text. All or none.
ALTER TABLE journal_exception ADD COLUMN settled_at INTEGER;
ALTER TABLE journal_exception ADD COLUMN settled_by TEXT;
ALTER TABLE journal_exception ADD COLUMN remedy TEXT;
