-- From version 3 to version 4: what an export states of each pupil's sessions. Earlier imports kept none.
-- What the columns mean is said in schema.sql.

CREATE TABLE ledger.stated_total (
    import_id INTEGER NOT NULL,
    school_id SMALLINT NOT NULL,
    key_id INTEGER NOT NULL,
    line UINTEGER,
    possible INTEGER,
    attended INTEGER,
    authorised INTEGER,
    unauthorised INTEGER,
    percent VARCHAR
);
