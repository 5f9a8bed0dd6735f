-- The current catalogue, and the editions of it and of earlier ones.
--
-- What plans read, and what saved scenarios keep, are editions: what a catalogue says of one region, as content that is
-- named by its hash. A store in Postgres needs no workshop to make them in: of the current catalogue it keeps beside them
-- only what `berth catalog show` prints.
--
-- Names that are compared or sorted have the collation "C": the order of bytes, whatever the database's own is.

-- One row at most.
CREATE TABLE catalog (
    is_current boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (is_current),
    -- date with a serial: 2026-11-23.1
    version text NOT NULL CHECK (version ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[1-9][0-9]*$'),
    -- SHA-256 of its files, in hex
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    -- date of the spot savings
    spot_as_of text NOT NULL,
    -- when it was loaded, UTC: 2026-11-23T05:18:00Z
    loaded_at text NOT NULL,
    -- how many instance types it has, types of 2018, and corrected figures
    instance_types integer NOT NULL CHECK (instance_types >= 0),
    history_2018 integer NOT NULL CHECK (history_2018 >= 0),
    corrections integer NOT NULL CHECK (corrections >= 0)
);

-- Where its figures come from.
CREATE TABLE source (
    -- short name: ec2-shop
    id text COLLATE "C" NOT NULL PRIMARY KEY CHECK (id <> ''),
    -- its place in the order of the files
    position integer NOT NULL UNIQUE,
    -- project, commit and file
    source text NOT NULL,
    used_for text NOT NULL,
    date text NOT NULL,
    licence text NOT NULL
);

-- Its regions, with how many offers each has.
CREATE TABLE region (
    -- us-east-1
    code text COLLATE "C" NOT NULL PRIMARY KEY CHECK (code <> ''),
    -- US East (N. Virginia)
    location text NOT NULL CHECK (location <> ''),
    -- date and source of the on-demand prices
    on_demand_as_of text NOT NULL,
    on_demand_source text COLLATE "C" NOT NULL REFERENCES source (id),
    -- whether it is known which types are not on offer
    availability_known boolean NOT NULL,
    -- on-demand prices that are published, and estimated
    published integer NOT NULL CHECK (published >= 0),
    estimated integer NOT NULL CHECK (estimated >= 0),
    -- offers without a price
    unpriced integer NOT NULL CHECK (unpriced >= 0),
    -- spot savings, and offers with rates of commitments
    spot integer NOT NULL CHECK (spot >= 0),
    reserved integer NOT NULL CHECK (reserved >= 0)
);

-- Regions that exist, and of which no price is known: they can be named, not planned in.
CREATE TABLE unpriced_region (
    code text COLLATE "C" NOT NULL PRIMARY KEY CHECK (code <> ''),
    location text NOT NULL CHECK (location <> '')
);

-- Editions, of the current catalogue and of others that something refers to.
CREATE TABLE edition (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- SHA-256 of the content, uncompressed: names the edition, and shows damage when it is read
    hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    -- version of the catalogue: 2026-11-23.1
    version text NOT NULL CHECK (version ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[1-9][0-9]*$'),
    -- us-east-1
    region text COLLATE "C" NOT NULL CHECK (region <> ''),
    -- the bytes of model::catalog::wire, compressed with brotli, so Postgres need not try
    content bytea NOT NULL CHECK (octet_length(content) > 0)
);

-- The editions of the current catalogue.
CREATE TABLE catalog_edition (
    edition_id bigint NOT NULL PRIMARY KEY REFERENCES edition (id)
);

ALTER TABLE edition ALTER COLUMN content SET STORAGE EXTERNAL;

-- Tells all servers that another catalogue is current, once that is committed.
CREATE FUNCTION tell_catalog() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('berth', 'catalog');
    RETURN NULL;
END $$;

CREATE TRIGGER catalog_comes AFTER INSERT ON catalog EXECUTE FUNCTION tell_catalog();
