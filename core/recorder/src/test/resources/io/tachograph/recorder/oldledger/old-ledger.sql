-- A ledger as the Python programs keep it, its hashes made by CPython 3.11.
CREATE TABLE ledger_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT,
  timestamp TEXT NOT NULL,
  event_type TEXT NOT NULL,
  task_id TEXT,
  agent_id TEXT NOT NULL,
  payload TEXT,
  result TEXT,
  error TEXT,
  details TEXT,
  current_hash TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  agent_signature,
  created_at TEXT DEFAULT '2025-11-20 19:50:12'
);
INSERT INTO ledger_events (event_id, timestamp, event_type, agent_id, payload, current_hash, previous_hash)
  VALUES ('EVT-000001', '2025-11-20T19:50:12.948027', 'proposal_created', 'forum', '{"title": "Gr\u00f6\u00dfe <&> \ud83d\ude00", "votes": null}', 'c9fc9273a7fef323019b3efe424d937251986501c180fedf96a5d5489b40d886', '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO ledger_events (timestamp, event_type, task_id, agent_id, payload, current_hash, previous_hash)
  VALUES ('2025-11-20T19:50:12.949541', 'task_start', 'task-1', 'civic', CAST(x'7b22676f616c223a20202274776f20737061636573222c0a20226e223a20312e35302c20226e223a204e614e7d' AS TEXT), 'c1df84e814d9c5812a93e7c55b6d41a06830c0ab05d98a2e44b493558be02784', 'c9fc9273a7fef323019b3efe424d937251986501c180fedf96a5d5489b40d886');
INSERT INTO ledger_events (timestamp, event_type, task_id, agent_id, result, current_hash, previous_hash)
  VALUES ('2025-11-20T19:50:13', 'task_completed', 'task-1', 'größer 😀', 'success', '26aaf5676fb6dc3dacb95b811f1de58a3cb6997126ef26e8bbc46ebb500743ff', 'c1df84e814d9c5812a93e7c55b6d41a06830c0ab05d98a2e44b493558be02784');
INSERT INTO ledger_events (timestamp, event_type, task_id, agent_id, payload, current_hash, previous_hash)
  VALUES ('2025-11-20T19:50:14.000001', 'task_start', 'task-2', 'civic', '', '5208d7ef0d539f2764988fac604dc2b351ba10ada6b58947b58c5d12767104c7', '26aaf5676fb6dc3dacb95b811f1de58a3cb6997126ef26e8bbc46ebb500743ff');
INSERT INTO ledger_events (timestamp, event_type, task_id, agent_id, error, details, current_hash, previous_hash)
  VALUES ('2025-11-20T19:50:15+02:00', 'task_failed', 'task-2', 'civic', CAST(x'56616c75654572726f723a206261642022696e707574220a20206174206c696e652032205c20e280a820017f' AS TEXT), '{"kept": "too"}', 'f3f17a8912a51709804edb0ecfe3e14a0cd62b5affba146fa453fd8808d56244', '5208d7ef0d539f2764988fac604dc2b351ba10ada6b58947b58c5d12767104c7');
INSERT INTO ledger_events (timestamp, event_type, agent_id, payload, current_hash, previous_hash, agent_signature)
  VALUES ('2025-11-20T19:50:16', 'IO_WRITE', 'io', '[1, 2]', 'e65bbcd426014597d8ff834af3e44f9235f53bbe808b828c8986c2a8866abd52', 'f3f17a8912a51709804edb0ecfe3e14a0cd62b5affba146fa453fd8808d56244', 1.0);
INSERT INTO ledger_events (timestamp, event_type, agent_id, payload, result, current_hash, previous_hash, agent_signature)
  VALUES ('2025-11-20T19:50:17', 'key_rotated', 'mallory', '{"vkey":"tachograph+00000000+AAAA"}', '"vkey":"a+b+c"', '72c7c3caf2344e931447a5165fa42c6337607a69ba0a7eed55ec6d8b064e31bc', 'e65bbcd426014597d8ff834af3e44f9235f53bbe808b828c8986c2a8866abd52', 7);
INSERT INTO ledger_events (timestamp, event_type, agent_id, payload, current_hash, previous_hash)
  VALUES ('2025-11-20T19:50:18', 'mission_created', 'civic', '{"mission_uuid": "m"}', '7d043cc7ba87a2e28928fa766f88b4599a02246fc2b71d756f79ebe223c87b20', '72c7c3caf2344e931447a5165fa42c6337607a69ba0a7eed55ec6d8b064e31bc');
INSERT INTO ledger_events (timestamp, event_type, agent_id, current_hash, previous_hash, agent_signature)
  VALUES ('2025-11-20T19:50:19', '', '', 'df1177a876ad407540bf2fa09675c288a546da9a2fa92682cfb7d29d62331f2c', '7d043cc7ba87a2e28928fa766f88b4599a02246fc2b71d756f79ebe223c87b20', -0.5);
INSERT INTO ledger_events (timestamp, event_type, agent_id, current_hash, previous_hash)
  VALUES ('2025-11-20T19:50:20', 'Größe ändern! xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'civic', '2f8cec12085695572bc5d960c22038f2d4b79930d019810ab8540470182a2b1a', 'df1177a876ad407540bf2fa09675c288a546da9a2fa92682cfb7d29d62331f2c');
INSERT INTO ledger_events (timestamp, event_type, task_id, agent_id, current_hash, previous_hash)
  VALUES ('2999-01-01T00:00:00', 'TASK_START', 'task-3', 'civic', 'bcf51bbf0aa891d9444543c4762d4f95fbb7377e8440054dbf70015c70eb4d14', '2f8cec12085695572bc5d960c22038f2d4b79930d019810ab8540470182a2b1a');
INSERT INTO ledger_events (timestamp, event_type, task_id, agent_id, current_hash, previous_hash)
  VALUES ('not a time', 'governance.vote_cast', 'task-3', 'civic', '8e7a98ce767de6df477e8ce1932653e1e50227fe005b8c3eb54afea331c4073c', 'bcf51bbf0aa891d9444543c4762d4f95fbb7377e8440054dbf70015c70eb4d14');
UPDATE ledger_events SET agent_signature = 9e999 WHERE id = 1;
UPDATE ledger_events SET agent_signature = x'00ff' WHERE id = 2;
UPDATE ledger_events SET agent_signature = CAST(x'41ff' AS TEXT) WHERE id = 3;
