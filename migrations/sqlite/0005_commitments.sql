-- Commitments: what Reserved Instances without upfront payment cost. And regions of which no price is known.

-- Rates per hour: Linux, shared tenancy. NULL: not sold, or in no source.
CREATE TABLE price_reserved (
    catalog_id INTEGER NOT NULL,
    instance_type TEXT NOT NULL,
    region TEXT NOT NULL,
    -- one year, bound to the family and the region; at most $10,000
    standard_1y INTEGER CHECK (standard_1y BETWEEN 1 AND 10000000000),
    standard_3y INTEGER CHECK (standard_3y BETWEEN 1 AND 10000000000),
    -- one year, exchangeable
    convertible_1y INTEGER CHECK (convertible_1y BETWEEN 1 AND 10000000000),
    convertible_3y INTEGER CHECK (convertible_3y BETWEEN 1 AND 10000000000),
    -- where the rates come from
    source TEXT NOT NULL,
    -- date of the rates
    as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (catalog_id, instance_type, region),
    FOREIGN KEY (catalog_id, instance_type, region)
        REFERENCES price_on_demand (catalog_id, instance_type, region) ON DELETE CASCADE,
    FOREIGN KEY (catalog_id, source) REFERENCES source (catalog_id, id) ON DELETE CASCADE,
    CHECK (coalesce(standard_1y, standard_3y, convertible_1y, convertible_3y) IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Regions that exist, and of which no price is known: they can be named, not planned in.
CREATE TABLE unpriced_region (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    -- ap-east-2
    code TEXT NOT NULL CHECK (code <> ''),
    -- Asia Pacific (Taipei)
    location TEXT NOT NULL CHECK (location <> ''),
    PRIMARY KEY (catalog_id, code)
) STRICT, WITHOUT ROWID;

-- Every price per hour with its kind, source and date, commitments among them. A spot price is derived: the
-- on-demand price less the savings, rounded half up to a micro-dollar.
DROP VIEW price;
CREATE VIEW price AS
SELECT catalog_id, region, instance_type, 'on-demand' AS purchase, micro_usd_per_hour, kind, method, basis_family,
    NULL AS savings_bp, source, as_of
FROM price_on_demand
UNION ALL
SELECT spot.catalog_id, spot.region, spot.instance_type, 'spot',
    (list.micro_usd_per_hour * (10000 - spot.savings_bp) + 5000) / 10000, 'derived', list.method, list.basis_family,
    spot.savings_bp, spot.source, spot.as_of
FROM price_spot AS spot
JOIN price_on_demand AS list USING (catalog_id, instance_type, region)
UNION ALL
SELECT catalog_id, region, instance_type, 'standard-1y', standard_1y, 'published', NULL, NULL, NULL, source, as_of
FROM price_reserved WHERE standard_1y IS NOT NULL
UNION ALL
SELECT catalog_id, region, instance_type, 'standard-3y', standard_3y, 'published', NULL, NULL, NULL, source, as_of
FROM price_reserved WHERE standard_3y IS NOT NULL
UNION ALL
SELECT catalog_id, region, instance_type, 'convertible-1y', convertible_1y, 'published', NULL, NULL, NULL, source, as_of
FROM price_reserved WHERE convertible_1y IS NOT NULL
UNION ALL
SELECT catalog_id, region, instance_type, 'convertible-3y', convertible_3y, 'published', NULL, NULL, NULL, source, as_of
FROM price_reserved WHERE convertible_3y IS NOT NULL;
