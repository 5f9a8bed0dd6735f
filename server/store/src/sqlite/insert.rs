//! The rows of a catalogue on their way into the store.
//!
//! They go in as one JSON array a statement: 37,000 rows one by one would take seconds.

use super::names::{ACCELERATORS, ARCHITECTURES, ATTACHMENT_KINDS, HYPERVISORS, method, word};
use crate::catalog::Progress;
use catalog_files::{Figures, RegionFigures};
use model::catalog::instance_type::InstanceType;
use model::catalog::{Estimate, PriceKind};
use serde::Serialize;
use sqlx::SqliteConnection;

/// Replaces the current catalogue and gives the row of the new one. Editions are for others to make.
pub(super) async fn replace(
    connection: &mut SqliteConnection,
    figures: &Figures,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<i64, sqlx::Error> {
    sqlx::query("DELETE FROM catalog").execute(&mut *connection).await?;
    let catalog = insert_catalog(connection, figures).await?;
    insert_sources(connection, catalog, figures).await?;
    insert_regions(connection, catalog, figures).await?;
    insert_unpriced_regions(connection, catalog, figures).await?;
    insert_types(connection, catalog, figures).await?;
    insert_corrections(connection, catalog, figures).await?;
    insert_history(connection, catalog, figures).await?;
    progress(Progress::Types { types: figures.types.len() });
    for (done, region) in figures.regions.iter().enumerate() {
        insert_prices(connection, catalog, figures, region).await?;
        let code = region.region.code.clone();
        progress(Progress::Region { code, done: done + 1, of: figures.regions.len() });
    }
    Ok(catalog)
}

async fn insert_catalog(connection: &mut SqliteConnection, figures: &Figures) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO catalog (version, content_hash, spot_as_of, loaded_at, is_current)
         VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 1) RETURNING id",
    )
    .bind(figures.version.to_string())
    .bind(&figures.content_hash)
    .bind(&figures.spot_as_of)
    .fetch_one(connection)
    .await
}

async fn insert_sources(connection: &mut SqliteConnection, catalog: i64, figures: &Figures) -> Result<(), sqlx::Error> {
    let sources = figures.sources.iter().enumerate();
    let rows = json(sources.map(|(at, s)| (&s.id, at, &s.source, &s.used_for, &s.date, &s.licence)))?;
    insert(
        connection,
        "INSERT INTO source (catalog_id, id, position, source, used_for, date, licence)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?2)",
        catalog,
        rows,
    )
    .await
}

async fn insert_regions(connection: &mut SqliteConnection, catalog: i64, figures: &Figures) -> Result<(), sqlx::Error> {
    let rows = json(figures.regions.iter().map(|figures| {
        let region = &figures.region;
        let known = region.availability_known;
        (&region.code, &region.location, &region.on_demand_as_of, &figures.on_demand_source, known)
    }))?;
    insert(
        connection,
        "INSERT INTO region (catalog_id, code, location, on_demand_as_of, on_demand_source, availability_known)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?2)",
        catalog,
        rows,
    )
    .await
}

async fn insert_unpriced_regions(
    connection: &mut SqliteConnection,
    catalog: i64,
    figures: &Figures,
) -> Result<(), sqlx::Error> {
    let rows = json(figures.unpriced_regions.iter().map(|region| (&region.code, &region.location)))?;
    insert(
        connection,
        "INSERT INTO unpriced_region (catalog_id, code, location) SELECT ?1, value->>0, value->>1 FROM json_each(?2)",
        catalog,
        rows,
    )
    .await
}

async fn insert_types(connection: &mut SqliteConnection, catalog: i64, figures: &Figures) -> Result<(), sqlx::Error> {
    insert(
        connection,
        "INSERT INTO instance_type (catalog_id, name, vcpu, memory_mib, arch, hypervisor, burstable,
             current_generation, enis, enis_all_cards, enis_max_pods, ipv4_per_eni, ipv6, network_performance,
             baseline_mbps, peak_mbps, ebs_slots, ebs_slots_kind, local_nvme_gb, gpu_count, gpu_name,
             accelerator, encryption_in_transit, branch_enis, in_2018)
         SELECT ?1, value->>'name', value->>'vcpu', value->>'memory_mib', value->>'arch', value->>'hypervisor',
             value->>'burstable', value->>'current_generation', value->>'enis', value->>'enis_all_cards',
             value->>'enis_max_pods', value->>'ipv4_per_eni', value->>'ipv6', value->>'network_performance',
             value->>'baseline_mbps', value->>'peak_mbps', value->>'ebs_slots', value->>'ebs_slots_kind',
             value->>'local_nvme_gb', value->>'gpu_count', value->>'gpu_name', value->>'accelerator',
             value->>'encryption_in_transit', value->>'branch_enis', value->>'in_2018'
         FROM json_each(?2)",
        catalog,
        json(figures.types.iter().map(TypeRow::new))?,
    )
    .await
}

