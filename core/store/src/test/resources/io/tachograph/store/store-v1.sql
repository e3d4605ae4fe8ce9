-- A store of version 1 as agents in other languages make it: five tables, two indexes, no trigger,
-- and rows, one of them the trace of a mission that was deleted.
CREATE TABLE missions (id INTEGER PRIMARY KEY AUTOINCREMENT, mission_uuid TEXT UNIQUE NOT NULL, phase TEXT NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL, completed_at TEXT, metadata JSON, CHECK (status IN ('pending','in_progress','completed','failed')), CHECK (phase IN ('PLANNING','CODING','TESTING','DEPLOYMENT','MAINTENANCE')));
CREATE TABLE tool_calls (id INTEGER PRIMARY KEY AUTOINCREMENT, mission_id INTEGER NOT NULL, tool_name TEXT NOT NULL, args JSON NOT NULL, result JSON, timestamp TEXT NOT NULL, duration_ms INTEGER, success INTEGER NOT NULL, error_message TEXT, FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE, CHECK (success IN (0,1)));
CREATE TABLE decisions (id INTEGER PRIMARY KEY AUTOINCREMENT, mission_id INTEGER NOT NULL, decision_type TEXT NOT NULL, rationale TEXT, timestamp TEXT NOT NULL, agent_name TEXT, context JSON, FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE);
CREATE TABLE playbook_runs (id INTEGER PRIMARY KEY AUTOINCREMENT, mission_id INTEGER NOT NULL, playbook_name TEXT NOT NULL, phase TEXT, started_at TEXT NOT NULL, completed_at TEXT, success INTEGER, metrics JSON, error_message TEXT, FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE, CHECK (success IS NULL OR success IN (0,1)));
CREATE TABLE agent_memory (id INTEGER PRIMARY KEY AUTOINCREMENT, mission_id INTEGER NOT NULL, key TEXT NOT NULL, value JSON, timestamp TEXT NOT NULL, ttl INTEGER, expires_at TEXT, FOREIGN KEY (mission_id) REFERENCES missions(id) ON DELETE CASCADE, UNIQUE (mission_id, key));
CREATE INDEX idx_missions_status ON missions(status);
CREATE INDEX idx_tool_calls_mission_time ON tool_calls(mission_id, timestamp);

INSERT INTO missions (id, mission_uuid, phase, status, created_at, completed_at, metadata) VALUES
    (1, 'genesis', 'PLANNING', 'in_progress', '2025-11-19T08:00:00Z', NULL, '{"owner":"agent@vibe.agency","description":"größe ✓","spec":{}}'),
    (4, 'done', 'MAINTENANCE', 'completed', '2025-11-18T08:00:00Z', '2025-11-19T07:00:00Z', '{"owner":["a","b"],"limit":Infinity}'),
    (5, 'bare', 'CODING', 'pending', '2025-11-19', NULL, NULL);
INSERT INTO missions (id, mission_uuid, phase, status, created_at) VALUES (9, 'deleted', 'CODING', 'failed', '2025-11-19');
DELETE FROM missions WHERE id = 9;
INSERT INTO tool_calls (mission_id, tool_name, args, result, timestamp, duration_ms, success, error_message) VALUES
    (1, 'Read', '{"path":"a.txt"}', '{"bytes":3}', '2025-11-19T08:01:00Z', 2, 1, NULL),
    (4, 'Bash', '[]', NULL, '2025-11-18T08:01:00.123456Z', NULL, 0, 'exit 1');
INSERT INTO decisions (mission_id, decision_type, rationale, timestamp, agent_name, context) VALUES
    (1, 'approach', NULL, '2025-11-19T08:01:30Z', NULL, '7');
INSERT INTO playbook_runs (mission_id, playbook_name, phase, started_at, completed_at, success, metrics, error_message) VALUES
    (1, 'restaurant.plan', 'PLANNING', '2025-11-19T08:02:00Z', NULL, NULL, NULL, NULL),
    (4, 'restaurant.plan', NULL, '2025-11-18T08:02:00Z', '2025-11-18T08:02:01.500Z', 1, '{"tool_count":3}', NULL);
INSERT INTO agent_memory (mission_id, key, value, timestamp, ttl, expires_at) VALUES
    (1, 'k', '"v"', '2025-11-19T08:02:00Z', 60, '2025-11-19 08:03:00'),
    (1, 'set again', '2', '2025-11-19T09:00:00Z', 60, '2025-11-19 08:03:00'),
    (4, 'k', NULL, '2025-11-18T08:02:00Z', NULL, NULL);
PRAGMA user_version = 1;
