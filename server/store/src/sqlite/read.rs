//! Reading a catalogue's rows as the model needs it: one [`Catalog`] a region.
//!
//! Regions are read from stores of before migration 3 only, which knew no commitments: later ones have editions.

use super::file::SqliteStore;
use super::names::{ACCELERATORS, ARCHITECTURES, ATTACHMENT_KINDS, HYPERVISORS, meaning, method};
use crate::error::StoreError;
use catalog_files::{CorrectedField, Correction};
use model::catalog::instance_type::{Attachments, InstanceType};
use model::catalog::launch::Marks;
use model::catalog::{Catalog, Estimate, HistoryType, Offer, OnDemand, PriceKind, Region, UnpricedRegion};
use model::units::{BasisPoints, Mbps, Mib, MicroUsd};
use serde::Deserialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use std::collections::HashMap;
use std::sync::Arc;

/// A catalogue's own row.
pub(super) struct CatalogRow {
    pub id: i64,
    pub version: String,
    pub content_hash: String,
    pub spot_as_of: String,
    pub loaded_at: String,
}

/// Why a row cannot be read.
pub(super) enum RowError {
    Sql(sqlx::Error),
    Unknown { what: &'static str, value: String },
}

impl SqliteStore {
    /// What was corrected in the current catalogue, by type and field.
    pub async fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        let current = self.current_row(&mut transaction).await?;
        corrections(&mut transaction, current.id).await.map_err(|error| self.unreadable(error))
    }

    /// The row of the current catalogue.
    pub(super) async fn current_row(&self, connection: &mut SqliteConnection) -> Result<CatalogRow, StoreError> {
        let row = current(connection).await.map_err(|error| self.failed(error))?;
        row.ok_or_else(|| StoreError::NoCatalog { store: self.path.as_path().into() })
    }

    /// An error of a row as a sentence about this store.
    pub(super) fn unreadable(&self, error: RowError) -> StoreError {
        match error {
            RowError::Sql(error) => self.failed(error),
            RowError::Unknown { what, value } => self.unknown(what, &value),
        }
    }
}

/// The row of the current catalogue, if there is one.
pub(super) async fn current(connection: &mut SqliteConnection) -> Result<Option<CatalogRow>, sqlx::Error> {
    let sql = "SELECT id, version, content_hash, spot_as_of, loaded_at FROM catalog WHERE is_current = 1";
    let row = sqlx::query(sql).fetch_optional(connection).await?;
    row.map(|row| CatalogRow::new(&row)).transpose()
}

/// The row of a catalogue.
pub(super) async fn by_id(connection: &mut SqliteConnection, id: i64) -> Result<CatalogRow, sqlx::Error> {
    let sql = "SELECT id, version, content_hash, spot_as_of, loaded_at FROM catalog WHERE id = ?1";
    CatalogRow::new(&sqlx::query(sql).bind(id).fetch_one(connection).await?)
}

impl CatalogRow {
    /// Reads id, version, hash of the content, date of the spot savings, time of loading.
    fn new(row: &SqliteRow) -> Result<CatalogRow, sqlx::Error> {
        Ok(CatalogRow {
            id: row.try_get(0)?,
            version: row.try_get(1)?,
            content_hash: row.try_get(2)?,
            spot_as_of: row.try_get(3)?,
            loaded_at: row.try_get(4)?,
        })
    }
}

