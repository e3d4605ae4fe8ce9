-- Ledgers of many processes, append-only. docs/ship.md describes the tables.

-- An entry's record id is made of its time and its hash, so the same entry has the same id whoever
-- ships it, and one unique index holds both ids and hashes unique. The milliseconds come first: rows
-- that come together stand together in the index, whose other pages may stay on the disk. A UUID of
-- version 8 (RFC 9562).
CREATE FUNCTION ledger_rid(hash TEXT, ts TIMESTAMPTZ) RETURNS UUID
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  lpad(to_hex(floor(extract(epoch FROM ts AT TIME ZONE 'UTC') * 1000)::bigint & 281474976710655), 12, '0')
  || '8' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid;

-- An entry's body as JSON. It begins behind 72 bytes and the type, whose length, at most 64, is in
-- byte 2. A NUL, and half of a surrogate pair, can be no part of PostgreSQL's texts: U+FFFD stands for
-- it. What is no JSON at all, or has numbers beyond all bounds, gives NULL.
CREATE FUNCTION ledger_payload(entry BYTEA) RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  body TEXT;
BEGIN
  body := convert_from(substring(entry FROM 73 + get_byte(entry, 2)), 'UTF8');
  IF strpos(body, '\u0000') > 0 THEN
    -- An escaped backslash is put aside, as a character that JSON cannot hold: what follows it is text.
    body := replace(body, '\\', chr(1));
    body := replace(body, '\u0000', '\ufffd');
    body := replace(body, chr(1), '\\');
  END IF;
  RETURN body::jsonb;
EXCEPTION WHEN OTHERS THEN
  BEGIN
    body := replace(body, '\\', chr(1));
    body := regexp_replace(
      body, '\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])', '\\ufffd', 'g');
    body := regexp_replace(
      body, '(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}', '\\ufffd', 'g');
    RETURN replace(body, chr(1), '\\')::jsonb;
  EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
  END;
END $$;

CREATE TABLE ledger_records (
  rid UUID NOT NULL,
  anchor_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 0),
  slot TEXT NOT NULL,
  kind TEXT NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  prev_hash CHAR(64) NOT NULL CHECK (prev_hash ~ '^[0-9a-f]{64}$'),
  hash CHAR(64) NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  payload JSONB GENERATED ALWAYS AS (ledger_payload(entry)) STORED,
  entry BYTEA NOT NULL,
  sig BYTEA,
  producer TEXT NOT NULL,
  version TEXT NOT NULL DEFAULT 'v1',
  CONSTRAINT ledger_records_rid CHECK (rid = ledger_rid(hash::text, ts)),
  PRIMARY KEY (rid, ts),
  UNIQUE (anchor_id, seq, ts)
) PARTITION BY RANGE (ts);

CREATE INDEX ledger_records_anchor_id_ts ON ledger_records (anchor_id, ts);

-- Of what no partition is for: a clock that was far off.
CREATE TABLE ledger_records_default PARTITION OF ledger_records DEFAULT;

-- A key of a partitioned table must hold the time. These are the keys without it: no two records
-- have the same id, or the same place in a ledger, whatever partitions they are in.
CREATE TABLE ledger_record_keys (
  anchor_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  rid UUID NOT NULL,
  PRIMARY KEY (anchor_id, seq),
  UNIQUE (rid)
);

CREATE TABLE ledger_checkpoints (
  cid UUID NOT NULL,
  anchor_id UUID NOT NULL,
  range_start TEXT NOT NULL,
  range_end TEXT NOT NULL,
  merkle_root CHAR(64) NOT NULL CHECK (merkle_root ~ '^[0-9a-f]{64}$'),
  sig BYTEA NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  record_count INTEGER NOT NULL CHECK (record_count >= 0),
  note TEXT NOT NULL,
  PRIMARY KEY (cid, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX ledger_checkpoints_anchor_id_size
  ON ledger_checkpoints (anchor_id, (range_end::bigint), cid);

CREATE TABLE ledger_checkpoints_default PARTITION OF ledger_checkpoints DEFAULT;

CREATE TABLE ledger_checkpoint_keys (
  cid UUID PRIMARY KEY
);

-- What a ledger's folder needs beside entries and checkpoints to be verified.
CREATE TABLE ledger_files (
  anchor_id UUID NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (anchor_id, name)
);

-- Whoever may insert records may not touch the keys: these functions run as their owner.
CREATE FUNCTION ledger_add_record_keys() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
  INSERT INTO ledger_record_keys (anchor_id, seq, rid) SELECT anchor_id, seq, rid FROM added;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_keys AFTER INSERT ON ledger_records
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_add_record_keys();

CREATE FUNCTION ledger_add_checkpoint_keys() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
  INSERT INTO ledger_checkpoint_keys (cid) SELECT cid FROM added;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_keys AFTER INSERT ON ledger_checkpoints
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_add_checkpoint_keys();

CREATE FUNCTION ledger_refuse() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- Triggers on rows reach the partitions that are and those to come; those on TRUNCATE do not.
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_records
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoints
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_record_keys
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint_keys
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_files
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_records
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_records_default
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_checkpoints_default
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_record_keys
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_checkpoint_keys
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_files
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

-- Makes the partition of a month if there is none, for whoever may insert and nothing else. Beyond
-- the years 2000 to 2099, and where the default partition has rows of the month, it stays that one.
CREATE FUNCTION ledger_partition(parent TEXT, at TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
  month TIMESTAMP := date_trunc('month', at AT TIME ZONE 'UTC');
  name TEXT := parent || to_char(month, '_YYYY_MM');
BEGIN
  IF parent NOT IN ('ledger_records', 'ledger_checkpoints') THEN
    RAISE EXCEPTION 'no table of months: %', parent;
  END IF;
  IF extract(year FROM month) NOT BETWEEN 2000 AND 2099 OR to_regclass(name) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ledger_partition'), hashtext(name));
  IF to_regclass(name) IS NOT NULL THEN
    RETURN;
  END IF;
  BEGIN
    -- Made first and attached then: who is inserting meanwhile need not wait.
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS'
      || ' INCLUDING GENERATED)', name, parent);
    EXECUTE format('CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON %I'
      || ' FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()', name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name,
      month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
  EXCEPTION
  WHEN duplicate_table THEN
    -- Another made it while this one waited, which the catalogue's cache had not seen.
    RETURN;
  WHEN check_violation THEN
    RAISE NOTICE 'the default partition has rows of %', name;
  END;
END $$;

REVOKE ALL ON FUNCTION ledger_partition(TEXT, TIMESTAMPTZ) FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger_add_record_keys() FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger_add_checkpoint_keys() FROM PUBLIC;
