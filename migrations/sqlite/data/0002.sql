-- Rows of version 2: scenarios saved with either catalogue, their ids as that version worked them out.
INSERT INTO saved (id, query, title, note, parent, catalog_id, model_version, decided, token_hash, created_at, expires_at) VALUES
    ('1DXkUlTLnSg', 'region=eu-west-1&pods=400', 'Staging', 'Two lines,
and an apostrophe: Berth''s', NULL, 1, 5, 'headline=6+nodes', x'000102030405060708090a0b0c0d0e0f', 1785571200, NULL),
    ('13aVSxEawEZ', '', '', '', NULL, 1, 5, '', x'000102030405060708090a0b0c0d0e0f', 1785571201, NULL),
    ('9NTypCiCFz3', 'region=us-east-1&pods=40', 'Zürich 🚀', '', '1DXkUlTLnSg', 2, 5, 'headline=1+node', x'000102030405060708090a0b0c0d0e0f', 1788249600, 4102444800),
    ('ISAIdLpeTe5', 'region=mx-central-1', 'A region that the catalogue does not have', '', NULL, 2, 5, '', x'000102030405060708090a0b0c0d0e0f', 1788249601, NULL);
