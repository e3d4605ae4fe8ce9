-- Version 3 to 4. What is new says IF NOT EXISTS: databases of version 2 may have projection already.

CREATE TABLE IF NOT EXISTS agent_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    agent_name TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,                                  -- null while it lasts
    handoff JSON,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS idx_agent_sessions_mission ON agent_sessions(mission_id);
CREATE INDEX IF NOT EXISTS idx_agent_sessions_agent ON agent_sessions(agent_name);

CREATE TABLE IF NOT EXISTS projection (
    ledger_id TEXT PRIMARY KEY,
    applied_seq INTEGER NOT NULL                    -- changed only in the transaction that applies
);