/// All regions of a catalogue, in code order.
pub(super) async fn catalogs(connection: &mut SqliteConnection, row: &CatalogRow) -> Result<Vec<Catalog>, RowError> {
    let regions = regions(connection, row.id).await?;
    let types: Arc<[InstanceType]> = types(connection, row.id).await?.into();
    let history: Arc<[HistoryType]> = history(connection, row.id).await?.into();
    let mut offers = offers(connection, row.id, &types, &regions).await?;
    let catalog = |(at, region): (usize, Region)| Catalog {
        version: row.version.clone(),
        region,
        spot_as_of: row.spot_as_of.clone(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: types.clone(),
        offers: std::mem::take(&mut offers[at]),
        history: history.clone(),
    };
    Ok(regions.into_iter().enumerate().map(catalog).collect())
}

/// What a catalogue says of a region that it does not have: none of its types is on offer there.
pub(super) async fn catalog_without(
    connection: &mut SqliteConnection,
    row: &CatalogRow,
    region: &str,
) -> Result<Catalog, RowError> {
    let types: Arc<[InstanceType]> = types(connection, row.id).await?.into();
    Ok(Catalog {
        version: row.version.clone(),
        region: Region {
            code: region.to_owned(),
            location: region.to_owned(),
            on_demand_as_of: row.spot_as_of.clone(),
            availability_known: false,
        },
        spot_as_of: row.spot_as_of.clone(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        offers: vec![Offer::default(); types.len()],
        types,
        history: history(connection, row.id).await?.into(),
    })
}

async fn types(connection: &mut SqliteConnection, catalog: i64) -> Result<Vec<InstanceType>, RowError> {
    let rows = sqlx::query(
        "SELECT name, vcpu, memory_mib, arch, hypervisor, burstable, current_generation, enis, enis_all_cards,
             enis_max_pods, ipv4_per_eni, ipv6, network_performance, baseline_mbps, peak_mbps, ebs_slots,
             ebs_slots_kind, local_nvme_gb, gpu_count, gpu_name, accelerator, encryption_in_transit, branch_enis, in_2018
         FROM instance_type WHERE catalog_id = ?1 ORDER BY name",
    )
    .bind(catalog)
    .fetch_all(connection)
    .await?;
    rows.iter().map(instance_type).collect()
}

fn instance_type(row: &SqliteRow) -> Result<InstanceType, RowError> {
    let name: String = row.try_get(0)?;
    Ok(InstanceType {
        marks: Marks::of(&name),
        name,
        vcpu: row.try_get(1)?,
        memory: Mib(row.try_get(2)?),
        arch: named(&ARCHITECTURES, "architecture", row.try_get(3)?)?,
        hypervisor: named(&HYPERVISORS, "hypervisor", row.try_get(4)?)?,
        burstable: row.try_get(5)?,
        current_generation: row.try_get(6)?,
        enis: row.try_get(7)?,
        enis_all_cards: row.try_get(8)?,
        enis_max_pods: row.try_get(9)?,
        ipv4_per_eni: row.try_get(10)?,
        ipv6: row.try_get(11)?,
        network_performance: row.try_get(12)?,
        baseline: Mbps(row.try_get(13)?),
        peak: Mbps(row.try_get(14)?),
        attachments: Attachments {
            slots: row.try_get(15)?,
            kind: named(&ATTACHMENT_KINDS, "kind of attachment slots", row.try_get(16)?)?,
        },
        local_nvme_gb: row.try_get(17)?,
        gpu_count: row.try_get(18)?,
        gpu_name: row.try_get::<Option<String>, _>(19)?.unwrap_or_default(),
        accelerator: match row.try_get::<Option<&str>, _>(20)? {
            Some(text) => Some(named(&ACCELERATORS, "accelerator", text)?),
            None => None,
        },
        encryption_in_transit: row.try_get(21)?,
        branch_enis: row.try_get(22)?,
        in_2018: row.try_get(23)?,
        // came after the stores whose rows are read here
        efa: false,
        seen: None,
        work: None,
    })
}

async fn history(connection: &mut SqliteConnection, catalog: i64) -> Result<Vec<HistoryType>, RowError> {
    let rows = sqlx::query(
        "SELECT name, vcpu, memory_mib, enis, ipv4_per_eni, micro_usd_per_hour, in_vpc_cni
         FROM history_2018 WHERE catalog_id = ?1 ORDER BY name",
    )
    .bind(catalog)
    .fetch_all(connection)
    .await?;
    let history_type = |row: &SqliteRow| {
        Ok(HistoryType {
            name: row.try_get(0)?,
            vcpu: row.try_get(1)?,
            memory: Mib(row.try_get(2)?),
            enis: row.try_get(3)?,
            ipv4_per_eni: row.try_get(4)?,
            hourly: row.try_get::<Option<i64>, _>(5)?.map(micro_usd).transpose()?,
            in_vpc_cni: row.try_get(6)?,
        })
    };
    rows.iter().map(history_type).collect()
}

async fn regions(connection: &mut SqliteConnection, catalog: i64) -> Result<Vec<Region>, RowError> {
    let rows = sqlx::query(
        "SELECT code, location, on_demand_as_of, availability_known FROM region WHERE catalog_id = ?1 ORDER BY code",
    )
    .bind(catalog)
    .fetch_all(connection)
    .await?;
    let region = |row: &SqliteRow| {
        Ok(Region {
            code: row.try_get(0)?,
            location: row.try_get(1)?,
            on_demand_as_of: row.try_get(2)?,
            availability_known: row.try_get(3)?,
        })
    };
    rows.iter().map(region).collect()
}

/// For each region one offer for each type, both in the order given.
///
/// A type's offers come as one JSON array: 23,000 rows one by one take three times as long.
async fn offers(
    connection: &mut SqliteConnection,
    catalog: i64,
    types: &[InstanceType],
    regions: &[Region],
) -> Result<Vec<Vec<Offer>>, RowError> {
    let type_at: HashMap<&str, usize> = types.iter().enumerate().map(|(at, t)| (t.name.as_str(), at)).collect();
    let region_at: HashMap<&str, usize> = regions.iter().enumerate().map(|(at, r)| (r.code.as_str(), at)).collect();
    let mut offers = vec![vec![Offer::default(); types.len()]; regions.len()];
    let rows = sqlx::query(
        "SELECT list.instance_type, json_group_array(json_array(list.region, list.micro_usd_per_hour, list.method,
             list.basis_family, spot.savings_bp))
         FROM price_on_demand AS list LEFT JOIN price_spot AS spot USING (catalog_id, instance_type, region)
         WHERE list.catalog_id = ?1 GROUP BY list.instance_type
         UNION ALL
         SELECT instance_type, json_group_array(json_array(region, NULL, NULL, NULL, NULL))
         FROM offer_unpriced WHERE catalog_id = ?1 GROUP BY instance_type",
    )
    .bind(catalog)
    .fetch_all(connection)
    .await?;
    for row in &rows {
        let offered: Vec<Offered> = serde_json::from_str(row.try_get(1)?).map_err(sqlx::Error::decode)?;
        for offered in offered {
            // foreign keys make sure that both are known
            if let (Some(region), Some(t)) = (region_at.get(offered.0), type_at.get(row.try_get::<&str, _>(0)?)) {
                offers[*region][*t] = offer(&offered)?;
            }
        }
    }
    Ok(offers)
}

