BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE entry (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(36) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	utc_offset_minutes INTEGER NOT NULL, 
	rules_version VARCHAR(80) NOT NULL, 
	payload JSON NOT NULL, 
	received_at DATETIME NOT NULL, 
	UNIQUE (id)
);
INSERT INTO "entry" VALUES(1,'e88c28eb-f907-4e5f-9cde-404182ade436','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"a": true, "b": 1.0, "c": 5.0, "d": 0.1, "e": 1e-05, "f": "unsure", "\u00fc": 1e+300}, "asked": ["a"], "outcome": "allow", "after_urge": false}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(2,'f83a1627-731c-4a6a-bda6-8f8b6bb1080a','session_started','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "screening_id": "0a0a0a0a-0000-4000-8000-00000000000a", "region": "lumbar", "minutes": 8, "techniques": ["a", "b"], "stiffness": null, "discomfort": 0.1}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(3,'5ad91a6b-713b-40bd-9dde-8a61df034137','bout_done','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "technique": "t", "side": "left", "level": null, "seconds": 30.000000000000004}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(4,'9d38abd8-36ee-4dc9-bc43-211a203f428f','stop','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "stop_id": "0a0a0a0a-0000-4000-8000-00000000000a", "event": null, "technique": "t", "side": "left", "level": null, "segment_ms": 1, "session_ms": 86400000, "pain_now": null, "follow_up": {"settled": "unsure", "numb": true}}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(5,'a9161298-967c-4449-a475-23b5b46746f8','pop_noted','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "technique": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(6,'dfe767b6-df5c-4d27-af72-34c797ef4eed','session_ended','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "completed": true, "played_ms": 0}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(7,'99cfa95c-b352-4556-90b3-103b51cdf7db','after','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "stiffness": 1, "discomfort": 0, "mobility": "same"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(8,'985e8d44-927f-4ba4-b1c1-aa1f5d6dc0b6','self_adjust','2026-03-01 18:30:00.000000',60,'1 ✓','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(9,'e8ee8de7-b3d3-491a-b82e-6d78bea4277b','check_in','2026-03-01 18:30:00.000000',60,'1 ✓','{"day": "2026-03-01", "discomfort": null, "self_adjusts": 0, "note": "Gr\u00fc\u00dfe \"\\ \n \u80cc\u4e2d \ud83d\ude42 \u2028 </script>", "supersedes": "0a0a0a0a-0000-4000-8000-00000000000a"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(10,'e78ec847-3ecf-470e-b6ac-7c03e651be61','weekly_change','2026-03-01 18:30:00.000000',60,'1 ✓','{"day": "2026-03-01", "change": "worse", "supersedes": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(11,'04c67d47-9af8-4c2b-8895-249e72fddfea','next_day','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "settled": false, "supersedes": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(12,'33d2c684-d8f9-4213-92e9-9e71e2326592','reason','2026-03-01 18:30:00.000000',60,'1 ✓','{"text": ",\"payload\":{\"id\":1}} a\nb"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(13,'8a7fff75-8c24-4ab4-9e90-83fabe70af50','activity_named','2026-03-01 18:30:00.000000',60,'1 ✓','{"name": "Treppen"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(14,'5b3896a2-77ba-4534-8046-fe0091bd0ea5','activity_rated','2026-03-01 18:30:00.000000',60,'1 ✓','{"activity_id": "0a0a0a0a-0000-4000-8000-00000000000a", "day": "2026-03-01", "score": 10, "supersedes": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(15,'39c9ce16-e4f9-41c3-9354-efcf92204982','withdrawn','2026-03-01 18:30:00.000000',60,'1 ✓','{"supersedes": "0a0a0a0a-0000-4000-8000-00000000000a"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(16,'de0111a9-2791-4c5d-bfa3-69d32fa0f895','review_confirmed','2026-03-01 18:30:00.000000',60,'1 ✓','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(17,'b5fe6dbe-eba7-4fd9-b9f9-737d77f53f2c','reminders','2026-03-01 18:30:00.000000',60,'1 ✓','{"on": true, "snoozed_until": "2026-12-31"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(18,'59ac8fe0-7677-4a7f-916f-1936bb91ba77','person_named','2026-03-01 18:30:00.000000',60,'1 ✓','{"name": "Ana"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(19,'a0bd347d-f8e5-45cf-9711-01fcc5cdfc19','place_chosen','2026-03-01 18:30:00.000000',60,'1 ✓','{"place": "uk_ireland"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(20,'d755cdfa-6018-4e21-86f6-cbd4ee4d03d8','self_adjust','2026-02-28 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(21,'f467e997-f88b-454d-a382-07fcc4df813c','self_adjust','2026-02-27 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(22,'46ccfba4-6749-42a3-bf38-f401df63d3fb','self_adjust','2026-02-26 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(23,'ee29dfe3-5ef6-4100-993e-f07705af48cc','self_adjust','2026-02-25 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(24,'9b519396-91cc-4bdd-87da-c7a2751db29b','self_adjust','2026-02-24 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(25,'1f6434fc-a6a4-4581-a546-2f9bd73714c4','self_adjust','2026-02-23 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(26,'1c44be10-5ee2-4926-b592-d56aecf1316c','self_adjust','2026-02-22 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(27,'c32435cc-dbb8-4088-965a-008fd75f78bd','self_adjust','2026-02-21 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(28,'3440d9b8-0a4d-4b54-8d94-bf36a3b8387c','self_adjust','2026-02-20 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(29,'ddcadf4d-0f6f-40fb-ac55-4f1990ed1a8e','self_adjust','2026-02-19 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(30,'465c5cf4-1216-48fc-919c-802c04241f29','self_adjust','2026-02-18 18:30:00.000000',60,'1','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(31,'f17c8b69-e9ab-4fda-83bd-3d694f06c475','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 0.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(32,'09e0ceff-404b-42b5-b476-a6f5b17c8f81','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 1.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(33,'818d87d3-94ca-4ae1-aea5-d6e5de779119','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 2.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(34,'8f7790be-f817-4c69-8e8b-a975591c7407','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 3.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(35,'b4b545f2-ea9c-4c01-8682-d6f953ca5fb7','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 4.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(36,'aad822e8-e5b8-4ce1-9fd4-ce23d9e261a7','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 5.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(37,'72d6c723-97dc-43a3-b096-e3b7f7e10b0d','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 6.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(38,'005e3906-042f-456e-8525-f7f70d265498','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 7.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(39,'2872c458-3a6d-455b-bc18-88c630c17f00','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 8.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(40,'c68f1fe1-cb0e-4d2d-81f9-b600eb341a7c','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"x": 9.0}, "asked": ["x"], "outcome": "allow", "after_urge": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(41,'e099a246-3934-41c6-9b4d-b1c80e10b792','screening','2026-03-01 18:30:00.000000',60,'1 ✓','{"answers": {"a": true, "b": 1.0, "c": 5.0, "d": 0.1, "e": 1e-05, "f": "unsure", "\u00fc": 1e+300}, "asked": ["a"], "outcome": "allow", "after_urge": false}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(42,'b8d2c322-96b4-420c-819d-0acbc60f805c','session_started','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "screening_id": "0a0a0a0a-0000-4000-8000-00000000000a", "region": "lumbar", "minutes": 8, "techniques": ["a", "b"], "stiffness": null, "discomfort": 0.1}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(43,'7c32aec4-602c-4968-a0b8-e46084b4b9e0','bout_done','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "technique": "t", "side": "left", "level": null, "seconds": 30.000000000000004}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(44,'ce54dcb4-eb88-4bbf-95f3-fec39dc7b2d6','stop','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "stop_id": "0a0a0a0a-0000-4000-8000-00000000000a", "event": null, "technique": "t", "side": "left", "level": null, "segment_ms": 1, "session_ms": 86400000, "pain_now": null, "follow_up": {"settled": "unsure", "numb": true}}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(45,'b1967331-15a8-49db-bae0-ba1dde0eb0a1','pop_noted','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "technique": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(46,'b7eb500a-2212-446f-97ce-601e2e3bbeb8','session_ended','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "completed": true, "played_ms": 0}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(47,'ba4a138b-0907-4acc-be08-41791c30a0fc','after','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "stiffness": 1, "discomfort": 0, "mobility": "same"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(48,'4fc55741-3a90-48c4-97a7-ca01ca5253f4','self_adjust','2026-03-01 18:30:00.000000',60,'1 ✓','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(49,'60302fe2-aa70-40c0-9ee8-c15363897ace','check_in','2026-03-01 18:30:00.000000',60,'1 ✓','{"day": "2026-03-01", "discomfort": null, "self_adjusts": 0, "note": "Gr\u00fc\u00dfe \"\\ \n \u80cc\u4e2d \ud83d\ude42 \u2028 </script>", "supersedes": "0a0a0a0a-0000-4000-8000-00000000000a"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(50,'c749bf51-4cf4-4af3-98ee-6bba0b34761a','weekly_change','2026-03-01 18:30:00.000000',60,'1 ✓','{"day": "2026-03-01", "change": "worse", "supersedes": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(51,'64ad8909-ef59-4a86-8176-a6769060d271','next_day','2026-03-01 18:30:00.000000',60,'1 ✓','{"session_id": "0a0a0a0a-0000-4000-8000-00000000000a", "settled": false, "supersedes": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(52,'5478b9f9-6357-4ff5-b5ce-286ea058581b','reason','2026-03-01 18:30:00.000000',60,'1 ✓','{"text": ",\"payload\":{\"id\":1}} a\nb"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(53,'29fbddf1-f6d4-4f17-b709-07d1233d91a0','activity_named','2026-03-01 18:30:00.000000',60,'1 ✓','{"name": "Treppen"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(54,'60b83ba4-f24f-464a-9d0b-550556544305','activity_rated','2026-03-01 18:30:00.000000',60,'1 ✓','{"activity_id": "0a0a0a0a-0000-4000-8000-00000000000a", "day": "2026-03-01", "score": 10, "supersedes": null}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(55,'88463675-9fe6-4d85-92cf-08e8009ef20b','withdrawn','2026-03-01 18:30:00.000000',60,'1 ✓','{"supersedes": "0a0a0a0a-0000-4000-8000-00000000000a"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(56,'578b5169-9131-4c75-afb6-3e98fd8c788c','review_confirmed','2026-03-01 18:30:00.000000',60,'1 ✓','{}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(57,'3d63ab7e-7d9d-420a-891a-01c547d47e7e','reminders','2026-03-01 18:30:00.000000',60,'1 ✓','{"on": true, "snoozed_until": "2026-12-31"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(58,'0853032d-8b18-4772-a0c8-52d9d01c5989','person_named','2026-03-01 18:30:00.000000',60,'1 ✓','{"name": "Ana"}','2026-03-01 18:30:05.000000');
INSERT INTO "entry" VALUES(59,'cdcb2934-aac5-43d0-9025-833139e55595','place_chosen','2026-03-01 18:30:00.000000',60,'1 ✓','{"place": "uk_ireland"}','2026-03-01 18:30:05.000000');
CREATE INDEX ix_entry_kind ON entry (kind);
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append only'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append only'); END;
CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'entry is append only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('entry',59);
COMMIT;
