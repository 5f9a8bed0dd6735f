//! Clusters that a newcomer recognises, to start from: a name, what it sets, and the query that sets it.
//!
//! Plain links, so that they need no script. Figures are judgement: round ones, of the size people meet.
//! None buys spot: some regions have no figures for it, and a first click must have an answer.

use crate::view::page_view::View;
use maud::{Markup, html};
use model::scenario::Scenario;
use model::scenario::link::from_query;

/// A cluster to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// What it sets, in words.
    pub sets: &'static str,
    /// The same as a query.
    pub query: &'static str,
}

/// Every preset, in the order of the page.
pub const PRESETS: [Preset; 5] = [
    Preset {
        name: "Microservices",
        sets: "300 pods of 250m CPU and 512 MiB, at least three nodes",
        query: "v=2&profile=microservices&pods=300&cpu_m=250&mem_mib=512&min_nodes=3",
    },
    Preset {
        name: "Batch",
        sets: "1,000 pods of 1000m CPU, 2,048 MiB and 2,048 MiB of disk, with a root volume of 100 GiB",
        query: "v=2&profile=batch&pods=1000&cpu_m=1000&mem_mib=2048&disk_mib=2048&root_gib=100",
    },
    Preset {
        name: "JVM services",
        sets: "60 pods of 1000m CPU and 4,096 MiB, at least three nodes",
        query: "v=2&profile=jvm&pods=60&cpu_m=1000&mem_mib=4096&min_nodes=3",
    },
    Preset {
        name: "Stateful",
        sets: "30 pods of 2000m CPU, 8,192 MiB, 100 Mbps and an EBS volume each, at least three nodes",
        query: "v=2&profile=stateful&pods=30&cpu_m=2000&mem_mib=8192&mbps=100&volumes=1&min_nodes=3",
    },
    Preset {
        name: "The article\u{2019}s cluster",
        sets: "100 pods by the count of November 2018: addresses only, four daemonsets, 100 pods a node at most, prices of its day",
        query: "v=1&era=article&pods=100&cap=100&art_ds=4",
    },
];

/// The presets as links to this view; the region stays.
pub fn presets(page: View, scenario: &Scenario) -> Markup {
    html! {
        nav.presets aria-label="Example clusters" {
            p { "Start from" }
            ul {
                @for preset in &PRESETS {
                    li { a href={ (page.path()) "?" (in_region(preset.query, &scenario.region)) } data-preset=(preset.query) title=(preset.sets) { (preset.name) } }
                }
            }
        }
    }
}

impl Preset {
    /// The scenario that it sets, in a region.
    pub fn scenario(&self, region: &str) -> Scenario {
        from_query(&in_region(self.query, region)).scenario
    }
}

/// A preset's query, in a region.
pub fn in_region(query: &str, region: &str) -> String {
    format!("{query}&region={region}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::units::grouped;

    #[test]
    fn every_preset_can_be_used_as_it_is() {
        for preset in &PRESETS {
            assert_eq!(from_query(preset.query).problems, [], "{}", preset.name);
            assert_eq!(preset.scenario("eu-west-1").region, "eu-west-1");
        }
    }

    #[test]
    fn its_words_name_its_figures() {
        for preset in &PRESETS {
            let pods = preset.scenario("us-east-1").pods();
            assert!(preset.sets.starts_with(&grouped(pods.into())), "{}", preset.name);
            for figure in preset.query.split('&').skip(2).filter_map(|pair| pair.split_once('=')) {
                let Ok(value) = figure.1.parse::<u64>() else { continue };
                let said = [grouped(value), value.to_string()].iter().any(|v| preset.sets.contains(v.as_str()));
                assert!(said || value <= 4, "{}: {figure:?}", preset.name);
            }
        }
    }

    #[test]
    fn the_link_keeps_view_and_region() {
        let here = Scenario { region: "eu-west-1".into(), ..Scenario::default() };
        let markup = presets(View::Modes, &here).into_string();
        assert_eq!(markup.matches("href=\"/modes?v=2&amp;").count(), PRESETS.len() - 1, "all but the article’s");
        assert_eq!(markup.matches("region=eu-west-1").count(), PRESETS.len());
    }
}
