//! Stores of every released version, carried forward: nothing is lost, links keep their ids and their figures.

use crate::random::Random;
use crate::scenarios::{assert_sound, found, save_new, start};
use crate::support::{
    FIGURES, STORE_VARIABLE, connect, current, figures_of, filled, given_store, load, number, one_test, open, place,
    run,
};
use catalog_files::Figures;
use model::catalog::instance_type::InstanceType;
use model::catalog::{Catalog, Estimate, MAX_HOURLY, Offer, OnDemand, PriceKind};
use model::units::MicroUsd;
use sqlx::SqliteConnection;
use sqlx::migrate::Migrator;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::Edition;
use store::RoomId;
use store::saved::{Content, Id, Opened};
use store::sqlite::SqliteStore;

/// The migrations, and the rows of each version under `data`.
fn migrations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite")
}

/// The numbers of the files in a directory: `0002_saved.sql` is 2.
fn numbers(directory: &Path) -> BTreeSet<i64> {
    let entries = fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry"));
    let names = entries.map(|entry| entry.file_name().into_string().expect("a name"));
    names.filter(|name| name.ends_with(".sql")).map(|name| name[..4].parse().expect("a number")).collect()
}

/// A store at a version, with the rows of each version up to it.
async fn at_version(path: &Path, version: i64) -> SqliteConnection {
    fs::write(path, "").expect("an empty file");
    let mut store = connect(path).await;
    let migrator = Migrator::new(migrations().as_path()).await.expect("the migrations");
    for step in 1..=version {
        migrator.run_direct(Some(step), &mut store, false).await.expect("a migration");
        let rows = migrations().join(format!("data/{step:04}.sql"));
        // what migration 4 reads is made by the code between 3 and 4
        if step != 4 {
            run(&mut store, &fs::read_to_string(rows).expect("rows")).await;
        }
    }
    store
}

#[test]
fn every_migration_has_rows_to_carry_forward() {
    let (migrations, rows) = (numbers(&migrations()), numbers(&migrations().join("data")));
    assert!(migrations.len() >= 4, "{migrations:?}");
    assert_eq!(migrations, rows);
}

/// The figures that a link opens with.
async fn catalog_of(store: &SqliteStore, id: &str) -> (Content, Catalog) {
    let content = found(store, id.parse().expect("an id")).await.content;
    let edition = store.edition(content.edition.hash).await.expect("an answer").expect("the edition");
    assert_eq!(edition.name, content.edition);
    (content, edition.catalog)
}

fn price(catalog: &Catalog, name: &str) -> Option<u64> {
    offer(catalog, name).on_demand.as_ref().map(|price| price.hourly.0)
}

fn offer<'a>(catalog: &'a Catalog, name: &str) -> &'a Offer {
    catalog.offer(catalog.find(name).expect("a type"))
}

/// What `data/0001.sql` and `data/0002.sql` put in.
async fn assert_rows_of_2(store: &SqliteStore) {
    let (staging, old) = catalog_of(store, "1DXkUlTLnSg").await;
    assert_eq!(staging.note, "Two lines,\nand an apostrophe: Berth's");
    assert_eq!((staging.query.as_str(), staging.title.as_str()), ("region=eu-west-1&pods=400", "Staging"));
    assert_eq!((staging.model_version, staging.decided.as_str()), (5, "headline=6+nodes"));
    assert_eq!((old.version.as_str(), old.region.code.as_str()), ("2026-08-01.1", "eu-west-1"));
    assert_eq!((price(&old, "m5.large"), price(&old, "g5.xlarge")), (Some(107_000), None));
    assert!(offer(&old, "g5.xlarge").offered);
    assert_eq!((old.history.len(), old.history[0].hourly), (1, Some(MicroUsd(92_800))));

    let (plain, old) = catalog_of(store, "13aVSxEawEZ").await;
    assert_eq!((plain.query.as_str(), old.region.code.as_str()), ("", "us-east-1"));
    assert_eq!((price(&old, "m5.large"), price(&old, "g5.xlarge")), (Some(96_000), Some(MAX_HOURLY.0)));
    assert_eq!(offer(&old, "m5.large").spot(), Some(MicroUsd(36_480))); // 0.096 * 0.38

    let id: Id = "9NTypCiCFz3".parse().expect("an id");
    let saved = found(store, id).await;
    assert_eq!((saved.created_at, saved.expires_at), (1_788_249_600, Some(4_102_444_800)));
    let (zurich, newer) = catalog_of(store, "9NTypCiCFz3").await;
    assert_eq!(zurich.title, "Z\u{fc}rich \u{1f680}");
    assert_eq!(zurich.parent.map(|id| id.to_string()).as_deref(), Some("1DXkUlTLnSg"));
    assert_eq!((newer.version.as_str(), price(&newer, "m5.large")), ("2026-09-01.2", Some(97_000)));
    let m7g = offer(&newer, "m7g.large");
    let near = PriceKind::Estimated(Estimate::NearFamily("m6g".into()));
    assert_eq!(m7g.on_demand, Some(OnDemand { hourly: MicroUsd(81_600), kind: near, as_of: None }));

    // its catalogue says nothing of the region: every type, none on offer
    let (odd, nowhere) = catalog_of(store, "ISAIdLpeTe5").await;
    assert_eq!((odd.query.as_str(), nowhere.region.code.as_str()), ("region=mx-central-1", "mx-central-1"));
    assert_eq!(nowhere.types.len(), 2);
    assert!(nowhere.offers.iter().all(|offer| !offer.offered && offer.on_demand.is_none()));
}

