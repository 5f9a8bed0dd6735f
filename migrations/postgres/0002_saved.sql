-- Saved scenarios: what a short link /s/<id> opens, with the figures of the day it was saved, for ever.
--
-- A row is written once and never changed, but for the date on which it may go. Its edition stays in the store as long as
-- the row does: the foreign key forbids to delete one that is referred to. Times are seconds since 1970-01-01 UTC.

CREATE TABLE saved (
    -- 64 bits of the SHA-256 of the content, in base 62: 0Kd6bEUlL2x
    id text COLLATE "C" NOT NULL PRIMARY KEY CHECK (id ~ '^[0-9A-Za-z]{11}$'),
    -- the scenario as a link says it, what is left at its default left out
    query text NOT NULL CHECK (octet_length(query) <= 8192),
    -- '': it has none
    title text NOT NULL CHECK (char_length(title) <= 100),
    -- '': it has none
    note text NOT NULL CHECK (char_length(note) <= 2000),
    -- the saved scenario that this one was made from, which may be gone by now; NULL: made from none
    parent text COLLATE "C" CHECK (parent ~ '^[0-9A-Za-z]{11}$'),
    -- the edition that the figures come from
    edition_id bigint NOT NULL REFERENCES edition (id),
    -- version of the model that worked the figures out
    model_version bigint NOT NULL CHECK (model_version BETWEEN 0 AND 4294967295),
    -- the figures as decided, in a form of the caller's choice
    decided text NOT NULL CHECK (octet_length(decided) <= 4096),
    -- first 128 bits of the SHA-256 of the secret that deletes it, which has 128 bits and is not here itself
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 16),
    -- tells the order in which they came, for the operator
    number bigint GENERATED ALWAYS AS IDENTITY,
    -- when it was saved first
    created_at bigint NOT NULL CHECK (created_at >= 0),
    -- when it may go; NULL: never
    expires_at bigint CHECK (expires_at >= created_at)
);

-- for the foreign key: whether an edition is referred to
CREATE INDEX saved_edition ON saved (edition_id);
-- for the sweep; takes no room where nothing expires
CREATE INDEX saved_expiring ON saved (expires_at) WHERE expires_at IS NOT NULL;

-- How many rows `saved` has: the sum of these. Counting a million at every save would take too long, and with one row for
-- all, each server would wait for the others' commits.
CREATE TABLE saved_total (
    shard integer NOT NULL PRIMARY KEY CHECK (shard BETWEEN 0 AND 15),
    -- may be below 0: what one server has saved, another deletes
    total bigint NOT NULL
);
INSERT INTO saved_total (shard, total) SELECT shard, 0 FROM generate_series(0, 15) AS shard;

CREATE FUNCTION count_saved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    more bigint;
BEGIN
    SELECT CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END INTO more FROM changed;
    IF more <> 0 THEN
        UPDATE saved_total SET total = total + more WHERE shard = pg_backend_pid() % 16;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER saved_comes AFTER INSERT ON saved REFERENCING NEW TABLE AS changed EXECUTE FUNCTION count_saved();
CREATE TRIGGER saved_goes AFTER DELETE ON saved REFERENCING OLD TABLE AS changed EXECUTE FUNCTION count_saved();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what is kept in % is never changed', TG_TABLE_NAME;
END $$;

CREATE TRIGGER saved_stays BEFORE UPDATE OF id, query, title, note, parent, edition_id, model_version, decided,
    token_hash, number, created_at ON saved EXECUTE FUNCTION refuse_change();