async fn insert_corrections(
    connection: &mut SqliteConnection,
    catalog: i64,
    figures: &Figures,
) -> Result<(), sqlx::Error> {
    let corrections = figures.corrections.iter();
    let rows = json(corrections.map(|c| (&c.instance_type, c.field.name(), &c.published, &c.used, &c.why, &c.source)))?;
    insert(
        connection,
        "INSERT INTO correction (catalog_id, instance_type, field, published, used, why, source)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?2)",
        catalog,
        rows,
    )
    .await
}

async fn insert_history(connection: &mut SqliteConnection, catalog: i64, figures: &Figures) -> Result<(), sqlx::Error> {
    let rows =
        json(figures.history.iter().map(|t| {
            (&t.name, t.vcpu, t.memory.0, t.enis, t.ipv4_per_eni, t.hourly.map(|price| price.0), t.in_vpc_cni)
        }))?;
    insert(
        connection,
        "INSERT INTO history_2018 (catalog_id, name, vcpu, memory_mib, enis, ipv4_per_eni, micro_usd_per_hour, in_vpc_cni)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6 FROM json_each(?2)",
        catalog,
        rows,
    )
    .await
}

/// A region's offers: on-demand prices, offers without one, spot savings, commitments.
async fn insert_prices(
    connection: &mut SqliteConnection,
    catalog: i64,
    figures: &Figures,
    region: &RegionFigures,
) -> Result<(), sqlx::Error> {
    let offers = || figures.types.iter().map(|t| &t.name).zip(&region.offers);
    let on_demand = offers().filter_map(|(name, offer)| {
        let price = offer.on_demand.as_ref()?;
        let (method, basis) = estimate(&price.kind);
        let own = price.as_of.as_deref().and_then(|date| Some((figures.source_dated(date)?, date)));
        let (source, as_of) = own.unwrap_or((&region.on_demand_source, &region.region.on_demand_as_of));
        Some((name, price.hourly.0, method, basis, source, as_of))
    });
    sqlx::query(
        "INSERT INTO price_on_demand (catalog_id, instance_type, region, micro_usd_per_hour, kind, method,
             basis_family, source, as_of)
         SELECT ?1, value->>0, ?2, value->>1, iif(value->>2 IS NULL, 'published', 'estimated'), value->>2, value->>3,
             value->>4, value->>5
         FROM json_each(?3)",
    )
    .bind(catalog)
    .bind(&region.region.code)
    .bind(json(on_demand)?)
    .execute(&mut *connection)
    .await?;

    let unpriced = offers().filter(|(_, offer)| offer.offered && offer.on_demand.is_none()).map(|(name, _)| name);
    sqlx::query(
        "INSERT INTO offer_unpriced (catalog_id, instance_type, region) SELECT ?1, value, ?2 FROM json_each(?3)",
    )
    .bind(catalog)
    .bind(&region.region.code)
    .bind(json(unpriced)?)
    .execute(&mut *connection)
    .await?;

    let dated = figures.spot_of(region);
    let spot = offers().filter_map(|(name, offer)| Some((name, offer.spot_savings?.0)));
    sqlx::query(
        "INSERT INTO price_spot (catalog_id, instance_type, region, savings_bp, source, as_of)
         SELECT ?1, value->>0, ?2, value->>1, ?3, ?4 FROM json_each(?5)",
    )
    .bind(catalog)
    .bind(&region.region.code)
    .bind(dated.source)
    .bind(dated.as_of)
    .bind(json(spot)?)
    .execute(&mut *connection)
    .await?;
    insert_rates(connection, catalog, figures, region).await
}

