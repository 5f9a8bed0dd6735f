//! A catalogue that was refreshed before, and a newer binary with what it carries.

use crate::{as_published, base, list, offer, region, take};
use catalog_files::{Figures, Source};
use model::catalog::instance_type::AttachmentKind;
use model::units::Mib;
use refresh::edition::{say_the_same, with_facts};
use refresh::read::Found;

#[test]
fn the_same_facts_change_nothing() {
    assert!(say_the_same(&with_facts(base().clone(), base()), base()));
    let refreshed = take([Found::Prices(list([("us-east-1", as_published("us-east-1"))]))]).figures;
    assert!(say_the_same(&with_facts(refreshed.clone(), base()), &refreshed));
}

#[test]
fn what_a_release_knows_more_reaches_a_catalogue_that_was_refreshed() {
    let refreshed = take([Found::Prices(list([("us-east-1", as_published("us-east-1"))]))]).figures;
    // as an older release left it: without a type, a measurement and a correction
    let mut older = refreshed.clone();
    let at = older.types.iter().position(|t| t.name == "m5.xlarge").expect("m5.xlarge");
    older.types.remove(at);
    older.regions.iter_mut().for_each(|region| drop(region.offers.remove(at)));
    for t in &mut older.types {
        (t.seen, t.work) = (None, None);
        if t.name == "c8gb.metal-24xl" {
            t.attachments.kind = AttachmentKind::Shared;
        }
    }
    let ireland = older.regions.iter_mut().find(|region| region.region.code == "eu-west-1").expect("eu-west-1");
    ireland.region.on_demand_as_of = "2025-04-04".into();
    older.corrections.clear();
    // what EC2 said of a type later than the carried catalogue was made stays
    let mut described = older.clone();
    let micro = described.types.iter_mut().find(|t| t.name == "t3.micro").expect("t3.micro");
    micro.memory = Mib(2_048);
    let described_on = |day: &str| {
        let source = described.sources[0].clone();
        let sources = vec![Source { id: format!("aws-instance-types-{day}"), date: day.into(), ..source }];
        with_facts(Figures { sources, ..described.clone() }, base())
    };
    let memory = |figures: &Figures| figures.types.iter().find(|t| t.name == "t3.micro").map(|t| t.memory);
    assert_eq!(memory(&described_on("2026-12-01")), Some(Mib(2_048)));
    assert_eq!(memory(&described_on("2026-11-01")), Some(Mib(1_024)));
    let later = described_on("2026-12-01");
    assert!(
        later
            .types
            .iter()
            .zip(&base().types)
            .all(|(t, carried)| t.seen == carried.seen && t.attachments == carried.attachments)
    );

    let newer = with_facts(older, base());
    assert!(newer.types == refreshed.types && newer.corrections == base().corrections);
    assert_eq!(region(&newer, "us-east-1").region.on_demand_as_of, "2026-11-29", "what was refreshed stays");
    assert_eq!(offer(&newer, "us-east-1", "m5.large"), offer(&refreshed, "us-east-1", "m5.large"));
    assert!(!offer(&newer, "us-east-1", "m5.xlarge").offered, "until the next price list");
    // the carried prices of a region are newer: all of them, the new type's too
    assert_eq!(region(&newer, "eu-west-1").region.on_demand_as_of, "2026-02-17");
    assert_eq!(offer(&newer, "eu-west-1", "m5.xlarge"), offer(base(), "eu-west-1", "m5.xlarge"));
    assert!(newer.regions.iter().all(|region| region.offers.len() == newer.types.len()));
}
