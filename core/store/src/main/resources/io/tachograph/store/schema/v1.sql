-- Version 1, from nothing. JSON columns hold JSON text, times ISO 8601 UTC text ending in Z,
-- booleans 0 or 1. Agents in other languages read and write these tables, so names, order, types,
-- defaults and constraints stay as they are.
-- In these scripts a line that ends in a semicolon and is not indented ends a statement.

CREATE TABLE missions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_uuid TEXT UNIQUE NOT NULL,
    phase TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    completed_at TEXT,                              -- null while it is not over
    metadata JSON,                                  -- whatever has no column
    CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
    CHECK (phase IN ('PLANNING', 'CODING', 'TESTING', 'DEPLOYMENT', 'MAINTENANCE'))
);
CREATE INDEX idx_missions_status ON missions(status);

CREATE TABLE tool_calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    tool_name TEXT NOT NULL,
    args JSON NOT NULL,
    result JSON,                                    -- null where it failed
    timestamp TEXT NOT NULL,
    duration_ms INTEGER,
    success INTEGER NOT NULL,
    error_message TEXT,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (success IN (0, 1))
);
CREATE INDEX idx_tool_calls_mission_time ON tool_calls(mission_id, timestamp);

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    decision_type TEXT NOT NULL,
    rationale TEXT,
    timestamp TEXT NOT NULL,
    agent_name TEXT,
    context JSON,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE
);

CREATE TABLE playbook_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    playbook_name TEXT NOT NULL,
    phase TEXT,
    started_at TEXT NOT NULL,
    completed_at TEXT,                              -- null while it runs
    success INTEGER,                                -- null while it runs
    metrics JSON,
    error_message TEXT,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (success IS NULL OR success IN (0, 1))
);

CREATE TABLE agent_memory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value JSON,
    timestamp TEXT NOT NULL,
    ttl INTEGER,                                    -- seconds, null for ever
    expires_at TEXT,                                -- timestamp + ttl
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, key)
);

-- Agents in other languages write ttl alone and leave expires_at to the database, at the first
-- set and at each later one.
CREATE TRIGGER compute_memory_expiration
AFTER INSERT ON agent_memory
FOR EACH ROW
WHEN NEW.ttl IS NOT NULL
BEGIN
    UPDATE agent_memory
    SET expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', NEW.timestamp, '+' || NEW.ttl || ' seconds')
    WHERE id = NEW.id;
END;

CREATE TRIGGER recompute_memory_expiration
AFTER UPDATE OF timestamp, ttl ON agent_memory
FOR EACH ROW
BEGIN
    UPDATE agent_memory
    SET expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', NEW.timestamp, '+' || NEW.ttl || ' seconds')
    WHERE id = NEW.id;
END;