async fn insert_rates(
    connection: &mut SqliteConnection,
    catalog: i64,
    figures: &Figures,
    region: &RegionFigures,
) -> Result<(), sqlx::Error> {
    let dated = figures.reserved_of(region);
    let offers = figures.types.iter().map(|t| &t.name).zip(&region.offers);
    let rates = offers.filter_map(|(name, offer)| Some((name, offer.reserved.as_deref()?)));
    let rows = json(rates.map(|(name, rates)| (name, rates.map(|rate| rate.map(|rate| rate.0)))))?;
    sqlx::query(
        "INSERT INTO price_reserved (catalog_id, instance_type, region, standard_1y, standard_3y, convertible_1y,
             convertible_3y, source, as_of)
         SELECT ?1, value->>0, ?2, value->>'$[1][0]', value->>'$[1][1]', value->>'$[1][2]', value->>'$[1][3]', ?3, ?4
         FROM json_each(?5)",
    )
    .bind(catalog)
    .bind(&region.region.code)
    .bind(dated.source)
    .bind(dated.as_of)
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert(
    connection: &mut SqliteConnection,
    sql: &'static str,
    catalog: i64,
    rows: String,
) -> Result<(), sqlx::Error> {
    sqlx::query(sql).bind(catalog).bind(rows).execute(connection).await?;
    Ok(())
}

fn json<T: Serialize>(rows: impl Iterator<Item = T>) -> Result<String, sqlx::Error> {
    let rows: Vec<T> = rows.collect();
    serde_json::to_string(&rows).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// Method and basis family of an estimate; neither for a published price.
fn estimate(kind: &PriceKind) -> (Option<&'static str>, Option<&str>) {
    match kind {
        PriceKind::Published => (None, None),
        PriceKind::Estimated(Estimate::SameFamily) => (Some(method::SAME_FAMILY), None),
        PriceKind::Estimated(Estimate::NearFamily(basis)) => (Some(method::NEAR_FAMILY), Some(basis)),
        PriceKind::Estimated(Estimate::PriceCut) => (Some(method::PRICE_CUT), None),
    }
}

/// A row of `instance_type`, named as its columns.
#[derive(Serialize)]
struct TypeRow<'a> {
    name: &'a str,
    vcpu: u32,
    memory_mib: u32,
    arch: Option<&'static str>,
    hypervisor: Option<&'static str>,
    burstable: bool,
    current_generation: bool,
    enis: u32,
    enis_all_cards: u32,
    enis_max_pods: Option<u32>,
    ipv4_per_eni: u32,
    ipv6: bool,
    network_performance: &'a str,
    baseline_mbps: u32,
    peak_mbps: u32,
    ebs_slots: u32,
    ebs_slots_kind: Option<&'static str>,
    local_nvme_gb: u32,
    gpu_count: u32,
    gpu_name: Option<&'a str>,
    accelerator: Option<&'static str>,
    encryption_in_transit: bool,
    branch_enis: Option<u32>,
    in_2018: bool,
}

impl<'a> TypeRow<'a> {
    fn new(t: &'a InstanceType) -> TypeRow<'a> {
        TypeRow {
            name: &t.name,
            vcpu: t.vcpu,
            memory_mib: t.memory.0,
            arch: word(&ARCHITECTURES, &t.arch),
            hypervisor: word(&HYPERVISORS, &t.hypervisor),
            burstable: t.burstable,
            current_generation: t.current_generation,
            enis: t.enis,
            enis_all_cards: t.enis_all_cards,
            enis_max_pods: t.enis_max_pods,
            ipv4_per_eni: t.ipv4_per_eni,
            ipv6: t.ipv6,
            network_performance: &t.network_performance,
            baseline_mbps: t.baseline.0,
            peak_mbps: t.peak.0,
            ebs_slots: t.attachments.slots,
            ebs_slots_kind: word(&ATTACHMENT_KINDS, &t.attachments.kind),
            local_nvme_gb: t.local_nvme_gb,
            gpu_count: t.gpu_count,
            gpu_name: Some(t.gpu_name.as_str()).filter(|name| !name.is_empty()),
            accelerator: t.accelerator.as_ref().and_then(|kind| word(&ACCELERATORS, kind)),
            encryption_in_transit: t.encryption_in_transit,
            branch_enis: t.branch_enis,
            in_2018: t.in_2018,
        }
    }
}
