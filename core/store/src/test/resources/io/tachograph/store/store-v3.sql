-- A store of version 3 as agents in other languages make it: version 2 in their words with what
-- version 3 adds, and rows of each table that is new.
CREATE TABLE missions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_uuid TEXT UNIQUE NOT NULL,
    phase TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    completed_at TEXT,
    updated_at TEXT,
    planning_sub_state TEXT,
    max_cost_usd REAL,
    current_cost_usd REAL DEFAULT 0.0,
    alert_threshold REAL DEFAULT 0.80,
    cost_breakdown JSON,
    owner TEXT,
    description TEXT,
    api_version TEXT DEFAULT 'agency.os/v1alpha1',
    metadata JSON,
    CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
    CHECK (phase IN ('PLANNING', 'CODING', 'TESTING', 'DEPLOYMENT', 'MAINTENANCE')),
    CHECK (planning_sub_state IS NULL OR planning_sub_state IN ('RESEARCH', 'BUSINESS_VALIDATION', 'FEATURE_SPECIFICATION')),
    CHECK (current_cost_usd >= 0),
    CHECK (alert_threshold >= 0.0 AND alert_threshold <= 1.0)
);
CREATE INDEX idx_missions_status ON missions(status);
CREATE INDEX idx_missions_phase ON missions(phase);
CREATE INDEX idx_missions_owner ON missions(owner);
CREATE INDEX idx_missions_budget ON missions(max_cost_usd, current_cost_usd);
CREATE TABLE tool_calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    tool_name TEXT NOT NULL,
    args JSON NOT NULL,
    result JSON,
    timestamp TEXT NOT NULL,
    duration_ms INTEGER,
    success INTEGER NOT NULL,
    error_message TEXT,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (success IN (0, 1))
);
CREATE INDEX idx_tool_calls_mission_time ON tool_calls(mission_id, timestamp);
CREATE INDEX idx_tool_calls_success ON tool_calls(success);
CREATE INDEX idx_tool_calls_name ON tool_calls(tool_name);
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
CREATE INDEX idx_decisions_mission_time ON decisions(mission_id, timestamp);
CREATE INDEX idx_decisions_type ON decisions(decision_type);
CREATE INDEX idx_decisions_agent ON decisions(agent_name);
CREATE TABLE playbook_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    playbook_name TEXT NOT NULL,
    phase TEXT,
    started_at TEXT NOT NULL,
    completed_at TEXT,
    success INTEGER,
    metrics JSON,
    error_message TEXT,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (success IS NULL OR success IN (0, 1))
);
CREATE INDEX idx_playbook_runs_mission ON playbook_runs(mission_id);
CREATE INDEX idx_playbook_runs_name ON playbook_runs(playbook_name);
CREATE INDEX idx_playbook_runs_success ON playbook_runs(success);
CREATE TABLE agent_memory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value JSON,
    timestamp TEXT NOT NULL,
    ttl INTEGER,
    expires_at TEXT,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, key)
);
CREATE INDEX idx_agent_memory_mission_key ON agent_memory(mission_id, key);
CREATE INDEX idx_agent_memory_expires ON agent_memory(expires_at);
CREATE TABLE session_narrative (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    session_num INTEGER NOT NULL,
    summary TEXT NOT NULL,
    date TEXT NOT NULL,
    phase TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, session_num)
);
CREATE INDEX idx_session_narrative_mission ON session_narrative(mission_id, session_num);
CREATE INDEX idx_session_narrative_phase ON session_narrative(phase);
CREATE TABLE domain_concepts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    concept TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, concept)
);
CREATE INDEX idx_domain_concepts_mission ON domain_concepts(mission_id);
CREATE INDEX idx_domain_concepts_concept ON domain_concepts(concept);
CREATE TABLE domain_concerns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    concern TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    UNIQUE (mission_id, concern)
);
CREATE INDEX idx_domain_concerns_mission ON domain_concerns(mission_id);
CREATE INDEX idx_domain_concerns_concern ON domain_concerns(concern);
CREATE TABLE trajectory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER UNIQUE NOT NULL,
    current_phase TEXT NOT NULL,
    current_focus TEXT,
    completed_phases JSON,
    blockers JSON,
    updated_at TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE
);
CREATE INDEX idx_trajectory_mission ON trajectory(mission_id);
CREATE INDEX idx_trajectory_phase ON trajectory(current_phase);
CREATE TABLE artifacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    artifact_type TEXT NOT NULL,
    artifact_name TEXT NOT NULL,
    ref TEXT,
    path TEXT,
    url TEXT,
    branch TEXT,
    metadata JSON,
    created_at TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (artifact_type IN ('planning', 'code', 'test', 'deployment'))
);
CREATE INDEX idx_artifacts_mission_type ON artifacts(mission_id, artifact_type);
CREATE INDEX idx_artifacts_type ON artifacts(artifact_type);
CREATE INDEX idx_artifacts_ref ON artifacts(ref);
CREATE TABLE quality_gates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_id INTEGER NOT NULL,
    gate_name TEXT NOT NULL,
    status TEXT NOT NULL,
    details JSON,
    timestamp TEXT NOT NULL,
    FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE,
    CHECK (status IN ('passed', 'failed', 'skipped'))
);
CREATE INDEX idx_quality_gates_mission ON quality_gates(mission_id);
CREATE INDEX idx_quality_gates_status ON quality_gates(status);
CREATE INDEX idx_quality_gates_name ON quality_gates(gate_name);
CREATE VIEW active_missions AS
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
CREATE VIEW tool_usage_stats AS
SELECT
    tool_name,
    COUNT(*) AS total_calls,
    SUM(success) AS successful_calls,
    AVG(duration_ms) AS avg_duration_ms,
    MAX(duration_ms) AS max_duration_ms
