-- Version 2 to 3. What is new says IF NOT EXISTS: databases of version 2 may have tasks already.

ALTER TABLE missions ADD COLUMN archived INTEGER DEFAULT 0;
CREATE INDEX IF NOT EXISTS idx_missions_archived ON missions(archived);

-- Missions that were moved out of the way, as they were.
CREATE TABLE IF NOT EXISTS missions_archive (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_uuid TEXT NOT NULL,                     -- one may come again after it was archived
    phase TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    completed_at TEXT,                              -- null while it is not over
    updated_at TEXT,
    planning_sub_state TEXT,                        -- null outside of PLANNING
    max_cost_usd REAL,                              -- null for no budget
    current_cost_usd REAL DEFAULT 0.0,
    alert_threshold REAL DEFAULT 0.80,              -- share of max_cost_usd
    cost_breakdown JSON,
    owner TEXT,
    description TEXT,
    api_version TEXT DEFAULT 'agency.os/v1alpha1',
    metadata JSON,
    archived INTEGER DEFAULT 0,
    CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
    CHECK (phase IN ('PLANNING', 'CODING', 'TESTING', 'DEPLOYMENT', 'MAINTENANCE')),
    CHECK (planning_sub_state IS NULL OR planning_sub_state IN ('RESEARCH', 'BUSINESS_VALIDATION', 'FEATURE_SPECIFICATION')),
    CHECK (current_cost_usd >= 0),
    CHECK (alert_threshold >= 0.0 AND alert_threshold <= 1.0)
);

CREATE TABLE IF NOT EXISTS tasks (
    id TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    parent_id TEXT,
    status TEXT NOT NULL DEFAULT 'pending',
    result TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT,
    CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
    FOREIGN KEY (parent_id) REFERENCES tasks(id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS idx_tasks_parent ON tasks(parent_id);
CREATE INDEX IF NOT EXISTS idx_tasks_status ON tasks(status);

CREATE TABLE IF NOT EXISTS roadmaps (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    missions TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    metadata TEXT
);
CREATE INDEX IF NOT EXISTS idx_roadmaps_created ON roadmaps(created_at);
