//! What is said to have changed.

use crate::{as_published, base, list, take, times};
use model::units::MicroUsd;
use refresh::changes::{Changes, Pair, report};
use refresh::read::Found;

#[test]
fn a_type_that_moves_alike_in_three_regions_is_one_line() {
    let codes = ["eu-west-1", "us-east-1", "us-east-2"];
    let regions = codes.map(|code| {
        let mut prices = as_published(code);
        times(prices.on_demand.get_mut("m7i.large").expect("m7i.large"), 960);
        prices.on_demand.remove("m5.xlarge");
        for (name, price) in
            prices.on_demand.iter_mut().filter(|(name, _)| name.starts_with("c7i.") && code == "us-east-1")
        {
            let _ = name;
            times(price, 1_050);
        }
        (code, prices)
    });
    let said = report(&Changes::between(base(), &take([Found::Prices(list(regions))]).figures));
    assert!(said.contains(&"m7i.large -4 % in 3 regions".to_owned()), "{said:#?}");
    let sizes = as_published("us-east-1").on_demand.keys().filter(|name| name.starts_with("c7i.")).count();
    assert!(said.contains(&format!("c7i ({sizes} sizes) +5 % in us-east-1")), "{said:#?}");
    let ireland = said.iter().find(|line| line.starts_with("eu-west-1: ")).expect("its line");
    assert!(ireland.starts_with("eu-west-1: prices of 2026-11-29 (2026-02-17 before): "), "{ireland}");
    assert!(ireland.contains(" 1 moved, 0 new, 1 gone"), "{ireland}");
}

#[test]
fn nothing_is_said_to_be_nothing() {
    assert_eq!(report(&Changes::between(base(), base())), ["nothing has changed"]);
}

#[test]
fn shares_round_half_away_from_zero() {
    let share = |before, after| {
        Pair { instance_type: "a.b".into(), before: MicroUsd(before), after: MicroUsd(after) }.per_mille()
    };
    assert_eq!(share(100_000, 96_000), -40);
    assert_eq!(share(10_000, 10_005), 1); // 0.05 %
    assert_eq!(share(10_000, 9_995), -1);
    assert_eq!(share(10_000, 10_004), 0);
    assert_eq!(share(1, 2), 1_000);
}
