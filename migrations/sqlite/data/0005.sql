-- Rows of version 5: rates of commitments, and a region of which no price is known.
INSERT INTO price_reserved (catalog_id, instance_type, region, standard_1y, standard_3y, convertible_1y, convertible_3y, source, as_of) VALUES
    (2, 'm5.large', 'us-east-1', 61000, 41000, 70000, NULL, 'list', '2026-08-20');
INSERT INTO unpriced_region (catalog_id, code, location) VALUES (2, 'ap-east-2', 'Asia Pacific (Taipei)');
