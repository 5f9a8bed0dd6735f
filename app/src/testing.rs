//! Catalogues made up for unit tests of pages.

#[path = "../model/src/testing.rs"]
mod types;

use crate::address::Address;
use crate::saved::SavedPage;
use crate::site::{Site, SiteEdition};
use crate::surroundings::{GivenQuery, Search};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use model::catalog::edition::EditionHash;
use model::catalog::instance_type::{Arch, Hypervisor, InstanceType, SeenBy, SeenMemory, Work};
use model::catalog::{Catalog, Estimate, Offer, OnDemand, PriceKind, Region};
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::{Decided, MODEL_VERSION};
use model::units::{BasisPoints, Mib, MicroUsd};
use std::sync::Arc;
pub(crate) use types::{instance_type, m5_large_of_2018};

/// A catalogue of us-east-1 with these types of the m family, each with the network of m5.large; those of no price are not on offer.
pub(crate) fn catalog(types: &[(&str, u32, Option<u64>)]) -> Catalog {
    Catalog {
        version: "1".into(),
        region: Region {
            code: "us-east-1".into(),
            location: "US East (N. Virginia)".into(),
            on_demand_as_of: "2026-07-20".into(),
            availability_known: true,
        },
        spot_as_of: String::new(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: types.iter().map(|(name, vcpu, _)| instance_type(name, *vcpu, vcpu * 4_096, 3, 10)).collect(),
        offers: types.iter().map(|(_, _, hourly)| hourly.map_or_else(Offer::default, offer)).collect(),
        history: [].into(),
    }
}

/// m5.large alone, at its price.
pub(crate) fn m5_large() -> Catalog {
    catalog(&[("m5.large", 2, Some(96_000))])
}

/// m5.large with what was measured of it, and a type of another family to compare it with.
pub(crate) fn measured() -> Catalog {
    let mut catalog = catalog(&[("c5.large", 2, Some(85_000)), ("m5.large", 2, Some(96_000))]);
    let mut types = catalog.types.to_vec();
    for (t, per_vcpu) in types.iter_mut().zip([[36_000, 3_300, 680], [32_303, 2_810, 606]]) {
        t.work = Some(Work { per_vcpu: per_vcpu.map(Some) });
        t.seen = Some(SeenMemory { mib: Mib(7_633), by: SeenBy::Bottlerocket, hosts_differ: true, older_kernel: true });
    }
    catalog.types = types.into();
    catalog
}

fn offer(hourly: u64) -> Offer {
    let on_demand = Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published, as_of: None });
    Offer { offered: true, on_demand, spot_savings: None, reserved: None, auto_mode: None }
}

/// Types that differ in all that a plan looks at, each at a price or without one: Arm, Xen, bare metal, burstable, one
/// with an estimated price, one without a spot figure, one not on offer; and m5.large of 2018.
pub(crate) fn varied() -> Catalog {
    let mut varied = catalog(&[
        ("m4.large", 2, Some(100_000)),
        ("m5.large", 2, Some(96_000)),
        ("m5.metal", 96, Some(4_608_000)),
        ("m5.xlarge", 4, Some(192_000)),
        ("m6g.large", 2, Some(77_000)),
        ("m8i.large", 2, Some(105_840)),
        ("mystery.large", 2, None),
        ("t3.large", 2, Some(83_200)),
    ]);
    let mut all: Vec<InstanceType> = varied.types.to_vec();
    let mut of =
        |name: &str, change: &dyn Fn(&mut InstanceType)| all.iter_mut().filter(|t| t.name == name).for_each(change);
    of("m4.large", &|t| t.hypervisor = Hypervisor::Xen);
    of("m5.metal", &|t| t.hypervisor = Hypervisor::BareMetal);
    of("m6g.large", &|t| (t.arch, t.encryption_in_transit) = (Arch::Arm64, true));
    of("t3.large", &|t| t.burstable = true);
    varied.types = all.into();
    varied.spot_as_of = "2025-06-28".into();
    for (t, offer) in varied.types.iter().zip(&mut varied.offers) {
        offer.spot_savings = (t.name != "m5.xlarge" && offer.offered).then_some(BasisPoints(6_200));
        if t.name == "m8i.large"
            && let Some(price) = &mut offer.on_demand
        {
            price.kind = PriceKind::Estimated(Estimate::SameFamily);
        }
    }
    varied.history = [m5_large_of_2018()].into();
    varied
}

/// A view as HTML, see [`within`].
pub(crate) fn page<V: IntoView>(query: &str, view: impl FnOnce() -> V) -> String {
    within(query, || view().into_view().to_html())
}

/// Does something as if for a request with this query, on a site of [`varied`] in us-east-1 and, a tenth more expensive, in
/// eu-west-1.
pub(crate) fn within<T>(query: &str, f: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_meta_context();
        provide_context(site());
        provide_context(Search(query.into()));
        if !query.is_empty() {
            provide_context(GivenQuery(to_query(&Address::of(query).scenario)));
        }
        f()
    })
}

fn site() -> Arc<Site> {
    let edition = |code: &str, location: &str, percent: u64| {
        let mut catalog = varied();
        (catalog.region.code, catalog.region.location) = (code.into(), location.into());
        for price in catalog.offers.iter_mut().filter_map(|offer| offer.on_demand.as_mut()) {
            price.hourly = MicroUsd(price.hourly.0 * percent / 100);
        }
        SiteEdition { catalog, hash: EditionHash([percent as u8; 32]), bytes: Vec::new() }
    };
    let editions = vec![edition("eu-west-1", "EU (Ireland)", 110), edition("us-east-1", "US East (N. Virginia)", 100)];
    Arc::new(Site::after(&Site::default(), editions))
}

/// The scenario of a query.
pub(crate) fn scenario(query: &str) -> Scenario {
    let decoded = model::scenario::link::from_query(query);
    assert!(decoded.problems.is_empty(), "{query}: {:?}", decoded.problems);
    decoded.scenario
}

/// Markup as it is read: tags off, references resolved, one space between words.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    let text = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every address that a piece of markup leads to.
pub(crate) fn links(html: &str) -> Vec<String> {
    let hrefs = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.map(|href| href.replace("&amp;", "&")).collect()
}

/// Fails unless every one of these is read in the markup.
#[track_caller]
pub(crate) fn check(html: &str, wanted: &[&str]) {
    let text = words(html);
    for words in wanted {
        assert!(text.contains(words), "no {words:?} in {text:?}");
    }
}

/// A scenario that was saved with this catalogue, which is still today's.
pub(crate) fn saved(title: &str, scenario: Scenario, catalog: Catalog) -> SavedPage {
    let catalog = Arc::new(catalog);
    SavedPage {
        id: "0123456789a".into(),
        url: "https://berth.example/s/0123456789a".into(),
        title: title.into(),
        note: String::new(),
        parent: None,
        created_at: 1_795_824_000,
        expires_at: None,
        room: None,
        meeting: None,
        supersedes: Vec::new(),
        superseded_by: Vec::new(),
        decided: Decided::of(&Evaluation::of(catalog.clone(), scenario.clone())),
        scenario,
        catalog_then: catalog.clone(),
        edition_then: EditionHash([0; 32]),
        catalog_now: Some(catalog),
        model_then: MODEL_VERSION,
        fleet_now: None,
        is_current: true,
    }
}
