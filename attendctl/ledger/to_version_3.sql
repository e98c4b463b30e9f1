-- From version 2 to version 3: the chain. Entries of what is already there are added by the program,
-- after these statements. What the columns mean is said in schema.sql.

CREATE TABLE ledger.chain_entry (
    entry INTEGER PRIMARY KEY,
    kind VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    known_on DATE NOT NULL,
    previous VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL
);

CREATE TABLE ledger.chain_part (
    entry INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    row_count INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    removed_on DATE,
    PRIMARY KEY (entry, part)
);
