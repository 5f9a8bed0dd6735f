-- Editions: what a catalogue says of one region, as content that is named by its hash.
--
-- The tables of 0001 are the workshop in which the current catalogue is made. What plans read, and what saved
-- scenarios keep, are its editions: one a region, about 12 KB each, where a whole catalogue takes 2.76 MB.
--
-- Between this version and the next, Berth makes the editions that a store of version 2 needs and copies its
-- saved scenarios to the new table; all of it in one transaction, so no store is ever left at this version.

CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    -- SHA-256 of the content, uncompressed: names the edition, and shows damage when it is read
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    -- version of the catalogue: 2026-11-23.1
    version TEXT NOT NULL CHECK (version GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].[1-9]*'),
    -- us-east-1
    region TEXT NOT NULL CHECK (region <> ''),
    -- the bytes of model::catalog::wire, compressed with brotli
    content BLOB NOT NULL CHECK (length(content) > 0)
) STRICT;

-- The editions of the current catalogue.
CREATE TABLE catalog_edition (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    edition_id INTEGER NOT NULL REFERENCES edition (id),
    PRIMARY KEY (catalog_id, edition_id)
) STRICT, WITHOUT ROWID;

-- `saved` as it is from version 4 on: it names the edition that its figures come from, no catalogue.
CREATE TABLE saved_by_edition (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 11 AND id NOT GLOB '*[^0-9A-Za-z]*'),
    -- the scenario as a link says it, what is left at its default left out
    query TEXT NOT NULL CHECK (octet_length(query) <= 8192),
    -- '': it has none
    title TEXT NOT NULL CHECK (length(title) <= 100),
    -- '': it has none
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    -- the saved scenario that this one was made from, which may be gone by now; NULL: made from none
    parent TEXT CHECK (length(parent) = 11 AND parent NOT GLOB '*[^0-9A-Za-z]*'),
    -- the edition that the figures come from
    edition_id INTEGER NOT NULL REFERENCES edition (id),
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
