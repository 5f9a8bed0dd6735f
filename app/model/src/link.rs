//! The scenario as key-value pairs: what links, files and forms have in common. Format version 1.
//!
//! Decoding never fails: it gives the nearest valid scenario and every problem met on the way.
//! A list starts at its leading key (`profile`, `ds`, `subnet`); the keys that follow belong to it.
//! Encoding writes every key; a link holds those that differ from its version's defaults, and decoding
//! gives a missing key that default, for ever.

use crate::fields::*;
use crate::scenario::*;
use std::fmt;

/// The version that this code writes.
pub const VERSION: &str = "1";

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
}

/// Longest piece of a wrong value that a message repeats.
const MAX_SHOWN: usize = 60;

/// What is said of a key that is none of ours.
pub const UNKNOWN_KEY: &str = "is not a setting of Berth";

/// What a region is, for messages.
const REGION: &str = "a region's code such as us-east-1";

impl Problem {
    /// `field: "value" is not allowed; allowed`.
    pub fn new(field: &str, value: &str, allowed: impl Into<String>) -> Problem {
        Problem { field: shown(field), value: shown(value), allowed: allowed.into(), unknown_key: false }
    }

    /// `field: what is wrong with the key itself`.
    pub fn of_key(field: &str, wrong: impl Into<String>) -> Problem {
        Problem { field: shown(field), value: String::new(), allowed: wrong.into(), unknown_key: true }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { field, value, allowed, .. } = self;
        if self.unknown_key {
            return write!(f, "{field}: {allowed}");
        }
        write!(f, "{field}: \u{201c}{value}\u{201d} is not allowed; it takes {allowed}")
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

/// The scenario as a query string, without `?`: what differs from version 1's defaults, which stand for ever.
/// Equal scenarios give equal strings.
pub fn to_query(scenario: &Scenario) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (key, value) in encode_differences(scenario) {
        out.append_pair(key, &value);
    }
    out.finish()
}

/// The pairs of a scenario that differ from the defaults. A list that differs is written whole.
fn encode_differences(s: &Scenario) -> Vec<Pair> {
    let default = Scenario::default();
    let mut out = vec![("v", VERSION.to_string())];
    if s.profiles != default.profiles {
        for p in &s.profiles {
            out.push(("profile", p.name.clone()));
            out.extend(differing(profile_pairs(p), &profile_pairs(&PodProfile::default())));
        }
    }
    out.extend(differing(own_pairs(s), &own_pairs(&default)));
    if s.daemonsets != default.daemonsets {
        out.extend(daemonset_pairs(s));
    }
    out.extend(subnet_pairs(s));
    out
}

/// The pairs that are not among these.
fn differing(pairs: Vec<Pair>, from: &[Pair]) -> impl Iterator<Item = Pair> {
    pairs.into_iter().filter(move |pair| !from.contains(pair))
}

/// A scenario from a query string, with or without `?`.
pub fn from_query(query: &str) -> Decoded {
    decode(query_pairs(query))
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
    let mut out = vec![("v", VERSION.to_string())];
    for p in &s.profiles {
        out.push(("profile", p.name.clone()));
        out.extend(profile_pairs(p));
    }
    out.extend(own_pairs(s));
    out.extend(daemonset_pairs(s));
    out.extend(subnet_pairs(s));
    out
}

/// Every key that stands once, each with its value: those of the scenario itself and of its first profile.
pub fn encode_settings(s: &Scenario) -> Vec<Pair> {
    let mut out = s.profiles.first().map(profile_pairs).unwrap_or_default();
    out.extend(own_pairs(s));
    out
}

fn profile_pairs(p: &PodProfile) -> Vec<Pair> {
    let mut out = Vec::new();
    encode_part(&mut out, p, &PROFILE_NUMBERS, &PROFILE_CHOICES);
    out
}

/// What belongs to no list.
fn own_pairs(s: &Scenario) -> Vec<Pair> {
    let mut out = vec![("region", s.region.clone())];
    encode_part(&mut out, s, &NUMBERS, &CHOICES);
    out.push(("families", s.filters.families.join(",")));
    out.push(("type", s.chosen.clone().unwrap_or_default()));
    out
}

fn daemonset_pairs(s: &Scenario) -> Vec<Pair> {
    let mut out = Vec::new();
    for d in &s.daemonsets {
        out.push(("ds", d.name.clone()));
        encode_part(&mut out, d, &DAEMONSET_NUMBERS, &DAEMONSET_CHOICES);
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
        encode_part(&mut out, n, &SUBNET_NUMBERS, &[]);
    }
    out
}

fn encode_part<T>(out: &mut Vec<Pair>, part: &T, numbers: &[Number<T>], choices: &[Choice<T>]) {
    for n in numbers {
        out.push((n.key, (n.get)(part).map(|v| v.to_string()).unwrap_or_default()));
    }
    for c in choices {
        out.push((c.key, c.code(part).to_string()));
    }
}

/// The nearest valid scenario to these pairs, and every problem.
pub fn decode(pairs: impl IntoIterator<Item = (String, String)>) -> Decoded {
    let mut d = Decoder::default();
    for (key, value) in pairs {
        d.take(&key, value.trim());
    }
    d.finish()
}

/// Gives `to` the value that `from` has for a key of the scenario or of its first profile.
///
/// For a form that is being typed in: a value that cannot be used leaves the last one that could.
pub fn keep(key: &str, from: &Scenario, to: &mut Scenario) {
    if let Some(n) = number(&NUMBERS, key) {
        (n.set)(to, (n.get)(from));
    } else if let Some(c) = choice(&CHOICES, key) {
        (c.set)(to, (c.get)(from));
    } else if let (Some(n), Some(from), Some(to)) =
        (number(&PROFILE_NUMBERS, key), from.profiles.first(), to.profiles.first_mut())
    {
        (n.set)(to, (n.get)(from));
    } else {
        match key {
            "region" => to.region.clone_from(&from.region),
            "families" => to.filters.families.clone_from(&from.filters.families),
            "type" => to.chosen.clone_from(&from.chosen),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Decoder {
    scenario: Scenario,
    problems: Vec<Problem>,
    saw_profile: bool,
    saw_daemonset: bool,
    saw_subnet: bool,
    /// A list's entry that was refused or left blank: its keys go nowhere.
    skip_daemonset: bool,
    skip_subnet: bool,
    skip_profile: bool,
}

impl Decoder {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "v" => self.version(value),
            "profile" => self.start_profile(value),
            "ds" => self.start_daemonset(value),
            "subnet" => self.start_subnet(value),
            "region" => match self.text(key, value, is_region) {
                Some(region) if !region.is_empty() => self.scenario.region = region,
                Some(empty) => self.problem(Problem::new(key, &empty, REGION)),
                None => {}
            },
            "families" => self.families(value),
            "type" => self.scenario.chosen = self.text(key, value, is_word).filter(|t| !t.is_empty()),
            _ => self.take_from_tables(key, value),
        }
    }

    fn take_from_tables(&mut self, key: &str, value: &str) {
        let Decoder { scenario, problems, .. } = self;
        let known = apply(scenario, &NUMBERS, &CHOICES, key, value, problems, false)
            || scenario
                .profiles
                .last_mut()
                .is_some_and(|p| apply(p, &PROFILE_NUMBERS, &PROFILE_CHOICES, key, value, problems, self.skip_profile))
            || apply_last(
                &mut scenario.daemonsets,
                &DAEMONSET_NUMBERS,
                &DAEMONSET_CHOICES,
                key,
                value,
                problems,
                self.skip_daemonset || !self.saw_daemonset,
            )
            || apply_last(
                &mut scenario.subnets,
                &SUBNET_NUMBERS,
                &[],
                key,
                value,
                problems,
                self.skip_subnet || !self.saw_subnet,
            );
        if !known {
            self.problem(Problem::of_key(key, UNKNOWN_KEY));
        }
    }

    fn version(&mut self, value: &str) {
        if value != VERSION {
            self.problem(Problem::new("v", value, format!("{VERSION}, the format that this Berth reads")));
        }
    }

    fn start_profile(&mut self, name: &str) {
        if !self.saw_profile {
            self.scenario.profiles.clear();
        }
        self.saw_profile = true;
        self.skip_profile = self.scenario.profiles.len() >= MAX_PROFILES;
        if self.skip_profile {
            return self.problem(Problem::new("profile", name, format!("at most {MAX_PROFILES} profiles")));
        }
        let name = self.text("profile", name, is_label).unwrap_or_default();
        self.scenario.profiles.push(PodProfile { name, ..PodProfile::default() });
    }

    fn start_daemonset(&mut self, name: &str) {
        if !self.saw_daemonset {
            self.scenario.daemonsets.clear();
        }
        self.saw_daemonset = true;
        let entry = self.start_entry("ds", name, self.scenario.daemonsets.len(), MAX_DAEMONSETS);
        self.skip_daemonset = entry.is_none();
        self.scenario.daemonsets.extend(entry.map(|name| DaemonSet::named(&name)));
    }

    fn start_subnet(&mut self, zone: &str) {
        self.saw_subnet = true;
        let entry = self.start_entry("subnet", zone, self.scenario.subnets.len(), MAX_SUBNETS);
        self.skip_subnet = entry.is_none();
        self.scenario.subnets.extend(entry.map(|zone| Subnet { zone, free_addresses: 0 }));
    }

    /// The name of a new entry of a list; `None` for a blank one and for one too many.
    fn start_entry(&mut self, key: &str, name: &str, listed: usize, most: usize) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if listed >= most {
            self.problem(Problem::new(key, name, format!("at most {most} entries")));
            return None;
        }
        Some(self.text(key, name, is_label).unwrap_or_else(|| key.to_string()))
    }

    fn families(&mut self, value: &str) {
        let Some(list) = self.text("families", value, |c| is_word(c) || matches!(c, ',' | ' ')) else { return };
        let mut families: Vec<String> = Vec::new();
        for family in list.split([',', ' ']).filter(|f| !f.is_empty()) {
            if !families.iter().any(|f| f == family) {
                families.push(family.to_string());
            }
        }
        self.scenario.filters.families = families;
    }

    /// Text of at most [`MAX_TEXT`] characters, all of them allowed.
    fn text(&mut self, key: &str, value: &str, allowed: fn(char) -> bool) -> Option<String> {
        if value.chars().count() <= MAX_TEXT && value.chars().all(allowed) {
            return Some(value.to_string());
        }
        let what = match key {
            "region" => REGION,
            "type" => "an instance type's name such as m5.large",
            "families" => "families such as m5,c7i, at most 100 characters",
            _ => "a name of at most 100 characters, no control characters",
        };
        self.problem(Problem::new(key, value, what));
        None
    }

    fn problem(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn finish(mut self) -> Decoded {
        if self.scenario.profiles.is_empty() {
            self.scenario.profiles.push(PodProfile::default());
        }
        Decoded { scenario: self.scenario, problems: self.problems }
    }
}

/// Writes a key's value to the last entry of a list. Whether the key is one of the list's.
fn apply_last<T>(
    list: &mut [T],
    numbers: &'static [Number<T>],
    choices: &'static [Choice<T>],
    key: &str,
    value: &str,
    problems: &mut Vec<Problem>,
    skip: bool,
) -> bool {
    let is_ours = numbers.iter().any(|n| n.key == key) || choices.iter().any(|c| c.key == key);
    match list.last_mut() {
        Some(last) if is_ours => apply(last, numbers, choices, key, value, problems, skip),
        _ => is_ours,
    }
}

/// Writes a key's value to a part of the scenario. Whether the key is one of the part's.
fn apply<T>(
    part: &mut T,
    numbers: &'static [Number<T>],
    choices: &'static [Choice<T>],
    key: &str,
    value: &str,
    problems: &mut Vec<Problem>,
    skip: bool,
) -> bool {
    let problem = if let Some(n) = number(numbers, key) {
        if skip { None } else { set_number(part, n, value) }
    } else if let Some(c) = choice(choices, key) {
        if skip { None } else { set_choice(part, c, value) }
    } else {
        return false;
    };
    if let Some(problem) = problem
        && problems.len() < MAX_PROBLEMS
    {
        problems.push(problem);
    }
    true
}

fn set_number<T>(part: &mut T, n: &Number<T>, value: &str) -> Option<Problem> {
    if n.optional && value.is_empty() {
        (n.set)(part, None);
        return None;
    }
    let range = || {
        use crate::units::grouped;
        let range = format!("a whole number from {} to {}", grouped(n.min.into()), grouped(n.max.into()));
        if n.optional { format!("{range}, or nothing") } else { range }
    };
    match value.parse::<u32>() {
        Ok(v) if (n.min..=n.max).contains(&v) => {
            (n.set)(part, Some(v));
            None
        }
        _ => {
            // The nearest number in range; what is no number leaves the default.
            if let Some(v) = nearest(value) {
                (n.set)(part, Some(v.clamp(n.min, n.max)));
            }
            Some(Problem::new(n.key, value, range()))
        }
    }
}

/// The whole number from 0 up that is nearest to a decimal one, `None` if it is no number.
fn nearest(value: &str) -> Option<u32> {
    let (is_negative, digits) = match value.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('+').unwrap_or(value)),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    if is_negative {
        return Some(0);
    }
    // Digits only, so parsing fails for no other reason than size.
    let whole = whole.parse::<u32>().unwrap_or(u32::MAX);
    Some(whole.saturating_add(u32::from(decimals.as_bytes().first().is_some_and(|d| *d >= b'5'))))
}

fn set_choice<T>(part: &mut T, c: &Choice<T>, value: &str) -> Option<Problem> {
    if let Some(i) = c.options.iter().position(|(code, _)| *code == value) {
        (c.set)(part, i);
        return None;
    }
    let codes: Vec<_> = c.options.iter().map(|(code, _)| *code).collect();
    Some(Problem::new(c.key, value, format!("one of {}", codes.join(", "))))
}

fn is_region(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
}

fn is_label(c: char) -> bool {
    !c.is_control()
}

/// A value short enough to repeat in a sentence, without control characters.
fn shown(value: &str) -> String {
    let mut out: String = value.chars().filter(|c| !c.is_control()).take(MAX_SHOWN).collect();
    if value.chars().count() > MAX_SHOWN {
        out.push('\u{2026}');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network_mode::NetworkMode;
    use crate::units::{Mib, MilliCpu};

    fn problems(query: &str) -> Vec<String> {
        from_query(query).problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_scenario_survives_the_round_trip() {
        let mut s = Scenario { mode: NetworkMode::CustomNetworkingPrefix, ..Scenario::default() };
        s.node.max_pods = Some(110);
        s.filters.families = vec!["m5".into(), "c7i".into()];
        s.chosen = Some("m5.large".into());
        s.profiles.push(PodProfile { name: "jobs & more = ü".into(), cpu: MilliCpu(2_000), ..PodProfile::default() });
        s.daemonsets.push(DaemonSet { memory: Mib(7), ..DaemonSet::named("extra") });
        s.subnets.push(Subnet { zone: "us-east-1a".into(), free_addresses: 251 });
        let decoded = from_query(&to_query(&s));
        assert_eq!(decoded, Decoded { scenario: s, problems: vec![] });
    }

    #[test]
    fn a_link_holds_what_differs_from_the_defaults() {
        assert_eq!(to_query(&Scenario::default()), "v=1");
        let mut s = Scenario { mode: NetworkMode::PrefixDelegation, ..Scenario::default() };
        s.profiles[0].pods = 400;
        assert_eq!(to_query(&s), "v=1&profile=web&pods=400&mode=prefix-delegation");
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
        assert_eq!((s.profile().pods, s.profile().cpu, s.profile().memory), (400, MilliCpu(50), Mib(64)));
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
        let p = decoded.scenario.profile();
        assert_eq!((p.pods, p.cpu, p.memory, p.bandwidth.0), (1, MilliCpu(256_000), Mib(3), 0));
        assert_eq!(decoded.scenario.min_nodes, 1);
    }

    #[test]
    fn later_versions_and_unknown_keys_are_named() {
        assert_eq!(
            problems("v=7"),
            ["v: \u{201c}7\u{201d} is not allowed; it takes 1, the format that this Berth reads"]
        );
        let decoded = from_query("v=1&utm_source=mail");
        assert!(decoded.problems[0].unknown_key);
        assert_eq!(decoded.problems[0].to_string(), "utm_source: is not a setting of Berth");
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
