-- From version 3 to version 4: what an export states of each pupil's sessions. Earlier imports kept none.
-- What the columns mean is said in schema.sql. Runs of confirmations stay as they are: from now on they
-- may have the origin 0, which a program of version 3 would not know.

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