/// What `data/0004.sql` puts in: bytes of format 1 stay readable.
async fn assert_rows_of_4(store: &SqliteStore) {
    let (mumbai, catalog) = catalog_of(store, "3I2d9YcFHVm").await;
    assert_eq!((mumbai.title.as_str(), mumbai.id().to_string().as_str()), ("Mumbai", "3I2d9YcFHVm"));
    assert_eq!((catalog.version.as_str(), catalog.region.location.as_str()), ("2026-10-01.1", "Asia Pacific (Mumbai)"));
    assert_eq!((price(&catalog, "m5.large"), catalog.types[0].branch_enis), (Some(10_000_000_000), Some(9)));
}

/// What `data/0006.sql` puts in: rooms stay what they were, and a record what it is of.
async fn assert_rows_of_6(store: &SqliteStore) {
    let room = |id: &str| id.parse::<RoomId>().expect("an id");
    let open = store.room(room("7mNpQ2rStUv"), 0).await.expect("an answer").expect("the open room");
    assert_eq!((open.code.map(|code| code.to_string()).as_deref(), open.record), (Some("KDM-QTW"), None));
    assert_eq!((open.opened_at, open.last_at, open.events.len()), (1_790_841_600, 1_790_841_660, 3));
    assert!(open.events[2].contains("ours alone"));
    assert_eq!(store.room_by_code("kdmqtw".parse().expect("a code")).await.expect("an answer"), Some(open.id));
    let (record, _) = catalog_of(store, "36G4ChxgI7D").await;
    let id = record.id();
    assert_eq!((record.room, id.to_string().as_str()), (Some(room("0Kd6bEUlL2x")), "36G4ChxgI7D"));
    let of = store.record_of(id, record.room).await.expect("an answer");
    assert_eq!((of.supersedes.len(), of.room.and_then(|room| room.record)), (1, Some(id)));
}