/// Region, micro-dollars per hour, method and basis family of an estimate, spot savings.
#[derive(Deserialize)]
struct Offered<'a>(&'a str, Option<u64>, Option<&'a str>, Option<&'a str>, Option<u32>);

fn offer(Offered(_, hourly, method, basis, savings): &Offered) -> Result<Offer, RowError> {
    let on_demand = match hourly {
        Some(hourly) => Some(OnDemand { hourly: MicroUsd(*hourly), kind: kind(*method, *basis)?, as_of: None }),
        None => None,
    };
    Ok(Offer { offered: true, on_demand, spot_savings: savings.map(BasisPoints), reserved: None, auto_mode: None })
}

fn kind(method: Option<&str>, basis: Option<&str>) -> Result<PriceKind, RowError> {
    let estimate = match (method, basis) {
        (None, _) => return Ok(PriceKind::Published),
        (Some(method::SAME_FAMILY), _) => Estimate::SameFamily,
        (Some(method::NEAR_FAMILY), Some(basis)) => Estimate::NearFamily(basis.to_owned()),
        (Some(method::PRICE_CUT), _) => Estimate::PriceCut,
        (Some(other), _) => return Err(RowError::Unknown { what: "method of an estimate", value: other.to_owned() }),
    };
    Ok(PriceKind::Estimated(estimate))
}

/// Regions of which no price is known, in code order.
pub(super) async fn unpriced_regions(
    connection: &mut SqliteConnection,
    catalog: i64,
) -> Result<Vec<UnpricedRegion>, sqlx::Error> {
    let rows = sqlx::query("SELECT code, location FROM unpriced_region WHERE catalog_id = ?1 ORDER BY code")
        .bind(catalog)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok(UnpricedRegion { code: row.try_get(0)?, location: row.try_get(1)? })).collect()
}

async fn corrections(connection: &mut SqliteConnection, catalog: i64) -> Result<Vec<Correction>, RowError> {
    let rows = sqlx::query(
        "SELECT instance_type, field, published, used, why, source
         FROM correction WHERE catalog_id = ?1 ORDER BY instance_type, field",
    )
    .bind(catalog)
    .fetch_all(connection)
    .await?;
    let fields = CorrectedField::ALL.map(|field| (field.name(), field));
    let correction = |row: &SqliteRow| {
        Ok(Correction {
            instance_type: row.try_get(0)?,
            field: named(&fields, "corrected field", row.try_get(1)?)?,
            published: row.try_get(2)?,
            used: row.try_get(3)?,
            why: row.try_get(4)?,
            source: row.try_get(5)?,
        })
    };
    rows.iter().map(correction).collect()
}

fn named<T: Copy>(words: &[(&str, T)], what: &'static str, text: &str) -> Result<T, RowError> {
    meaning(words, text).ok_or_else(|| RowError::Unknown { what, value: text.to_owned() })
}

fn micro_usd(hourly: i64) -> Result<MicroUsd, RowError> {
    let unknown = |_| RowError::Unknown { what: "price", value: hourly.to_string() };
    u64::try_from(hourly).map(MicroUsd).map_err(unknown)
}

impl From<sqlx::Error> for RowError {
    fn from(error: sqlx::Error) -> RowError {
        RowError::Sql(error)
    }
}