FROM tool_calls
GROUP BY tool_name;
CREATE VIEW playbook_performance AS
SELECT
    playbook_name,
    COUNT(*) AS total_runs,
    SUM(success) AS successful_runs,
    AVG(CAST((julianday(completed_at) - julianday(started_at)) * 86400000 AS INTEGER)) AS avg_duration_ms
FROM playbook_runs
WHERE completed_at IS NOT NULL
GROUP BY playbook_name;
CREATE TRIGGER compute_memory_expiration
AFTER INSERT ON agent_memory
FOR EACH ROW
WHEN NEW.ttl IS NOT NULL
BEGIN
    UPDATE agent_memory
    SET expires_at = datetime(NEW.timestamp, '+' || NEW.ttl || ' seconds')
    WHERE id = NEW.id;
END;
CREATE TABLE tasks (
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
CREATE INDEX idx_tasks_parent ON tasks(parent_id) ;
CREATE INDEX idx_tasks_status ON tasks(status) ;
ALTER TABLE missions ADD COLUMN archived INTEGER DEFAULT 0;
CREATE INDEX idx_missions_archived ON missions(archived);
CREATE TABLE missions_archive (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mission_uuid TEXT NOT NULL,
    phase TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    completed_at TEXT,
    updated_at TEXT,
    planning_sub_state TEXT,
    max_cost_usd REAL,
    current_cost_usd REAL DEFAULT 0.0,
    alert_threshold REAL DEFAULT 0.80,
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
CREATE TABLE roadmaps (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    missions TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    metadata TEXT
);
CREATE INDEX idx_roadmaps_created ON roadmaps(created_at);

INSERT INTO missions (mission_uuid, phase, status, created_at, updated_at, owner, metadata) VALUES
    ('f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'CODING', 'in_progress', '2025-11-12T14:00:00Z',
     '2025-11-12T14:00:00Z', 'agent@vibe.agency', '{"spec": {"vibe": {}}, "kind": "Project"}'),
    ('over-budget-1', 'TESTING', 'failed', '2025-11-20T10:26:00.744772Z', NULL, NULL, NULL);
INSERT INTO tool_calls (mission_id, tool_name, args, result, timestamp, duration_ms, success, error_message) VALUES
    (1, 'WebFetch', '{"n": 0, "q": "gr\u00f6\u00dfe"}', '{"ok": true}', '2025-11-20T10:00:00Z', 0, 1, NULL),
    (1, 'Bash', '{"n": 1, "limit": Infinity}', NULL, '2025-11-20T10:01:00Z', 10, 0, 'exit 1');
INSERT INTO decisions (mission_id, decision_type, rationale, timestamp, agent_name, context) VALUES
    (1, 'architecture_choice', 'append-only keeps evidence', '2025-11-20T10:20:00Z', 'STEWARD', '{"alternatives": ["files"]}');
INSERT INTO agent_memory (mission_id, key, value, timestamp, ttl) VALUES
    (1, 'last_playbook', '{"name": "research"}', '2025-11-20T10:21:00Z', 3600),
    (1, 'preference', '"terse"', '2025-11-20T10:22:00Z', NULL);
INSERT INTO tasks (id, description, parent_id, created_at) VALUES
    ('task-root', 'ship it', NULL, '2025-11-20T19:50:12.756803Z'),
    ('task-child', 'write tests', 'task-root', '2025-11-20T19:50:12.757188Z');
UPDATE missions SET archived = 1 WHERE id = 2;
INSERT INTO missions_archive (id, mission_uuid, phase, status, created_at, completed_at, archived) VALUES
    (7, 'long-ago', 'MAINTENANCE', 'completed', '2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z', 1);
INSERT INTO roadmaps (id, name, description, missions, created_at, updated_at, metadata) VALUES
    ('r1', 'Launch', 'what comes first', '["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"]', '2025-11-20T10:00:00Z', '2025-11-20T10:00:00Z', NULL);
PRAGMA user_version = 3;