#[tokio::test]
async fn rows_of_every_version_are_carried_forward() {
    for version in numbers(&migrations()) {
        let (_directory, path) = place();
        drop(at_version(&path, version.min(3)).await);
        let store = open(&path).await;
        let mut beside = connect(&path).await;
        for later in 4..=version {
            let rows = fs::read_to_string(migrations().join(format!("data/{later:04}.sql"))).expect("rows");
            run(&mut beside, &rows).await;
        }
        store.close().await;
        let store = open(&path).await;
        assert_sound(&path).await;
        let whole = store.current().await.expect("a catalogue");
        assert_eq!((whole.name.version.to_string().as_str(), whole.editions.len()), ("2026-09-01.2", 2));
        assert_eq!(whole.editions[0].catalog.region.location, "EU (Ireland)");
        assert_eq!(store.summary().await.expect("a summary").totals.on_demand_published, 2);
        // one of version 1, one of version 7, one of version 8
        let corrected = store.corrections().await.expect("corrections");
        let fields: Vec<_> = corrected.iter().map(|c| c.field.name()).collect();
        let of_7: &[&str] = if version >= 7 { &["baseline_mbps"] } else { &[] };
        let of_8: &[&str] = if version >= 8 { &["gpu_count"] } else { &[] };
        assert_eq!(fields, [of_7, of_8, &["enis_max_pods"]].concat());
        // of the catalogue before, what saved scenarios need is left, and no rows
        assert_eq!(number(&mut beside, "SELECT count(*) FROM catalog").await, 1);
        assert_eq!(number(&mut beside, "SELECT count(*) FROM price_on_demand").await, 3);
        if version >= 2 {
            assert_rows_of_2(&store).await;
            // the secret still deletes: its hash came along
            let sql = "SELECT count(*) FROM saved WHERE token_hash = x'000102030405060708090a0b0c0d0e0f'";
            assert_eq!(number(&mut beside, sql).await, 4);
        }
        if version >= 4 {
            assert_rows_of_4(&store).await;
        }
        if version >= 5 {
            let regions = whole.unpriced_regions.iter().map(|r| (r.code.as_str(), r.location.as_str()));
            assert_eq!(regions.collect::<Vec<_>>(), [("ap-east-2", "Asia Pacific (Taipei)")]);
            assert_eq!(store.summary().await.expect("a summary").regions[1].reserved, 1);
            assert_eq!(number(&mut beside, "SELECT count(*) FROM price WHERE as_of = '2026-08-20'").await, 3 + 3);
        }
        if version >= 6 {
            assert_rows_of_6(&store).await;
        }
        // it goes on as any store does
        let content = Content { edition: whole.editions[1].name.clone(), ..crate::scenarios::content(1) };
        let saves = start(&store);
        let (id, _) = save_new(&saves, content.clone()).await;
        assert_eq!(found(&store, id).await.content, content);
        saves.sweep().await.expect("a sweep");
        assert_eq!(number(&mut beside, "SELECT count(*) FROM edition WHERE region = 'eu-north-1'").await, 0);
    }
}

const TABLES: [&str; 9] = [
    "catalog",
    "source",
    "region",
    "instance_type",
    "correction",
    "price_on_demand",
    "offer_unpriced",
    "price_spot",
    "history_2018",
];

/// A store of version 2 with two real catalogues, the carried one and a later one, and so many scenarios saved with
/// each, in all regions.
async fn released(path: &Path, scenarios: u64) -> [Figures; 2] {
    fs::write(path, "").expect("an empty file");
    let mut old = connect(path).await;
    let migrator = Migrator::new(migrations().as_path()).await.expect("the migrations");
    migrator.run_direct(Some(2), &mut old, false).await.expect("the schema of version 2");
    let later = figures_of("2027-01-01.1");
    for (at, figures) in [&*FIGURES, &later].into_iter().enumerate() {
        let (_directory, full) = place();
        filled(&full).await;
        if at == 1 {
            let store = open(&full).await;
            load(&store, figures).await.expect("a load");
            store.close().await;
        }
        run(&mut old, &format!("ATTACH '{}' AS full; UPDATE full.catalog SET is_current = {at}", full.display())).await;
        for table in TABLES {
            let columns = if table == "catalog" {
                format!("{at}, version, content_hash, spot_as_of, loaded_at, is_current")
            } else {
                let names =
                    format!("SELECT group_concat(name) FROM pragma_table_info('{table}') WHERE name <> 'catalog_id'");
                let names: String =
                    sqlx::query_scalar(sqlx::AssertSqlSafe(names)).fetch_one(&mut old).await.expect("columns");
                format!("{at}, {names}")
            };
            // what versions 7 and 8 added to the figures that can be corrected
            let known = match table {
                "correction" => "WHERE field NOT IN ('baseline_mbps', 'accelerator_kind', 'gpu_count', 'gpu_name')",
                _ => "",
            };
            run(&mut old, &format!("INSERT INTO main.{table} SELECT {columns} FROM full.{table} {known}")).await;
        }
        run(&mut old, "DETACH full").await;
        for number in 0..scenarios {
            let region = &figures.regions[(number % 34) as usize].region.code;
            let id = old_id(at as u64, number);
            let row = format!(
                "'{id}', 'region={region}&n={number}', 't{number}', '', NULL, {at}, 5, 'd{number}', zeroblob(16), 7, NULL"
            );
            run(&mut old, &format!("INSERT INTO saved VALUES ({row})")).await;
        }
    }
    [known_to_2(&FIGURES), known_to_2(&later)]
}

