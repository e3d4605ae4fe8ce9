-- Version 1 to 2. What is new says IF NOT EXISTS: databases made by others may have some of it.

-- The columns of missions have an order, which ADD COLUMN cannot keep, so the table is made anew:
-- https://www.sqlite.org/lang_altertable.html#otheralter, with foreign keys off. What else hangs on
-- the table is carried over by the class MissionsRebuild.
CREATE TABLE missions_of_version_2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_uuid TEXT UNIQUE NOT NULL,
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
    metadata JSON,                                  -- whatever has no column
    CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
    CHECK (phase IN ('PLANNING', 'CODING', 'TESTING', 'DEPLOYMENT', 'MAINTENANCE')),
    CHECK (planning_sub_state IS NULL OR planning_sub_state IN ('RESEARCH', 'BUSINESS_VALIDATION', 'FEATURE_SPECIFICATION')),
    CHECK (current_cost_usd >= 0),
    CHECK (alert_threshold >= 0.0 AND alert_threshold <= 1.0)
);

-- What agents of version 1 kept in the metadata for want of a column gets its column, too.
INSERT INTO missions_of_version_2
    (id, mission_uuid, phase, status, created_at, completed_at, owner, description, metadata)
SELECT
    id, mission_uuid, phase, status, created_at, completed_at,
    CASE WHEN json_valid(metadata) AND json_type(metadata, '$.owner') = 'text'
        THEN json_extract(metadata, '$.owner') END,
    CASE WHEN json_valid(metadata) AND json_type(metadata, '$.description') = 'text'
        THEN json_extract(metadata, '$.description') END,
    metadata
FROM missions
ORDER BY id;

-- An id is never given twice, nor is that of a mission that was deleted.
DELETE FROM sqlite_sequence WHERE name = 'missions_of_version_2';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'missions_of_version_2', seq FROM sqlite_sequence WHERE name = 'missions';

DROP TABLE missions;
ALTER TABLE missions_of_version_2 RENAME TO missions;
CREATE INDEX IF NOT EXISTS idx_missions_status ON missions(status);
CREATE INDEX IF NOT EXISTS idx_missions_phase ON missions(phase);
CREATE INDEX IF NOT EXISTS idx_missions_owner ON missions(owner);
CREATE INDEX IF NOT EXISTS idx_missions_budget ON missions(max_cost_usd, current_cost_usd);

CREATE INDEX IF NOT EXISTS idx_tool_calls_mission_time ON tool_calls(mission_id, timestamp);
CREATE INDEX IF NOT EXISTS idx_tool_calls_success ON tool_calls(success);
CREATE INDEX IF NOT EXISTS idx_tool_calls_name ON tool_calls(tool_name);
CREATE INDEX IF NOT EXISTS idx_decisions_mission_time ON decisions(mission_id, timestamp);
CREATE INDEX IF NOT EXISTS idx_decisions_type ON decisions(decision_type);
CREATE INDEX IF NOT EXISTS idx_decisions_agent ON decisions(agent_name);
CREATE INDEX IF NOT EXISTS idx_playbook_runs_mission ON playbook_runs(mission_id);
CREATE INDEX IF NOT EXISTS idx_playbook_runs_name ON playbook_runs(playbook_name);
CREATE INDEX IF NOT EXISTS idx_playbook_runs_success ON playbook_runs(success);
CREATE INDEX IF NOT EXISTS idx_agent_memory_mission_key ON agent_memory(mission_id, key);
CREATE INDEX IF NOT EXISTS idx_agent_memory_expires ON agent_memory(expires_at);

CREATE TABLE IF NOT EXISTS session_narrative (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    session_num INTEGER NOT NULL,
    summary TEXT NOT NULL,
    date TEXT NOT NULL,
    phase TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, session_num)
);
CREATE INDEX IF NOT EXISTS idx_session_narrative_mission ON session_narrative(mission_id, session_num);
CREATE INDEX IF NOT EXISTS idx_session_narrative_phase ON session_narrative(phase);

CREATE TABLE IF NOT EXISTS domain_concepts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    concept TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, concept)
);
CREATE INDEX IF NOT EXISTS idx_domain_concepts_mission ON domain_concepts(mission_id);
CREATE INDEX IF NOT EXISTS idx_domain_concepts_concept ON domain_concepts(concept);

CREATE TABLE IF NOT EXISTS domain_concerns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    concern TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, concern)
);
CREATE INDEX IF NOT EXISTS idx_domain_concerns_mission ON domain_concerns(mission_id);
CREATE INDEX IF NOT EXISTS idx_domain_concerns_concern ON domain_concerns(concern);

CREATE TABLE IF NOT EXISTS trajectory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER UNIQUE NOT NULL,
    current_phase TEXT NOT NULL,
    current_focus TEXT,
    completed_phases JSON,
    blockers JSON,
    updated_at TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS idx_trajectory_mission ON trajectory(mission_id);
CREATE INDEX IF NOT EXISTS idx_trajectory_phase ON trajectory(current_phase);

CREATE TABLE IF NOT EXISTS artifacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    artifact_type TEXT NOT NULL,
    artifact_name TEXT NOT NULL,
    ref TEXT,                                       -- git commit
    path TEXT,
    url TEXT,
    branch TEXT,
    metadata JSON,
    created_at TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (artifact_type IN ('planning', 'code', 'test', 'deployment'))
);
CREATE INDEX IF NOT EXISTS idx_artifacts_mission_type ON artifacts(mission_id, artifact_type);
CREATE INDEX IF NOT EXISTS idx_artifacts_type ON artifacts(artifact_type);
CREATE INDEX IF NOT EXISTS idx_artifacts_ref ON artifacts(ref);

CREATE TABLE IF NOT EXISTS quality_gates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    gate_name TEXT NOT NULL,
    status TEXT NOT NULL,
    details JSON,
    timestamp TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (status IN ('passed', 'failed', 'skipped'))
);
CREATE INDEX IF NOT EXISTS idx_quality_gates_mission ON quality_gates(mission_id);
CREATE INDEX IF NOT EXISTS idx_quality_gates_status ON quality_gates(status);
CREATE INDEX IF NOT EXISTS idx_quality_gates_name ON quality_gates(gate_name);

CREATE VIEW IF NOT EXISTS active_missions AS
SELECT
    m.id,
    m.mission_uuid,
    m.phase,
    m.status,
    m.created_at,
    COUNT(DISTINCT tc.id) AS tool_call_count,
    COUNT(DISTINCT d.id) AS decision_count,
    MAX(tc.timestamp) AS last_tool_call_at
FROM missions m
LEFT JOIN tool_calls tc ON tc.mission_id = m.id
LEFT JOIN decisions d ON d.mission_id = m.id
WHERE m.status IN ('pending', 'in_progress')
GROUP BY m.id;

CREATE VIEW IF NOT EXISTS tool_usage_stats AS
SELECT
    tool_name,
    COUNT(*) AS total_calls,
    SUM(success) AS successful_calls,
    AVG(duration_ms) AS avg_duration_ms,
    MAX(duration_ms) AS max_duration_ms
FROM tool_calls
GROUP BY tool_name;

CREATE VIEW IF NOT EXISTS playbook_performance AS
SELECT
    playbook_name,
    COUNT(*) AS total_runs,
    SUM(success) AS successful_runs,
    AVG(CAST((julianday(completed_at) - julianday(started_at)) * 86400000 AS INTEGER)) AS avg_duration_ms
FROM playbook_runs
WHERE completed_at IS NOT NULL
GROUP BY playbook_name;
