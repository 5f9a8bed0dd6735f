-- Saved scenarios: what a short link /s/<id> opens, with the figures of the day it was saved, for ever.
--
-- A row is written once and never changed, but for the date on which it may go. Its catalogue stays in
-- the store as long as the row does: the foreign key forbids to delete one that is referred to.
-- Times are seconds since 1970-01-01 UTC.
--
-- Rows lie in the order in which they came, found through the index of the key. In the order of the key,
-- which is random, pages would fill to two thirds: 675 to 700 bytes a scenario instead of 590.

CREATE TABLE saved (
    -- 64 bits of the SHA-256 of the content, in base 62: 0Kd6bEUlL2x
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 11 AND id NOT GLOB '*[^0-9A-Za-z]*'),
    -- the scenario as a link says it, what is left at its default left out
    query TEXT NOT NULL CHECK (octet_length(query) <= 8192),
    -- '': it has none
    title TEXT NOT NULL CHECK (length(title) <= 100),
    -- '': it has none
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    -- the saved scenario that this one was made from, which may be gone by now; NULL: made from none
    parent TEXT CHECK (length(parent) = 11 AND parent NOT GLOB '*[^0-9A-Za-z]*'),
    -- the catalogue that the figures come from
    catalog_id INTEGER NOT NULL REFERENCES catalog (id),
    -- version of the model that worked the figures out
    model_version INTEGER NOT NULL CHECK (model_version BETWEEN 0 AND 4294967295),
    -- the figures as decided, in a form of the caller's choice
    decided TEXT NOT NULL CHECK (octet_length(decided) <= 4096),
    -- first 128 bits of the SHA-256 of the secret that deletes it, which has 128 bits and is not here itself
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 16),
    -- when it was saved first
    created_at INTEGER NOT NULL CHECK (created_at >= 0),
    -- when it may go; NULL: never
    expires_at INTEGER CHECK (expires_at >= created_at)
) STRICT;

-- for the foreign key: whether a catalogue is referred to
CREATE INDEX saved_catalog ON saved (catalog_id);
-- for the sweep; takes no room where nothing expires
CREATE INDEX saved_expiring ON saved (expires_at) WHERE expires_at IS NOT NULL;

-- How many rows `saved` has: one row. Counting a million at every save would take too long.
CREATE TABLE saved_total (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    total INTEGER NOT NULL CHECK (total >= 0)
) STRICT;
INSERT INTO saved_total (id, total) VALUES (1, 0);

CREATE TRIGGER saved_comes AFTER INSERT ON saved BEGIN
    UPDATE saved_total SET total = total + 1;
END;

CREATE TRIGGER saved_goes AFTER DELETE ON saved BEGIN
    UPDATE saved_total SET total = total - 1;
END;

CREATE TRIGGER saved_stays BEFORE UPDATE OF id, query, title, note, parent, catalog_id, model_version, decided,
    token_hash, created_at ON saved BEGIN
    SELECT RAISE(ABORT, 'a saved scenario is never changed');
END;
