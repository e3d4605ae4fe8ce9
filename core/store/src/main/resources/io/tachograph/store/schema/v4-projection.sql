-- The part of version 4 that a database of version 2 already carries; see Schema.

CREATE TABLE IF NOT EXISTS projection (
    ledger_id TEXT PRIMARY KEY,
    applied_seq INTEGER NOT NULL                    -- changed only in the transaction that applies
);
