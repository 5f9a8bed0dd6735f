-- Saved scenarios name their edition: the copy that was made after 0003 becomes `saved`.
--
-- The id of a scenario that was saved by version 2 stays what it is. It is the hash of its content with the
-- hash of the catalogue's files; from now on the hash of the edition is in that place.

DROP TABLE saved;
ALTER TABLE saved_by_edition RENAME TO saved;

-- for the foreign key: whether an edition is referred to
CREATE INDEX saved_edition ON saved (edition_id);
-- for the sweep; takes no room where nothing expires
CREATE INDEX saved_expiring ON saved (expires_at) WHERE expires_at IS NOT NULL;

CREATE TRIGGER saved_comes AFTER INSERT ON saved BEGIN
    UPDATE saved_total SET total = total + 1;
END;

CREATE TRIGGER saved_goes AFTER DELETE ON saved BEGIN
    UPDATE saved_total SET total = total - 1;
END;

CREATE TRIGGER saved_stays BEFORE UPDATE OF id, query, title, note, parent, edition_id, model_version, decided,
    token_hash, created_at ON saved BEGIN
    SELECT RAISE(ABORT, 'a saved scenario is never changed');
END;

-- Catalogues that were kept for saved scenarios: what those need of them are editions now.
DELETE FROM catalog WHERE is_current = 0;
