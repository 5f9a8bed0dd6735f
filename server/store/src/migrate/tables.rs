//! The tables, in an order in which each finds what it refers to.

/// A table, and how each side reads and writes it.
pub(super) struct Table {
    /// What its rows are, in the plural.
    pub what: &'static str,
    /// How many columns.
    pub columns: usize,
    /// Reads all rows of the file as text, in an order that both sides have.
    pub read: &'static str,
    /// Writes rows to the database, an array of text for each column.
    pub write: &'static str,
    /// Reads all rows of the database as `read` does those of the file.
    pub read_back: &'static str,
}

/// All that a store keeps. Of the tables in which a file makes its editions, a database needs what is counted in them.
pub(super) const TABLES: [Table; 10] = [
    Table {
        what: "editions",
        columns: 4,
        read: "SELECT hex(hash), version, region, hex(content) FROM edition ORDER BY hash",
        write: "INSERT INTO edition (hash, version, region, content)
            SELECT decode(a, 'hex'), b, c, decode(d, 'hex')
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (a, b, c, d)",
        read_back: "SELECT upper(encode(hash, 'hex')), version, region, upper(encode(content, 'hex'))
            FROM edition ORDER BY hash",
    },
    Table {
        what: "catalogues",
        columns: 7,
        read: "SELECT version, content_hash, spot_as_of, loaded_at,
                CAST((SELECT count(*) FROM instance_type WHERE catalog_id = catalog.id) AS TEXT),
                CAST((SELECT count(*) FROM history_2018 WHERE catalog_id = catalog.id) AS TEXT),
                CAST((SELECT count(*) FROM correction WHERE catalog_id = catalog.id) AS TEXT)
            FROM catalog WHERE is_current = 1",
        write: "INSERT INTO catalog (version, content_hash, spot_as_of, loaded_at, instance_types, history_2018, corrections)
            SELECT a, b, c, d, e::integer, f::integer, g::integer
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                AS new (a, b, c, d, e, f, g)",
        read_back: "SELECT version, content_hash, spot_as_of, loaded_at, instance_types::text, history_2018::text,
                corrections::text
            FROM catalog",
    },
    Table {
        what: "sources",
        columns: 6,
        read: "SELECT source.id, CAST(position AS TEXT), source, used_for, date, licence
            FROM source JOIN catalog ON catalog.id = catalog_id AND is_current = 1 ORDER BY source.id",
        write: "INSERT INTO source (id, position, source, used_for, date, licence)
            SELECT a, b::integer, c, d, e, f
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                AS new (a, b, c, d, e, f)",
        read_back: "SELECT id, position::text, source, used_for, date, licence FROM source ORDER BY id",
    },
    Table {
        what: "regions",
        columns: 10,
        read: "SELECT code, location, on_demand_as_of, on_demand_source,
                CASE availability_known WHEN 1 THEN 'true' ELSE 'false' END,
                CAST((SELECT count(*) FROM price_on_demand AS price WHERE price.catalog_id = region.catalog_id
                    AND price.region = code AND kind = 'published') AS TEXT),
                CAST((SELECT count(*) FROM price_on_demand AS price WHERE price.catalog_id = region.catalog_id
                    AND price.region = code AND kind = 'estimated') AS TEXT),
                CAST((SELECT count(*) FROM offer_unpriced AS offer WHERE offer.catalog_id = region.catalog_id
                    AND offer.region = code) AS TEXT),
                CAST((SELECT count(*) FROM price_spot AS price WHERE price.catalog_id = region.catalog_id
                    AND price.region = code) AS TEXT),
                CAST((SELECT count(*) FROM price_reserved AS price WHERE price.catalog_id = region.catalog_id
                    AND price.region = code) AS TEXT)
            FROM region JOIN catalog ON catalog.id = catalog_id AND is_current = 1 ORDER BY code",
        write: "INSERT INTO region (code, location, on_demand_as_of, on_demand_source, availability_known, published,
                estimated, unpriced, spot, reserved)
            SELECT a, b, c, d, e::boolean, f::integer, g::integer, h::integer, i::integer, j::integer
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[]) AS new (a, b, c, d, e, f, g, h, i, j)",
        read_back: "SELECT code, location, on_demand_as_of, on_demand_source, availability_known::text, published::text,
                estimated::text, unpriced::text, spot::text, reserved::text
            FROM region ORDER BY code",
    },
    Table {
        what: "regions without prices",
        columns: 2,
        read: "SELECT code, location
            FROM unpriced_region JOIN catalog ON catalog.id = catalog_id AND is_current = 1 ORDER BY code",
        write: "INSERT INTO unpriced_region (code, location)
            SELECT a, b FROM unnest($1::text[], $2::text[]) AS new (a, b)",
        read_back: "SELECT code, location FROM unpriced_region ORDER BY code",
    },
    Table {
        what: "editions of the current catalogue",
        columns: 1,
        read: "SELECT hex(hash) FROM catalog_edition JOIN edition ON edition.id = edition_id ORDER BY hash",
        write: "INSERT INTO catalog_edition (edition_id)
            SELECT id FROM unnest($1::text[]) AS new (a) JOIN edition ON hash = decode(a, 'hex')",
        read_back: "SELECT upper(encode(hash, 'hex'))
            FROM catalog_edition JOIN edition ON edition.id = edition_id ORDER BY hash",
    },
    Table {
        what: "saved scenarios",
        columns: 11,
        read: "SELECT saved.id, query, title, note, parent, hex(hash), CAST(model_version AS TEXT), decided, hex(token_hash),
                CAST(created_at AS TEXT), CAST(expires_at AS TEXT)
            FROM saved JOIN edition ON edition.id = edition_id ORDER BY saved.rowid",
        write: "INSERT INTO saved (id, query, title, note, parent, edition_id, model_version, decided, token_hash, created_at,
                expires_at)
            SELECT a, b, c, d, e, edition.id, g::bigint, h, decode(i, 'hex'), j::bigint, k::bigint
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::text[]) WITH ORDINALITY AS new (a, b, c, d, e, f, g, h, i, j, k, place)
            JOIN edition ON hash = decode(f, 'hex') ORDER BY place",
        read_back: "SELECT saved.id, query, title, note, parent, upper(encode(hash, 'hex')), model_version::text, decided,
                upper(encode(token_hash, 'hex')), created_at::text, expires_at::text
            FROM saved JOIN edition ON edition.id = edition_id ORDER BY number",
    },
    Table {
        what: "rooms",
        columns: 6,
        read: "SELECT id, code, CAST(opened_at AS TEXT), CAST(last_at AS TEXT), CAST(events AS TEXT), saved_id
            FROM room ORDER BY id",
        write: "INSERT INTO room (id, code, opened_at, last_at, events, saved_id)
            SELECT a, b, c::bigint, d::bigint, e::bigint, f
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                AS new (a, b, c, d, e, f)",
        read_back: "SELECT id, code, opened_at::text, last_at::text, events::text, saved_id FROM room ORDER BY id",
    },
    Table {
        what: "events of rooms",
        columns: 3,
        read: "SELECT id, CAST(room_event.number AS TEXT), content
            FROM room_event JOIN room ON room.number = room ORDER BY id, room_event.number",
        write: "INSERT INTO room_event (room, number, content)
            SELECT room.number, b::bigint, c
            FROM unnest($1::text[], $2::text[], $3::text[]) AS new (a, b, c) JOIN room ON room.id = a",
        read_back: "SELECT id, room_event.number::text, content
            FROM room_event JOIN room ON room.number = room ORDER BY id, room_event.number",
    },
    Table {
        what: "records that follow others",
        columns: 2,
        read: "SELECT earlier, later FROM superseded ORDER BY earlier, later",
        write: "INSERT INTO superseded (earlier, later) SELECT a, b FROM unnest($1::text[], $2::text[]) AS new (a, b)",
        read_back: "SELECT earlier, later FROM superseded ORDER BY earlier, later",
    },
];
