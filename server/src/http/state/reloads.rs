//! Tests of the service: a catalogue that changes while the site runs (what stays alive, requests under way, saved scenarios), and too
//! many saves.

use super::check::Wanted;
use super::options::Options;
use super::service::{Current, Opening, Service};
use crate::http::refusal::Kind;
use app::site::{Site, site};
use catalog_files::{Figures, Files, parse};
use model::scenario::Scenario;
use model::units::MicroUsd;
use std::sync::{Arc, Weak};
use store::{Location, Store};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

/// There is one site in a process, so these tests take turns.
async fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::const_new(());
    TURN.lock().await
}

fn embedded() -> Figures {
    parse(&Files::embedded()).expect("the embedded catalogue")
}

/// The same catalogue under another version, with m5.large at $0.5 in us-east-1.
fn newer(version: &str) -> Figures {
    let mut figures = embedded();
    figures.version = version.parse().expect("a version");
    figures.content_hash = "b".repeat(64);
    let m5 = figures.types.iter().position(|t| t.name == "m5.large").expect("m5.large");
    let region = figures.regions.iter_mut().find(|region| region.region.code == "us-east-1").expect("us-east-1");
    region.offers[m5].on_demand.as_mut().expect("a price").hourly = MicroUsd(500_000);
    figures
}

async fn filled(directory: &TempDir) -> Arc<dyn Store> {
    let location = Location::from(directory.path().join("berth.db").as_path());
    let store = store::open(&location).await.expect("an open store");
    store.load(&embedded(), &mut |_| ()).await.expect("a load");
    store
}

fn price(site: &Site) -> Option<MicroUsd> {
    let catalog = &site.region("us-east-1").expect("us-east-1").catalog;
    catalog.offer(catalog.find("m5.large").expect("m5.large")).on_demand.as_ref().map(|price| price.hourly)
}

/// What they leave behind in bytes, `store/tests/memory.rs` counts.
#[tokio::test]
async fn of_many_reloads_the_newest_is_alive_and_the_one_that_is_held() {
    let _turn = turn().await;
    let directory = TempDir::new().expect("a temporary directory");
    let store = filled(&directory).await;
    let mut seen: Vec<Weak<Site>> = Vec::new();
    let held = Current::of(&*store).await.expect("a catalogue").site;
    for _ in 0..20 {
        let current = Current::of(&*store).await.expect("a catalogue");
        assert!(!Arc::ptr_eq(&current.site, &held));
        seen.push(Arc::downgrade(&current.site));
    }
    let alive = seen.iter().filter(|site| site.strong_count() > 0).count();
    assert_eq!(alive, 1, "only the newest is alive, and the one that is held");
    assert_eq!(price(&held), Some(MicroUsd(96_000)));
}

async fn service(store: &Arc<dyn Store>) -> Service {
    let options = Options {
        keep_days: None,
        max_saved: 10,
        saves_per_minute: 0,
        saves_per_day: 0,
        behind_proxy: false,
        public_url: None,
        contact: None,
        hosts: Vec::new(),
        rooms: None,
    };
    Service::start(store.clone(), options, "http://berth".into()).await.expect("a service")
}

#[tokio::test]
async fn more_saves_than_can_be_written_at_once_are_refused_before_any_work() {
    let _turn = turn().await;
    let directory = TempDir::new().expect("a temporary directory");
    let service = service(&filled(&directory).await).await;
    let mut places: Vec<_> = std::iter::from_fn(|| service.place().ok()).collect();
    let refused = service.place().err().expect("no place");
    assert_eq!((refused.kind, refused.retry_after.is_some()), (Kind::Unavailable, true));
    places.pop();
    assert!(service.place().is_ok(), "there is room again");
    service.stop().await;
}

#[tokio::test]
async fn a_request_keeps_its_edition_and_a_link_its_figures() {
    let _turn = turn().await;
    let directory = TempDir::new().expect("a temporary directory");
    let store = filled(&directory).await;
    let service = service(&store).await;
    let wanted = || Wanted {
        scenario: Scenario::default(),
        title: "before".into(),
        note: String::new(),
        parent: None,
        decided_for: None,
    };
    let before = service.save(wanted()).await.expect("saved").id();
    let under_way = service.current();
    let download = under_way.site.region("us-east-1").expect("us-east-1").download.clone();

    store.load(&newer("2027-01-01.1"), &mut |_| ()).await.expect("a load");
    assert_eq!(price(&service.current().site), Some(MicroUsd(96_000)), "nobody has looked yet");
    service.refresh().await.expect("a look");
    assert_eq!((price(&service.current().site), price(&site())), (Some(MicroUsd(500_000)), Some(MicroUsd(500_000))));
    // a request that began before, and the catalogue that its page fetches
    assert_eq!(price(&under_way.site), Some(MicroUsd(96_000)));
    let fetched = site().download(&download.url).expect("the download of the page before");
    assert!(Arc::ptr_eq(&fetched, &download));

    let Ok(Opening::Found(page)) = service.open(before, "").await else { unreachable!("it was saved") };
    let then = &page.catalog_then;
    assert_eq!((then.version.as_str(), page.is_current), ("2026-11-28.4", false));
    let m5 = then.offer(then.find("m5.large").expect("m5.large"));
    assert_eq!(m5.on_demand.as_ref().map(|price| price.hourly), Some(MicroUsd(96_000)));
    let now = page.catalog_now.as_ref().expect("today's");
    assert_eq!(now.version, "2027-01-01.1");
    assert!(Arc::ptr_eq(&then.types, &now.types), "an edition of another day shares today's table of types");
    assert_ne!(service.save(wanted()).await.expect("saved").id(), before, "other figures are another link");
    service.stop().await;
}
