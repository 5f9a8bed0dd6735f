//! What leaves Berth, read back by real parsers: YAML, TOML, CSV.

#[path = "../../../model/tests/generate/mod.rs"]
mod generate;

mod as_karpenter_fills;
mod builds;
mod cluster;
mod configs;
mod fleets;
mod meeting;
mod mixing;
mod networks;
mod projects;
mod properties;
mod read;
mod record;
mod rules;
mod spare_room;
mod tables;
#[path = "../../../model/src/testing.rs"]
mod testing;
