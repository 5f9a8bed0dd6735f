//! The scenario as key-value pairs: what links, files and forms have in common.
//!
//! The versions of the format differ in their defaults only, see [`VERSIONS`].
//!
//! Decoding never fails: it gives the nearest valid scenario and every problem met on the way.
//! A list starts at its leading key (`profile`, `ds`, `subnet`); the keys that follow belong to it.
//! Encoding writes every key; a link holds those that differ from its version's defaults, and decoding
//! gives a missing key that default, for ever.

mod decode;

use crate::scenario::fields::*;
use crate::scenario::*;
use crate::text::is_hidden;
pub use decode::decode;
use std::fmt;

/// A version of the format: its code, and the scenario that a link with nothing but that code means.
pub type Version = (&'static str, fn() -> Scenario);

/// Every version, the oldest first. They have the same keys; what changed are defaults, so a setting may come with a
/// better default without changing what a released link means.
pub const VERSIONS: [Version; 2] = [("1", Scenario::version_1), (NEWEST, Scenario::default)];

/// The newest version: what a link without a version means.
pub const NEWEST: &str = "2";

/// Something in a link or file that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's key.
    pub field: String,
    /// What was given.
    pub value: String,
    /// What is allowed, as the end of a sentence.
    pub allowed: String,
    /// Whether the key itself is unknown: harmless in a link, an error in a file.
    pub unknown_key: bool,
    /// The entry of a list that it is in, where the list has several.
    pub entry: Option<Entry>,
}

/// An entry of a list, to tell it from the others in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the list is of: `profile`, `ds` or `subnet`.
    pub list: &'static str,
    /// From 0.
    pub index: usize,
    /// Its name as given, shortened.
    pub name: String,
}

/// Longest piece of a wrong value that a message repeats.
const MAX_SHOWN: usize = 60;

/// The message about an unknown key.
pub const UNKNOWN_KEY: &str = "unknown setting";

/// What a region is, for messages.
const REGION: &str = "a region's code such as us-east-1";

impl Problem {
    /// `field: "value" is not allowed; allowed`.
    pub fn new(field: &str, value: &str, allowed: impl Into<String>) -> Problem {
        Problem { field: shown(field), value: shown(value), allowed: allowed.into(), unknown_key: false, entry: None }
    }

    /// The same in an entry of a list, from 0, and its name.
    pub fn in_entry(self, list: &'static str, index: usize, name: &str) -> Problem {
        Problem { entry: Some(Entry { list, index, name: shown(name) }), ..self }
    }

    /// `field: what is wrong with the key itself`.
    pub fn of_key(field: &str, wrong: impl Into<String>) -> Problem {
        Problem { field: shown(field), value: String::new(), allowed: wrong.into(), unknown_key: true, entry: None }
    }
}

impl Problem {
    /// The index of the profile that it is in, where its field is a profile's.
    pub fn profile(&self) -> Option<usize> {
        let is_of_profile = self.field == "profile"
            || number(&PROFILE_NUMBERS, &self.field).is_some()
            || choice(&PROFILE_CHOICES, &self.field).is_some()
            || text(&self.field).is_some();
        is_of_profile.then(|| self.entry.as_ref().map_or(0, |entry| entry.index))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { field, value, allowed, .. } = self;
        write!(f, "{field}")?;
        match &self.entry {
            Some(Entry { list, index, .. }) if list == field => write!(f, " {}", index + 1)?,
            Some(Entry { list, index, name }) => write!(f, " of {list} {}, \u{201c}{name}\u{201d}", index + 1)?,
            None => {}
        }
        if self.unknown_key {
            return write!(f, ": {allowed}");
        }
        write!(f, ": \u{201c}{value}\u{201d} is not allowed; it takes {allowed}")
    }
}

/// A scenario and what was wrong with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The nearest valid scenario.
    pub scenario: Scenario,
    /// Every problem, in order; at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
}

