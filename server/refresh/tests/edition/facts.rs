//! A catalogue that was refreshed before, and a newer binary with what it carries.

use crate::{as_published, base, list, offer, region, take};
use model::catalog::instance_type::AttachmentKind;
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
