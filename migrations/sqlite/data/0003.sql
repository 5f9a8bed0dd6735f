-- Rows of version 3, at which no store is left: an edition that nothing refers to, which a sweep removes.
INSERT INTO edition (hash, version, region, content) VALUES
    (x'3333333333333333333333333333333333333333333333333333333333333333', '2026-10-01.1', 'eu-north-1', x'00');