/// No more problems are listed than a person would read.
pub const MAX_PROBLEMS: usize = 50;

/// The scenario as a query string, without `?`: what differs from a version's defaults, which never change.
/// Equal scenarios give equal strings: of the versions the one that has the least to say, so that a link of an older
/// version is written as it was read.
pub fn to_query(scenario: &Scenario) -> String {
    let written = VERSIONS.iter().map(|version| encode_differences(scenario, *version));
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (key, value) in written.min_by_key(Vec::len).unwrap_or_default() {
        out.append_pair(key, &value);
    }
    out.finish()
}

/// The pairs of a scenario that differ from a version's defaults. A list that differs is written whole.
fn encode_differences(s: &Scenario, (version, default): Version) -> Vec<Pair> {
    let default = default();
    let mut out = vec![("v", version.to_string())];
    if s.profiles != default.profiles {
        for p in &s.profiles {
            out.push(("profile", p.name.clone()));
            encode_profile(&mut out, p, Some(&PodProfile::default()));
        }
    }
    encode_own(&mut out, s, Some(&default));
    if s.daemonsets != default.daemonsets {
        out.extend(daemonset_pairs(s));
    }
    out.extend(subnet_pairs(s));
    out
}

/// A scenario from a query string, with or without `?`.
pub fn from_query(query: &str) -> Decoded {
    decode(query_pairs(query))
}

/// The same without its problems, for whoever does not show them.
pub fn scenario_of(query: &str) -> Scenario {
    decode::nearest_to(query_pairs(query))
}

/// The decoded pairs of a query string, with or without `?`.
pub fn query_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    form_urlencoded::parse(query.as_bytes()).map(|(k, v)| (k.into_owned(), v.into_owned()))
}

