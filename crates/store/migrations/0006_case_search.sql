CREATE VIRTUAL TABLE case_search USING fts5 (
    -- What a case is found by, one document a case_file.row; written once, when the case begins.
    -- Hexadecimal pairs of neighbouring characters of the applicant's name, one for all that are
    -- written alike; its first character (s…); its first pinyin initial, pairs and triples of
    -- neighbouring ones (p…), its syllables (y…); the parts of the case's number (n…); the applicant's
    -- number (i…). In numbers 0 stands for O, 1 for I and L.
    tokens,
    content = '',
    columnsize = 0,
    detail = none,
    tokenize = 'ascii'
);

-- SQLCipher takes 80 bytes of each page: the default of 4,050 would spill each leaf into a second page.
INSERT INTO case_search (case_search, rank) VALUES ('pgsz', 3900);
