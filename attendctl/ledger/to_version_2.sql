-- From version 1 to version 2: letters about an occasion, to several households and about several
-- pupils, each copy kept whole; and the case log. What the columns mean is said in schema.sql.

ALTER TABLE ledger.letter ADD COLUMN occasion VARCHAR;

CREATE TABLE ledger.letter_copy (
    reference VARCHAR NOT NULL,
    copy INTEGER NOT NULL,
    household VARCHAR NOT NULL,
    markdown VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (reference, copy)
);

CREATE TABLE ledger.letter_pupil (
    reference VARCHAR NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    figures VARCHAR NOT NULL
);

CREATE TABLE ledger.case_entry (
    entry_id INTEGER PRIMARY KEY,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    happened_on DATE NOT NULL,
    until DATE,
    step VARCHAR,
    outcome VARCHAR,
    sessions INTEGER,
    note VARCHAR,
    details VARCHAR,
    by_name VARCHAR NOT NULL,
    by_position VARCHAR NOT NULL,
    withdraws INTEGER,
    known_on DATE NOT NULL
);