/// A key and its value.
pub type Pair = (&'static str, String);

/// Every key of the scenario with its value, in the order of the page.
pub fn encode(s: &Scenario) -> Vec<Pair> {
    let mut out = vec![("v", NEWEST.to_string())];
    for p in &s.profiles {
        out.push(("profile", p.name.clone()));
        out.extend(profile_pairs(p));
    }
    out.extend(own_pairs(s));
    out.extend(daemonset_pairs(s));
    out.extend(subnet_pairs(s));
    out
}

/// Every key that occurs once, each with its value: those of the scenario itself and of its first profile.
pub fn encode_settings(s: &Scenario) -> Vec<Pair> {
    let mut out = s.profiles.first().map(profile_pairs).unwrap_or_default();
    out.extend(own_pairs(s));
    out
}

/// Every setting of a profile but its name.
pub fn profile_pairs(p: &PodProfile) -> Vec<Pair> {
    let mut out = Vec::new();
    encode_profile(&mut out, p, None);
    out
}

/// How many settings of a profile besides its size (pods, CPU, memory) are not what they usually are, as a form tells it:
/// nothing where none is.
pub fn set_beyond_size(p: &PodProfile) -> String {
    let mut set = Vec::new();
    encode_profile(&mut set, p, Some(&PodProfile::default()));
    match set.iter().filter(|(key, _)| !SIZE.contains(key)).count() {
        0 => String::new(),
        n => format!(": {n} set"),
    }
}

/// Settings that a form shows first besides the workloads, and the type that is chosen elsewhere.
const FIRST: [&str; 6] = ["region", "survive", "zones", "buy", "arch", "type"];

/// How many settings are not what they usually are, besides the workloads and those that a form shows first. A list of DaemonSets or
/// subnets counts as one.
pub fn set_beyond_first(s: &Scenario) -> usize {
    let (usual, mut set) = (Scenario::default(), Vec::new());
    encode_own(&mut set, s, Some(&usual));
    let own = set.iter().filter(|(key, _)| !FIRST.contains(key)).count();
    own + usize::from(s.daemonsets != usual.daemonsets) + usize::from(s.subnets != usual.subnets)
}

/// The same scenario with all those settings as they usually are.
pub fn reset_beyond_first(s: &Scenario) -> Scenario {
    let usual = Scenario::default();
    Scenario {
        profiles: s.profiles.clone(),
        region: s.region.clone(),
        purchase: s.purchase,
        fleet: FleetSettings { survive: s.fleet.survive, zones: s.fleet.zones, ..usual.fleet },
        filters: Filters { arch: s.filters.arch, ..usual.filters },
        chosen: s.chosen.clone(),
        ..usual
    }
}

/// What every pod has, and a form shows first.
const SIZE: [&str; 3] = ["pods", "cpu_m", "mem_mib"];

/// Every setting of the scenario itself: no profile, DaemonSet or subnet.
pub fn own_pairs(s: &Scenario) -> Vec<Pair> {
    let mut out = Vec::new();
    encode_own(&mut out, s, None);
    out
}

/// The settings of the scenario itself; with `usual` only those that are not as there.
fn encode_own(out: &mut Vec<Pair>, s: &Scenario, usual: Option<&Scenario>) {
    if usual.is_none_or(|usual| usual.region != s.region) {
        out.push(("region", s.region.clone()));
    }
    encode_part(out, (s, usual), &NUMBERS, &CHOICES);
    if usual.is_none_or(|usual| usual.sized_on != s.sized_on) {
        out.push(("sized_on", s.sized_on.clone().unwrap_or_default()));
    }
    for list in FAMILIES.iter().filter(|list| usual.is_none_or(|usual| (list.get)(usual) != (list.get)(s))) {
        out.push((list.key, (list.get)(s).join(",")));
    }
    for list in BY_TYPE.iter().filter(|list| usual.is_none_or(|usual| (list.get)(usual) != (list.get)(s))) {
        out.push((list.key, list.written(s)));
    }
    if usual.is_none_or(|usual| usual.chosen != s.chosen) {
        out.push(("type", s.chosen.clone().unwrap_or_default()));
    }
}

fn daemonset_pairs(s: &Scenario) -> Vec<Pair> {
    let mut out = Vec::new();
    for d in &s.daemonsets {
        out.push(("ds", d.name.clone()));
        encode_part(&mut out, (d, None), &DAEMONSET_NUMBERS, &DAEMONSET_CHOICES);
    }
    if s.daemonsets.is_empty() {
        out.push(("ds", String::new()));
    }
    out
}

fn subnet_pairs(s: &Scenario) -> Vec<Pair> {
    let mut out = Vec::new();
    for n in &s.subnets {
        out.push(("subnet", n.zone.clone()));
        encode_part(&mut out, (n, None), &SUBNET_NUMBERS, &[]);
    }
    out
}

/// The settings of a profile, all or those that are not as usual.
fn encode_profile(out: &mut Vec<Pair>, p: &PodProfile, usual: Option<&PodProfile>) {
    encode_part(out, (p, usual), &PROFILE_NUMBERS, &PROFILE_CHOICES);
    for text in PROFILE_TEXTS.iter().filter(|text| usual.is_none_or(|usual| (text.get)(usual) != (text.get)(p))) {
        out.push((text.key, (text.get)(p).to_string()));
    }
}

/// The settings of a part; next to what is usual only those that are not as there. A page has a dozen links, so what is
/// as usual is not even written.
fn encode_part<T>(out: &mut Vec<Pair>, (part, usual): (&T, Option<&T>), numbers: &[Number<T>], choices: &[Choice<T>]) {
    for n in numbers.iter().filter(|n| usual.is_none_or(|usual| (n.get)(usual) != (n.get)(part))) {
        out.push((n.key, (n.get)(part).map(|v| v.to_string()).unwrap_or_default()));
    }
    for c in choices.iter().filter(|c| usual.is_none_or(|usual| (c.get)(usual) != (c.get)(part))) {
        out.push((c.key, c.code(part).to_string()));
    }
}

/// Gives `to` the value that `from` has where there is a problem.
///
/// For a form that is being typed in: a value that cannot be used leaves the last one that could.
pub fn keep(problem: &Problem, from: &Scenario, to: &mut Scenario) {
    let key = decimal_named(&problem.field).map_or(problem.field.as_str(), |d| d.key);
    if let Some(index) = problem.profile() {
        if let (Some(from), Some(to)) = (from.profiles.get(index), to.profiles.get_mut(index)) {
            keep_of_profile(key, from, to);
        }
    } else if let Some(n) = number(&NUMBERS, key) {
        (n.set)(to, (n.get)(from));
    } else if let Some(c) = choice(&CHOICES, key) {
        (c.set)(to, (c.get)(from));
    } else if let Some(list) = families(key) {
        (list.get_mut)(to).clone_from((list.get)(from));
    } else if let Some(list) = by_type(key) {
        (list.get_mut)(to).clone_from((list.get)(from));
    } else {
        match key {
            "region" => to.region.clone_from(&from.region),
            "sized_on" => to.sized_on.clone_from(&from.sized_on),
            "type" => to.chosen.clone_from(&from.chosen),
            _ => {}
        }
    }
}

fn keep_of_profile(key: &str, from: &PodProfile, to: &mut PodProfile) {
    if let Some(n) = number(&PROFILE_NUMBERS, key) {
        (n.set)(to, (n.get)(from));
    } else if let Some(c) = choice(&PROFILE_CHOICES, key) {
        (c.set)(to, (c.get)(from));
    } else if let Some(text) = text(key) {
        (text.set)(to, (text.get)(from));
    } else {
        to.name.clone_from(&from.name);
    }
}

/// A value short enough to repeat in a sentence, without what cannot be seen.
fn shown(value: &str) -> String {
    let mut out: String = value.chars().filter(|c| !is_hidden(*c)).take(MAX_SHOWN).collect();
    if value.chars().count() > MAX_SHOWN {
        out.push('\u{2026}');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::network_mode::NetworkMode;
    use crate::units::{Mib, MilliCpu};

    fn problems(query: &str) -> Vec<String> {
        from_query(query).problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_differs_beyond_the_first_settings_is_counted_and_can_be_reset() {
        let count = |query: &str| set_beyond_first(&from_query(query).scenario);
        assert_eq!(count("v=2&pods=407&region=eu-west-1&survive=zone&zones=3&buy=spot&arch=arm&type=m5.large"), 0);
        assert_eq!(count("v=2&mode=prefix-delegation&hours=400&headroom=10&subnet=a&subnet_free=9&ds=x"), 5);
        let set = from_query("v=2&pods=407&zones=3&arch=arm&mode=prefix-delegation&headroom=10&metal=1&ds=").scenario;
        let reset = reset_beyond_first(&set);
        assert_eq!(to_query(&reset), to_query(&from_query("v=2&pods=407&zones=3&arch=arm").scenario));
        assert_eq!(set_beyond_first(&reset), 0);
    }

    #[test]
    fn a_scenario_survives_the_round_trip() {
        let mut s = Scenario { mode: NetworkMode::CustomNetworkingPrefix, ..Scenario::default() };
        s.node.max_pods = Some(110);
        s.filters.families = vec!["m5".into(), "c7i".into()];
        s.chosen = Some("m5.large".into());
        s.profiles.push(PodProfile { name: "jobs & more = ü".into(), cpu: MilliCpu(2_000), ..PodProfile::default() });
        s.daemonsets.push(DaemonSet { memory: Mib(7), ..DaemonSet::named("extra") });
        s.subnets.push(Subnet { zone: "us-east-1a".into(), free_addresses: Some(251) });
        let decoded = from_query(&to_query(&s));
        assert_eq!(decoded, Decoded { scenario: s, problems: vec![] });
    }

    #[test]
    fn a_link_holds_what_differs_from_the_defaults() {
        assert_eq!(to_query(&Scenario::default()), "v=2");
        assert_eq!(to_query(&Scenario::version_1()), "v=1");
        let mut s = Scenario { mode: NetworkMode::PrefixDelegation, ..Scenario::default() };
        s.profiles[0].pods = 400;
        assert_eq!(to_query(&s), "v=2&profile=web&pods=400&mode=prefix-delegation");
    }

    #[test]
    fn no_daemonsets_is_not_the_default_ones() {
        let s = Scenario { daemonsets: vec![], ..Scenario::default() };
        assert_eq!(from_query(&to_query(&s)).scenario.daemonsets, vec![]);
        assert_eq!(from_query("v=1").scenario.daemonsets.len(), 4);
    }

    #[test]
    fn the_first_link_ever_written_still_means_the_same() {
        let decoded = from_query("?v=1&pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation&region=eu-west-1&max_pods=");
        assert_eq!(decoded.problems, vec![]);
        let s = decoded.scenario;
        assert_eq!((s.profiles[0].pods, s.profiles[0].cpu, s.profiles[0].memory), (400, MilliCpu(50), Mib(64)));
        assert_eq!((s.mode, s.region.as_str(), s.node.max_pods), (NetworkMode::PrefixDelegation, "eu-west-1", None));
    }

    #[test]
    fn wrong_values_name_field_value_and_range_and_come_near() {
        let decoded = from_query("v=1&pods=-5&cpu_m=99999999999&mem_mib=2.6&mbps=fast&mode=magic&min_nodes=0");
        let said: Vec<_> = decoded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 6);
        assert_eq!(said[0], "pods: \u{201c}-5\u{201d} is not allowed; it takes a whole number from 1 to 150,000");
        assert!(said[4].starts_with(
            "mode: \u{201c}magic\u{201d} is not allowed; it takes one of secondary-ip, prefix-delegation"
        ));
        let p = &decoded.scenario.profiles[0];
        assert_eq!((p.pods, p.cpu, p.memory, p.bandwidth.0), (1, MilliCpu(256_000), Mib(512), 0));
        assert_eq!(decoded.scenario.min_nodes, 1);
    }

    #[test]
    fn amounts_with_a_suffix_are_read_and_written_in_the_fields_unit() {
        let decoded =
            from_query("profile=web&cpu_m=250m&mem_mib=6Gi&ds=a&ds_cpu_m=0.5+cores&ds_mem_mib=1+GiB&root_gib=1Ti");
        assert_eq!(decoded.problems, []);
        let s = decoded.scenario;
        assert_eq!(
            (s.profiles[0].cpu, s.profiles[0].memory, s.node.root_gib),
            (MilliCpu(250), Mib(6_144), Some(1_024))
        );
        assert_eq!((s.daemonsets[0].cpu, s.daemonsets[0].memory), (MilliCpu(500), Mib(1_024)));
        assert!(to_query(&s).contains("mem_mib=6144"), "{}", to_query(&s));
        let beyond = from_query("mem_mib=8Ti&cpu_m=1,5");
        assert_eq!(beyond.scenario.profiles[0].memory, Mib(4_194_304));
        assert_eq!(beyond.scenario.profiles[0].cpu, PodProfile::default().cpu);
        let said: Vec<_> = beyond.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "mem_mib: \u{201c}8Ti\u{201d} is not allowed; it takes a whole number from 0 to 4,194,304, in MiB, or with a unit such as 512Mi, 1.5Gi or 1G",
                "cpu_m: \u{201c}1,5\u{201d} is not allowed; it takes a whole number from 0 to 256,000, in millicores, or with a unit such as 250m or 1.5 cores",
            ]
        );
    }

    #[test]
    fn a_problem_in_one_of_several_workloads_names_it() {
        let said = problems("v=1&profile=web&cpu_m=x&profile=api%00&mem_mib=y&ds=a&ds_cpu_m=z");
        assert_eq!(
            said,
            [
                "cpu_m of profile 1, \u{201c}web\u{201d}: \u{201c}x\u{201d} is not allowed; it takes a whole number from 0 to 256,000, in millicores, or with a unit such as 250m or 1.5 cores",
                "profile 2: \u{201c}api\u{201d} is not allowed; it takes a name of at most 100 characters, none of them a control character or one that turns the direction of text",
                "mem_mib of profile 2, \u{201c}api\u{201d}: \u{201c}y\u{201d} is not allowed; it takes a whole number from 0 to 4,194,304, in MiB, or with a unit such as 512Mi, 1.5Gi or 1G",
                "ds_cpu_m: \u{201c}z\u{201d} is not allowed; it takes a whole number from 0 to 64,000, in millicores, or with a unit such as 250m or 1.5 cores",
            ]
        );
    }

    #[test]
    fn a_subnet_without_its_free_addresses_is_not_an_empty_one() {
        let free = |query: &str| {
            let decoded = from_query(query);
            assert_eq!(decoded.problems, [], "{query}");
            decoded.scenario.subnets.iter().map(|s| s.free_addresses).collect::<Vec<_>>()
        };
        assert_eq!(free("v=1&subnet=a"), [None]);
        assert_eq!(free("v=1&subnet=a&subnet_free=&subnet=b&subnet_free=7&subnet=&subnet_free=9"), [None, Some(7)]);
        assert_eq!(free("v=1&subnet=a&subnet_free=0"), [Some(0)]);
        let unknown = from_query("v=1&subnet=a").scenario;
        assert_eq!(from_query(&to_query(&unknown)).scenario, unknown);
    }

    #[test]
    fn lists_by_type_are_read_entry_by_entry() {
        let s = from_query(
            "v=2&today=m5.large:12,c7i.xlarge:3&today_spot=m5.large:4&seen_mib=m5.large:7624&seen_pods=m5.large:35",
        );
        assert_eq!(s.problems, vec![]);
        assert_eq!(
            to_query(&s.scenario),
            "v=2&today=m5.large%3A12%2Cc7i.xlarge%3A3&today_spot=m5.large%3A4&seen_mib=m5.large%3A7624&seen_pods=m5.large%3A35"
        );
        let wrong = from_query("v=2&today=m5.large:12 c5.large,m5.large:7,:3,m5.xlarge:0,x:1e9");
        assert_eq!(BY_TYPE[0].written(&wrong.scenario), "m5.large:12,m5.xlarge:1");
        let said: Vec<_> = wrong.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 5, "{said:?}");
        assert_eq!(
            said[0],
            "today: \u{201c}c5.large\u{201d} is not allowed; it takes types such as m5.large:1, each once and at most 60, with whole \
             numbers from 1 to 9,999"
        );
        let many: Vec<String> = (0..70).map(|i| format!("m{i}.large:1")).collect();
        let many = from_query(&format!("v=2&today={}", many.join(",")));
        assert_eq!((many.scenario.own.on_demand.len(), many.problems.len()), (60, 10));
    }

    #[test]
    fn later_versions_and_unknown_keys_are_named() {
        assert_eq!(
            problems("v=7"),
            ["v: \u{201c}7\u{201d} is not allowed; it takes 1 or 2, the formats that this version of Berth reads"]
        );
        let decoded = from_query("v=1&utm_source=mail");
        assert!(decoded.problems[0].unknown_key);
        assert_eq!(decoded.problems[0].to_string(), "utm_source: unknown setting");
    }

    #[test]
    fn junk_is_bounded() {
        let junk = "pods=x&".repeat(20_000);
        assert_eq!(from_query(&junk).problems.len(), MAX_PROBLEMS);
        let long = format!("region={}", "a".repeat(100_000));
        assert!(problems(&long)[0].len() < 300);
        assert_eq!(from_query("%ff%fe=%00&&&==&profile=%00").scenario.profiles.len(), 1);
    }
}