/// What the tables of version 2 hold of a catalogue: no commitments, no date of a single price.
fn known_to_2(figures: &Figures) -> Figures {
    let mut figures = Figures { reserved_as_of: String::new(), ..figures.clone() };
    for offer in figures.regions.iter_mut().flat_map(|region| &mut region.offers) {
        offer.reserved = None;
        offer.on_demand.iter_mut().for_each(|price| price.as_of = None);
    }
    figures
}

/// An id that is no hash: those of earlier versions are not worked out again.
fn old_id(catalog: u64, number: u64) -> Id {
    format!("0{catalog:05}{number:05}").parse().expect("an id")
}

/// A catalogue as a store of version 2 has it: without what was measured.
fn as_of_2(catalog: Catalog) -> Catalog {
    let earlier = |t: &InstanceType| InstanceType { efa: false, seen: None, work: None, ..t.clone() };
    let types: Vec<InstanceType> = catalog.types.iter().map(earlier).collect();
    Catalog { types: types.into(), ..catalog }
}

/// Whether every scenario has its content and the figures of its catalogue.
async fn assert_carried(store: &SqliteStore, figures: &[Figures; 2], scenarios: u64) {
    assert!(current(store).await == figures[1].catalogs().into_iter().map(as_of_2).collect::<Vec<_>>());
    for (at, figures) in figures.iter().enumerate() {
        let editions = figures.catalogs().into_iter().map(|catalog| Edition::of(as_of_2(catalog)).expect("an edition"));
        let editions: Vec<Edition> = editions.collect();
        for number in 0..scenarios {
            let expected = &editions[(number % 34) as usize];
            let region = &expected.catalog.region.code;
            let content = found(store, old_id(at as u64, number)).await.content;
            assert_eq!(content.query, format!("region={region}&n={number}"));
            assert_eq!((content.title, content.decided), (format!("t{number}"), format!("d{number}")));
            assert_eq!(content.edition, expected.name);
            assert!(store.edition(content.edition.hash).await.expect("an answer").as_ref() == Some(expected));
        }
    }
}

#[tokio::test]
async fn a_store_of_version_2_with_real_catalogues_opens_with_its_figures() {
    let (_directory, path) = place();
    let figures = released(&path, 40).await;
    let store = open(&path).await;
    assert_carried(&store, &figures, 40).await;
    assert_sound(&path).await;
    let mut beside = connect(&path).await;
    assert_eq!(number(&mut beside, "SELECT count(*) FROM edition").await, 68);
    assert_eq!(number(&mut beside, "SELECT count(*) FROM catalog").await, 1);
    assert_eq!(store.saved(old_id(0, 41)).await.expect("an answer"), Opened::NotFound);
    // what is in the order of the rows stays in it
    let unordered = "SELECT count(*) FROM saved AS a JOIN saved AS b ON b.rowid = a.rowid + 1 WHERE a.id > b.id";
    assert_eq!(number(&mut beside, unordered).await, 0);
}

#[tokio::test]
async fn a_process_that_is_killed_while_it_upgrades_loses_nothing() {
    let (_directory, original) = place();
    let figures = released(&original, 6).await;
    let mut random = Random(2026);
    let mut interrupted = 0;
    for _ in 0..8 {
        let (_directory, path) = place();
        fs::copy(&original, &path).expect("a copy");
        let program = std::env::current_exe().expect("this program");
        let mut child = one_test(&program, "upgrade::upgrades", &path)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a child process");
        std::thread::sleep(Duration::from_micros(random.below(600_000)));
        // it may be done already
        let _ = child.kill();
        child.wait().expect("an end");
        let mut beside = connect(&path).await;
        let version = number(&mut beside, "SELECT max(version) FROM _sqlx_migrations").await;
        assert!(version == 2 || version == 4, "half-way at {version}");
        interrupted += usize::from(version == 2);
        drop(beside);
        let store = open(&path).await;
        assert_carried(&store, &figures, 6).await;
        assert_sound(&path).await;
    }
    assert!(interrupted > 0, "no kill came before the end");
}

#[tokio::test]
#[ignore = "the process above that is killed"]
async fn upgrades() {
    let Some(path) = given_store() else { return };
    assert!(std::env::var_os(STORE_VARIABLE).is_some());
    open(&path).await;
}
