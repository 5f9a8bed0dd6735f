-- Rows of version 4: an edition in format 1 of its bytes, and a scenario saved with it.
INSERT INTO edition (hash, version, region, content) VALUES
    (x'0aef9fb828edce56276eef3a66617cd2d7be935fb9ea14a026ac435d9522293b', '2026-10-01.1', 'ap-south-1',
    x'139b0000041efeefddbbedc573fd31ad282aebf89efe01030c2cd10c3a39e538708d3488728ada0e74e721f97ba29431127996da91a58e2477e5d0f4d219151d393bb86fa7f97b977c7df43ccea6db46286192dd5124b4a852e0a8778b172e9c3e39dcb81184007e7f2faf311682a02b31b9e41fe7bc2ce587dbf574b67dd84ee7fb795770f3abe13e1a5b41');
INSERT INTO saved (id, query, title, note, parent, edition_id, model_version, decided, token_hash, created_at, expires_at)
    SELECT '3I2d9YcFHVm', 'region=ap-south-1', 'Mumbai', '', NULL, id, 6, 'headline=1+node', x'0f0e0d0c0b0a09080706050403020100', 1790841600, NULL
    FROM edition WHERE hash = x'0aef9fb828edce56276eef3a66617cd2d7be935fb9ea14a026ac435d9522293b';
