-- The tables of a ledger file. Facts only: what each import said, and when the
-- ledger was told. Nothing here is deleted but what is older than the law asks to
-- keep, by attendctl retention; an undone import is marked so.
-- Statements are executed one by one against the attached catalog `ledger`.

CREATE TABLE ledger.ledger_version (version INTEGER NOT NULL);

-- One row per import. Order of truth everywhere is (known_on, import_id).
-- An import counts while undone_on is NULL.
CREATE TABLE ledger.import_made (
    import_id INTEGER NOT NULL,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    options VARCHAR NOT NULL,          -- JSON: what beside the bytes decided the reading
    kind VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    known_on DATE NOT NULL,            -- the day the ledger was told
    rows_read INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL,     -- set aside with --accept-partial
    marks_new INTEGER NOT NULL,
    marks_changed INTEGER NOT NULL,
    marks_same INTEGER NOT NULL,
    marks_missing_from_export INTEGER NOT NULL,
    pupils_new INTEGER NOT NULL,
    pupils_changed INTEGER NOT NULL,
    first_date DATE,
    last_date DATE,
    undone_on DATE
);

CREATE TABLE ledger.school (
    school_id SMALLINT NOT NULL,
    name VARCHAR NOT NULL,
    urn VARCHAR,
    dfe_number VARCHAR
);

-- Which schools an import is about: a school is shown while a live import names it.
CREATE TABLE ledger.import_school (import_id INTEGER NOT NULL, school_id SMALLINT NOT NULL);

-- One row per way to name a pupil: a UPN (everywhere: school_id 0), an MIS id or
-- an admission number (within its school). pupil_id is the smallest key_id of all
-- the keys that live imports link to this one.
CREATE TABLE ledger.pupil_key (
    key_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,             -- upn, mis_id, admission_number
    school_id SMALLINT NOT NULL,
    value VARCHAR NOT NULL,            -- admission numbers without leading zeros
    pupil_id INTEGER NOT NULL
);

-- One import said that two keys are the same pupil.
CREATE TABLE ledger.key_link (
    import_id INTEGER NOT NULL,
    key_a INTEGER NOT NULL,
    key_b INTEGER NOT NULL,
    former_upn BOOLEAN NOT NULL        -- key_b is a UPN the pupil no longer has
);

-- One row per version of a mark: a new or a changed value, as one import stated it.
-- `current` is what the register says now. Where that is more than this row states
-- (an earlier import gave the minutes; the import that brought the row is undone),
-- standing_import_id is set and the standing_ columns are read instead.
CREATE TABLE ledger.mark (
    school_id SMALLINT NOT NULL,
    pupil_id INTEGER NOT NULL,
    key_id INTEGER NOT NULL,           -- the key the import used; pupil_id follows the links
    date DATE NOT NULL,
    session UTINYINT NOT NULL,         -- 0 AM, 1 PM
    code VARCHAR NOT NULL,             -- '-' is no mark recorded
    minutes_late SMALLINT,
    comment VARCHAR,
    amended_reason VARCHAR,
    amended_by VARCHAR,
    import_id INTEGER NOT NULL,
    line UINTEGER,
    current BOOLEAN NOT NULL,
    standing_import_id INTEGER,
    standing_line UINTEGER,
    standing_minutes_late SMALLINT,
    standing_comment VARCHAR
);

-- An import that said again what stored marks say, as runs over the consecutive marks of one
-- school and key. Both slots are included; a slot is days since 1970-01-01 times 2, plus the
-- session. Origin 0: of each session the latest version of that key before the import (since
-- version 4). Another origin: the version that this import brought. With code_only the import
-- gave the code and nothing else (no minutes, no comment).
CREATE TABLE ledger.confirmation (
    import_id INTEGER NOT NULL,
    origin_import_id INTEGER NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    first_slot INTEGER NOT NULL,
    last_slot INTEGER NOT NULL,
    code_only BOOLEAN NOT NULL
);

-- One row per distinct statement about a pupil. NULL is "not stated".
CREATE TABLE ledger.pupil_record (
    record_id INTEGER NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    digest VARCHAR NOT NULL,           -- of the statement, to know it when it comes again
    upn VARCHAR, former_upn VARCHAR, mis_id VARCHAR, admission_number VARCHAR,
    surname VARCHAR, forename VARCHAR, preferred_surname VARCHAR, preferred_forename VARCHAR,
    date_of_birth DATE, sex VARCHAR, year_group VARCHAR, class VARCHAR, house VARCHAR,
    sen VARCHAR, pp BOOLEAN, pp_recipient BOOLEAN, fsm BOOLEAN, fsm_ever6 BOOLEAN, eal BOOLEAN,
    lac BOOLEAN, social_worker BOOLEAN, service_child BOOLEAN, traveller BOOLEAN,
    enrolment VARCHAR, admission_date DATE, leaving_date DATE,
    salutation VARCHAR, addressee VARCHAR, address VARCHAR, postcode VARCHAR
);

