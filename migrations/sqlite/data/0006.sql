-- Rows of version 6: an open room with an answer, and a room that was closed with a record, which takes the place of an
-- earlier one.
INSERT INTO room (number, id, code, opened_at, last_at, events, saved_id) VALUES
    (1, '7mNpQ2rStUv', 'KDMQTW', 1790841600, 1790841660, 3, NULL);
INSERT INTO room_event (room, number, content) VALUES
    (1, 0, '{"at":1790841600,"what":"opened","title":"Which network?","scenario":"v=2&pods=400","questions":["q_vpc"],"reveal":{"at":null,"people":null},"what_if_by":"everyone","name":"Ana","role":"answer","key":"000102030405060708090a0b0c0d0e0f"}'),
    (1, 1, '{"at":1790841630,"what":"joined","seat":1,"name":"Bo","role":"answer","key":"101112131415161718191a1b1c1d1e1f"}'),
    (1, 2, '{"at":1790841660,"what":"answered","seat":1,"question":"q_vpc","round":1,"given":{"value":"no","why":"ours alone"},"late":false}');
INSERT INTO saved (id, query, title, note, parent, edition_id, model_version, decided, token_hash, created_at, expires_at)
    SELECT '36G4ChxgI7D', 'region=ap-south-1', 'Decided', 'together', NULL, id, 6, 'headline=1+node', x'000102030405060708090a0b0c0d0eff', 1790841700, NULL
    FROM edition WHERE hash = x'0aef9fb828edce56276eef3a66617cd2d7be935fb9ea14a026ac435d9522293b';
INSERT INTO room (number, id, code, opened_at, last_at, events, saved_id) VALUES
    (2, '0Kd6bEUlL2x', NULL, 1790841600, 1790841700, 3, '36G4ChxgI7D');
INSERT INTO room_event (room, number, content) VALUES
    (2, 0, '{"at":1790841600,"what":"opened","title":"Decided","scenario":"v=2&region=ap-south-1","questions":["q_vpc"],"reveal":{"at":null,"people":null},"what_if_by":"everyone","name":"Ana","role":"answer","key":"202122232425262728292a2b2c2d2e2f"}'),
    (2, 1, '{"at":1790841700,"what":"closed","by":0,"title":"Decided","note":"together","scenario":"v=2&region=ap-south-1"}'),
    (2, 2, '{"at":1790841700,"what":"saved","id":"36G4ChxgI7D"}');
INSERT INTO superseded (earlier, later) VALUES ('3I2d9YcFHVm', '36G4ChxgI7D');
