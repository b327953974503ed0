CREATE TABLE report_act (
    -- The acts of the last outage, a row each: a report of thousands grows with every answer.
    -- The act's place in the journal.
    seq INTEGER PRIMARY KEY,
    -- JSON; its form is the sync engine's
    text TEXT NOT NULL
) STRICT;

INSERT INTO report_act SELECT key, value FROM report, json_each(report.text, '$.acts');

-- From now on report.text is how both sides stood at the end; the JSON null until then.
UPDATE report SET text = coalesce(json_extract(text, '$.closed'), 'null');