-- Which import made which statement about a pupil, and on which line.
CREATE TABLE ledger.pupil_said (import_id INTEGER NOT NULL, record_id INTEGER NOT NULL, line UINTEGER);

-- One distinct set of contacts of one pupil, a row per contact.
CREATE TABLE ledger.contact_record (
    record_id INTEGER NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    digest VARCHAR NOT NULL,           -- of the whole set
    position INTEGER, priority INTEGER,
    title VARCHAR, forename VARCHAR, surname VARCHAR, name VARCHAR, relationship VARCHAR,
    parental_responsibility BOOLEAN, lives_with_pupil BOOLEAN, may_be_written_to BOOLEAN,
    email VARCHAR, telephone VARCHAR, address VARCHAR, postcode VARCHAR
);

-- Which import stated which set. The latest import with contacts of a pupil replaces the set.
CREATE TABLE ledger.contact_said (import_id INTEGER NOT NULL, record_id INTEGER NOT NULL, line UINTEGER);

-- What an export states of a pupil's sessions between its first and last day, to hold against its marks.
CREATE TABLE ledger.stated_total (
    import_id INTEGER NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    line UINTEGER,
    possible INTEGER,
    attended INTEGER,
    authorised INTEGER,
    unauthorised INTEGER,
    percent VARCHAR                    -- as stated, such as 92.1
);

-- Letters written. A reference is made from what the letter is about, so that a
-- second run writes the same file; it is unique.
CREATE TABLE ledger.letter (
    reference VARCHAR PRIMARY KEY,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    letter VARCHAR NOT NULL,
    band VARCHAR,
    as_of DATE NOT NULL,
    written_on DATE NOT NULL,
    policy VARCHAR NOT NULL,
    policy_version VARCHAR NOT NULL,
    template_sha256 VARCHAR,
    reason VARCHAR,                    -- JSON: {"text", "source"}
    addressed_to VARCHAR,              -- JSON: a list of contacts
    files VARCHAR,                     -- JSON: a list of paths
    known_on DATE NOT NULL,
    occasion VARCHAR                   -- which term, spell or entry it is about; NULL: once a year
);

-- What was sent to each household, whole: enough to set the same paper again.
CREATE TABLE ledger.letter_copy (
    reference VARCHAR NOT NULL,
    copy INTEGER NOT NULL,             -- 1 for the first household
    household VARCHAR NOT NULL,        -- JSON: who was written to, and where
    markdown VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,            -- JSON: everything beside the text that the page is set from
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,           -- of the PDF
    PRIMARY KEY (reference, copy)
);

-- The pupils of a letter about several, each with the figures it gave.
CREATE TABLE ledger.letter_pupil (
    reference VARCHAR NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    figures VARCHAR NOT NULL           -- JSON
);

-- What the school did, agreed or was told about a pupil. Entries are only ever added: one that was
-- wrong is withdrawn by a later entry that names it.
CREATE TABLE ledger.case_entry (
    entry_id INTEGER PRIMARY KEY,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    happened_on DATE NOT NULL,
    until DATE,                        -- the last day of a hold, plan or target; the day a meeting is for
    step VARCHAR,                      -- the policy's step that it answers
    outcome VARCHAR,
    sessions INTEGER,                  -- of a target: at most so many more sessions of absence
    note VARCHAR,
    details VARCHAR,                   -- JSON: an object
    by_name VARCHAR NOT NULL,
    by_position VARCHAR NOT NULL,
    withdraws INTEGER,                 -- the entry_id of the entry that this one takes back
    known_on DATE NOT NULL             -- the day the ledger was told
);

-- The chain: one entry for each import, withdrawal, letter, case entry and removal by law, in the order the
-- ledger took them. sha256 is over the entry, its parts and the sha256 of the entry before (previous; of the first
-- '' ), so that nothing can be changed, left out or put between without being found.
CREATE TABLE ledger.chain_entry (
    entry INTEGER PRIMARY KEY,         -- 1, 2, 3 …
    kind VARCHAR NOT NULL,             -- import, withdrawal, letter, case, removal
    about VARCHAR NOT NULL,            -- the import_id, reference or entry_id; which removal: 1, 2 …
    known_on DATE NOT NULL,            -- the day the ledger was told
    previous VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL
);

-- What an entry holds, by part: the marks of an import by academic year, so that a year may be removed
-- when the law no longer asks for it and the chain still holds. The parts of a removal are named
-- ENTRY/PART, and hold what it left of that part: 0 rows and no sum where nothing is.
CREATE TABLE ledger.chain_part (
    entry INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    row_count INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    removed_on DATE,                   -- the day its rows were removed; their sum stays
    PRIMARY KEY (entry, part)
);
