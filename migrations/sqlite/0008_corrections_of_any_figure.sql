-- Any figure may be corrected: the program knows which there are, and a list here needed a migration for each.
CREATE TABLE corrected (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    instance_type TEXT NOT NULL,
    -- the figure, by its name in the catalogue's files
    field TEXT NOT NULL CHECK (field <> ''),
    -- what is published; NULL: nothing is
    published TEXT,
    -- what is used
    used TEXT NOT NULL CHECK (used <> ''),
    -- why, in words
    why TEXT NOT NULL CHECK (why <> ''),
    -- who says so: project, commit and file, or `judgement`
    source TEXT NOT NULL CHECK (source <> ''),
    PRIMARY KEY (catalog_id, instance_type, field),
    FOREIGN KEY (catalog_id, instance_type) REFERENCES instance_type (catalog_id, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO corrected (catalog_id, instance_type, field, published, used, why, source)
SELECT catalog_id, instance_type, field, published, used, why, source FROM correction;
DROP TABLE correction;
ALTER TABLE corrected RENAME TO correction;
