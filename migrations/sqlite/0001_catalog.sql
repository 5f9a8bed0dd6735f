-- The catalogue: what EC2 offers, and what it costs.
--
-- Rows belong to a catalogue, a versioned set of figures that is loaded as a whole and never changed.
-- Deleting a catalogue deletes its rows and nothing else. Names are the keys, as AWS gives them:
-- `us-east-1`, `m5.large`. Units stand in the names of columns: mib = 2^20 bytes, mbps = megabits per
-- second, bp = hundredths of a per cent, micro_usd = millionths of a US dollar. Booleans are 0 and 1.
-- Dates are ISO 8601. NULL always means unknown or none, as the column says; unknown is never 0.

CREATE TABLE catalog (
    id INTEGER PRIMARY KEY,
    -- date with a serial: 2026-11-23.1
    version TEXT NOT NULL CHECK (version GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].[1-9]*'),
    -- SHA-256 of the files in hex: tells apart two contents under one version
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    -- date of the spot savings
    spot_as_of TEXT NOT NULL CHECK (spot_as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- when it was loaded, UTC, to the second: 2026-11-23T05:18:00Z
    loaded_at TEXT NOT NULL CHECK (length(loaded_at) = 20),
    -- 1 for the catalogue that plans read
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    UNIQUE (version, content_hash)
) STRICT;

-- at most one catalogue is current
CREATE UNIQUE INDEX catalog_current ON catalog (is_current) WHERE is_current = 1;

-- Where figures come from.
CREATE TABLE source (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    -- short name: ec2-shop
    id TEXT NOT NULL CHECK (id <> ''),
    -- place in the list of sources, from 0
    position INTEGER NOT NULL CHECK (position >= 0),
    -- project, commit and file
    source TEXT NOT NULL CHECK (source <> ''),
    -- the figures taken from it, in words
    used_for TEXT NOT NULL,
    -- date or dates of the figures, as far as known: free text, `2026-10` is one
    date TEXT NOT NULL,
    -- licence of the figures, in words
    licence TEXT NOT NULL,
    PRIMARY KEY (catalog_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE region (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    -- us-east-1
    code TEXT NOT NULL CHECK (code <> ''),
    -- name on the price list: US East (N. Virginia)
    location TEXT NOT NULL CHECK (location <> ''),
    -- date of the published on-demand prices
    on_demand_as_of TEXT NOT NULL CHECK (on_demand_as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- source of the published on-demand prices
    on_demand_source TEXT NOT NULL,
    -- 1 where the list of types on offer is known; 0 where only a price shows that a type is on offer
    availability_known INTEGER NOT NULL CHECK (availability_known IN (0, 1)),
    PRIMARY KEY (catalog_id, code),
    FOREIGN KEY (catalog_id, on_demand_source) REFERENCES source (catalog_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- One row for each type, as EC2 publishes it; corrected figures are in already, see `correction`.
CREATE TABLE instance_type (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    -- m5.large
    name TEXT NOT NULL CHECK (name LIKE '_%._%'),
    -- virtual CPUs by default
    vcpu INTEGER NOT NULL CHECK (vcpu BETWEEN 1 AND 4096),
    -- memory before any overhead
    memory_mib INTEGER NOT NULL CHECK (memory_mib BETWEEN 1 AND 134217728),
    -- mac: a Mac host of either architecture, never a node
    arch TEXT NOT NULL CHECK (arch IN ('x86_64', 'arm64', 'mac')),
    hypervisor TEXT NOT NULL CHECK (hypervisor IN ('nitro', 'xen', 'bare-metal')),
    -- 1 where CPU is earned in credits
    burstable INTEGER NOT NULL CHECK (burstable IN (0, 1)),
    -- AWS's own mark
    current_generation INTEGER NOT NULL CHECK (current_generation IN (0, 1)),
    -- ENIs of the default network card
    enis INTEGER NOT NULL CHECK (enis BETWEEN 1 AND 1000),
    -- ENIs of all network cards
    enis_all_cards INTEGER NOT NULL CHECK (enis_all_cards BETWEEN enis AND 1000),
    -- ENIs in AWS's published max-pods; NULL: the same as `enis`
    enis_max_pods INTEGER CHECK (enis_max_pods BETWEEN 1 AND 1000),
    -- IPv4 addresses of one ENI, the primary one included
    ipv4_per_eni INTEGER NOT NULL CHECK (ipv4_per_eni BETWEEN 1 AND 1000),
    -- 1 where the type takes IPv6 addresses
    ipv6 INTEGER NOT NULL CHECK (ipv6 IN (0, 1)),
    -- bandwidth as AWS words it: Up to 10 Gigabit
    network_performance TEXT NOT NULL CHECK (network_performance <> ''),
    -- bandwidth that can be held all day
    baseline_mbps INTEGER NOT NULL CHECK (baseline_mbps BETWEEN 1 AND 100000000),
    -- bandwidth in a burst
    peak_mbps INTEGER NOT NULL CHECK (peak_mbps BETWEEN baseline_mbps AND 100000000),
    -- most EBS volumes, the root volume included
    ebs_slots INTEGER NOT NULL CHECK (ebs_slots BETWEEN 1 AND 1000),
    -- shared: each ENI beyond the first takes one of the slots
    ebs_slots_kind TEXT NOT NULL CHECK (ebs_slots_kind IN ('shared', 'dedicated')),
    -- NVMe instance store in GB of 10^9 bytes; 0: it has none
    local_nvme_gb INTEGER NOT NULL CHECK (local_nvme_gb BETWEEN 0 AND 10000000),
    -- GPUs; 0: it has none, or AWS gives no count for its accelerators
    gpu_count INTEGER NOT NULL CHECK (gpu_count BETWEEN 0 AND 1000),
    -- NULL: no GPU
    gpu_name TEXT CHECK (gpu_name <> ''),
    -- NULL: no accelerator
    accelerator TEXT CHECK (accelerator IN ('gpu', 'neuron', 'fpga', 'media', 'inference')),
    -- 1 where traffic between such types is encrypted by the Nitro card
    encryption_in_transit INTEGER NOT NULL CHECK (encryption_in_transit IN (0, 1)),
    -- branch ENIs for security groups for pods; 0: no trunk ENI; NULL: not published
    branch_enis INTEGER CHECK (branch_enis BETWEEN 0 AND 1000),
    -- 1 where VPC CNI v1.3.0 of November 2018 lists it
    in_2018 INTEGER NOT NULL CHECK (in_2018 IN (0, 1)),
    PRIMARY KEY (catalog_id, name)
) STRICT, WITHOUT ROWID;

-- Published figures that are wrong for Berth's purpose, and what stands in `instance_type` instead.
CREATE TABLE correction (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    instance_type TEXT NOT NULL,
    -- the figure, by its name in the catalogue's files
    field TEXT NOT NULL CHECK (field IN ('ebs_attachment_type', 'ebs_max_attachments', 'enis_max_pods')),
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

-- On-demand prices: Linux, shared tenancy, no pre-installed software, no tax, no EBS.
-- The key leads with the type so that deleting a type finds its prices by the key.
CREATE TABLE price_on_demand (
    catalog_id INTEGER NOT NULL,
    instance_type TEXT NOT NULL,
    region TEXT NOT NULL,
    -- per hour; at most $10,000
    micro_usd_per_hour INTEGER NOT NULL CHECK (micro_usd_per_hour BETWEEN 1 AND 10000000000),
    -- published: on the source's price list. estimated: on no list, see `method`
    kind TEXT NOT NULL CHECK (kind IN ('published', 'estimated')),
    -- NULL: published.
    -- same-family: us-east-1 price times the region's ratio of the family.
    -- near-family: the same with the ratio of `basis_family`.
    -- price-cut: older published price times a price cut seen in us-east-1.
    method TEXT CHECK (method IN ('same-family', 'near-family', 'price-cut')),
    -- family whose ratio was used; NULL: not near-family
    basis_family TEXT CHECK (basis_family <> ''),
    -- where the price is published; for an estimate, the region's prices that it rests on
    source TEXT NOT NULL,
    -- date of the source's figures
    as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (catalog_id, instance_type, region),
    FOREIGN KEY (catalog_id, instance_type) REFERENCES instance_type (catalog_id, name) ON DELETE CASCADE,
    FOREIGN KEY (catalog_id, region) REFERENCES region (catalog_id, code) ON DELETE CASCADE,
    FOREIGN KEY (catalog_id, source) REFERENCES source (catalog_id, id) ON DELETE CASCADE,
    CHECK ((kind = 'estimated') = (method IS NOT NULL)),
    CHECK ((method IS NOT NULL AND method = 'near-family') = (basis_family IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Types on offer of which no price is known, not even an estimate. A pair of type and region stands
-- here, or in price_on_demand, or is not on offer.
CREATE TABLE offer_unpriced (
    catalog_id INTEGER NOT NULL,
    instance_type TEXT NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (catalog_id, instance_type, region),
    FOREIGN KEY (catalog_id, instance_type) REFERENCES instance_type (catalog_id, name) ON DELETE CASCADE,
    FOREIGN KEY (catalog_id, region) REFERENCES region (catalog_id, code) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Spot savings: the Spot Advisor's average over the region. Spot prices are derived, see `price`.
CREATE TABLE price_spot (
    catalog_id INTEGER NOT NULL,
    instance_type TEXT NOT NULL,
    region TEXT NOT NULL,
    -- share of the on-demand price that is saved
    savings_bp INTEGER NOT NULL CHECK (savings_bp BETWEEN 0 AND 9999),
    -- where the savings come from
    source TEXT NOT NULL,
    -- date of the savings
    as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    PRIMARY KEY (catalog_id, instance_type, region),
    FOREIGN KEY (catalog_id, instance_type, region)
        REFERENCES price_on_demand (catalog_id, instance_type, region) ON DELETE CASCADE,
    FOREIGN KEY (catalog_id, source) REFERENCES source (catalog_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Every price per hour with its kind, source and date. A spot price is derived: the on-demand price
-- less the savings, rounded half up to a micro-dollar.
CREATE VIEW price AS
SELECT catalog_id, region, instance_type, 'on-demand' AS purchase, micro_usd_per_hour, kind, method, basis_family,
    NULL AS savings_bp, source, as_of
FROM price_on_demand
UNION ALL
SELECT spot.catalog_id, spot.region, spot.instance_type, 'spot',
    (list.micro_usd_per_hour * (10000 - spot.savings_bp) + 5000) / 10000, 'derived', list.method, list.basis_family,
    spot.savings_bp, spot.source, spot.as_of
FROM price_spot AS spot
JOIN price_on_demand AS list USING (catalog_id, instance_type, region);

-- The types of 28 and 29 November 2018 with the limits and us-east-1 prices of their day.
CREATE TABLE history_2018 (
    catalog_id INTEGER NOT NULL REFERENCES catalog (id) ON DELETE CASCADE,
    -- t2.large
    name TEXT NOT NULL CHECK (name LIKE '_%._%'),
    vcpu INTEGER NOT NULL CHECK (vcpu BETWEEN 1 AND 4096),
    memory_mib INTEGER NOT NULL CHECK (memory_mib BETWEEN 1 AND 134217728),
    enis INTEGER NOT NULL CHECK (enis BETWEEN 1 AND 1000),
    -- IPv4 addresses of one ENI, the primary one included
    ipv4_per_eni INTEGER NOT NULL CHECK (ipv4_per_eni BETWEEN 1 AND 1000),
    -- on-demand price per hour in us-east-1; NULL: sold by reservation only
    micro_usd_per_hour INTEGER CHECK (micro_usd_per_hour BETWEEN 1 AND 10000000000),
    -- 1 where VPC CNI v1.3.0 lists it
    in_vpc_cni INTEGER NOT NULL CHECK (in_vpc_cni IN (0, 1)),
    PRIMARY KEY (catalog_id, name)
) STRICT, WITHOUT ROWID;
