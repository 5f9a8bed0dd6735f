//! Reading pairs: one after the other, each to the part of the scenario that it belongs to.

use super::{Decoded, Entry, MAX_PROBLEMS, Problem, REGION, UNKNOWN_KEY, VERSIONS, shown};
use crate::scenario::fields::*;
use crate::scenario::os::Os;
use crate::scenario::own_nodes::{MOST_LISTED, OfType};
use crate::scenario::owner::{Owner, SELF_MANAGED_BOTTLEROCKET};
use crate::scenario::*;
use crate::text::turns;
use crate::units::grouped;

/// The nearest valid scenario to these pairs, and every problem.
pub fn decode(pairs: impl IntoIterator<Item = (String, String)>) -> Decoded {
    let pairs: Vec<_> = pairs.into_iter().collect();
    let mut d = Decoder { scenario: defaults_of(&pairs), ..Decoder::default() };
    for (key, value) in pairs {
        d.take(&key, value.trim());
    }
    d.finish()
}

/// The defaults of the version that the pairs name, wherever they name it; of the newest where they name none.
fn defaults_of(pairs: &[(String, String)]) -> Scenario {
    let named = pairs.iter().find(|(key, _)| key == "v");
    let version = named.and_then(|(_, value)| VERSIONS.iter().find(|(code, _)| *code == value.trim()));
    version.map_or_else(Scenario::default, |(_, defaults)| defaults())
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
            "sized_on" => {
                if let Some(family) = self.text(key, value, is_word) {
                    self.scenario.sized_on = Some(family).filter(|family| !family.is_empty());
                }
            }
            // Owner and OS were one setting once.
            "node" if value == SELF_MANAGED_BOTTLEROCKET => {
                self.scenario.node.set_owner(Owner::SelfManaged);
                self.scenario.node.chosen_os = Os::Bottlerocket;
            }
            "type" => self.scenario.chosen = self.text(key, value, is_word).filter(|t| !t.is_empty()),
            _ if decimal_named(key).is_some() => decimal_named(key).into_iter().for_each(|d| self.decimal(d, value)),
            _ => match (families(key), by_type(key)) {
                (Some(list), _) => self.families(list, value),
                (_, Some(list)) => self.by_type(list, value),
                _ => self.take_from_tables(key, value),
            },
        }
    }

    fn take_from_tables(&mut self, key: &str, value: &str) {
        let scenario = &mut self.scenario;
        let (skip_daemonset, skip_subnet) =
            (self.skip_daemonset || !self.saw_daemonset, self.skip_subnet || !self.saw_subnet);
        let mut given = Given { key, value, problems: &mut self.problems };
        let profiles = List { of: "profile", skip: self.skip_profile };
        let daemonsets = List { of: "ds", skip: skip_daemonset };
        let subnets = List { of: "subnet", skip: skip_subnet };
        let known = given.write_text(&mut scenario.profiles, &profiles)
            || given.write(scenario, &NUMBERS, &CHOICES, None)
            || given.write_last(&mut scenario.profiles, &PROFILE_NUMBERS, &PROFILE_CHOICES, profiles)
            || given.write_last(&mut scenario.daemonsets, &DAEMONSET_NUMBERS, &DAEMONSET_CHOICES, daemonsets)
            || given.write_last(&mut scenario.subnets, &SUBNET_NUMBERS, &[], subnets);
        if !known {
            self.problem(Problem::of_key(key, UNKNOWN_KEY));
        }
    }

    fn version(&mut self, value: &str) {
        if !VERSIONS.iter().any(|(code, _)| *code == value) {
            let codes = VERSIONS.map(|(code, _)| code).join(" or ");
            self.problem(Problem::new("v", value, format!("{codes}, the formats that this version of Berth reads")));
        }
    }

    fn start_profile(&mut self, name: &str) {
        if !self.saw_profile {
            self.scenario.profiles.clear();
        }
        self.saw_profile = true;
        let index = self.scenario.profiles.len();
        self.skip_profile = index >= MAX_PROFILES;
        if self.skip_profile {
            let allowed = format!("at most {MAX_PROFILES} profiles");
            return self.problem(Problem::new("profile", name, allowed));
        }
        let name = self.label("profile", name, index).unwrap_or_default();
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
        self.scenario.subnets.extend(entry.map(|zone| Subnet { zone, free_addresses: None }));
    }

    /// The name of a new entry of a list; `None` for a blank one and for one too many.
    fn start_entry(&mut self, key: &'static str, name: &str, listed: usize, most: usize) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if listed >= most {
            self.problem(Problem::new(key, name, format!("at most {most} entries")));
            return None;
        }
        Some(self.label(key, name, listed).unwrap_or_else(|| key.to_string()))
    }

    fn families(&mut self, list: &Families, value: &str) {
        let Some(named) = self.text(list.key, value, |c| is_word(c) || matches!(c, ',' | ' ')) else { return };
        let mut families: Vec<String> = Vec::new();
        for family in named.split([',', ' ']).filter(|f| !f.is_empty()) {
            if !families.iter().any(|f| f == family) {
                families.push(family.to_string());
            }
        }
        *(list.get_mut)(&mut self.scenario) = families;
    }

    /// Entries such as `m5.large:12`. One that cannot be used is a problem, and the others count.
    fn by_type(&mut self, list: &ByType, value: &str) {
        let mut all: Vec<OfType> = Vec::new();
        for entry in value.split([',', ' ']).filter(|entry| !entry.is_empty()) {
            let (name, n) = entry.split_once(':').unwrap_or((entry, ""));
            let is_new = all.len() < MOST_LISTED && all.iter().all(|of| of.name != name);
            let can_be = is_new && !name.is_empty() && is_text(name, is_word);
            let n = nearest(n).filter(|_| can_be).map(|near| (near.clamp(list.min, list.max), n));
            if n.is_none_or(|(near, given)| given.parse() != Ok(near)) {
                let (min, max) = (grouped(list.min.into()), grouped(list.max.into()));
                let allowed = format!(
                    "types such as m5.large:{}, each once and at most {MOST_LISTED}, with whole numbers from {min} to {max}",
                    list.min
                );
                self.problem(Problem::new(list.key, entry, allowed));
            }
            all.extend(n.map(|(n, _)| OfType { name: name.into(), n }));
        }
        *(list.get_mut)(&mut self.scenario) = all;
    }

    /// A number as people type it.
    fn decimal(&mut self, d: &Decimal, value: &str) {
        let Some(n) = number(&NUMBERS, d.key) else { return };
        let typed = d.read(value);
        if let Some(near) = typed.or_else(|| nearest(value)?.checked_mul(10_u32.pow(d.places as u32))) {
            (n.set)(&mut self.scenario, Some(near.clamp(n.min, n.max)));
        }
        if !typed.is_some_and(|v| (n.min..=n.max).contains(&v)) {
            self.problem(Problem::new(d.name, value, d.range(n.min, n.max)));
        }
    }

    /// Text of at most [`MAX_TEXT`] characters, all of them allowed.
    fn text(&mut self, key: &str, value: &str, allowed: fn(char) -> bool) -> Option<String> {
        if is_text(value, allowed) {
            return Some(value.to_string());
        }
        let what = match key {
            "region" => REGION,
            "type" => "an instance type's name such as m5.large",
            "sized_on" => "a family such as m5, or nothing",
            _ => "families such as m5,c7i, at most 100 characters",
        };
        self.problem(Problem::new(key, value, what));
        None
    }

    /// The name of an entry of a list.
    fn label(&mut self, list: &'static str, name: &str, index: usize) -> Option<String> {
        if is_text(name, is_label) {
            return Some(name.to_string());
        }
        let allowed = format!(
            "a name of at most {MAX_TEXT} characters, none of them a control character or one that turns the direction of text"
        );
        self.problem(Problem::new(list, name, allowed).in_entry(list, index, ""));
        // the nearest that is a name
        let kept: String = name.chars().filter(|c| is_label(*c)).collect();
        let kept = kept.trim();
        (!kept.is_empty() && is_text(kept, is_label)).then(|| kept.to_string())
    }

    fn problem(&mut self, problem: Problem) {
        add(&mut self.problems, problem);
    }

    /// Gives every problem the name of its entry, where the list has several: only now it is known whether it has.
    fn name_entries(&mut self) {
        let Scenario { profiles, daemonsets, subnets, .. } = &self.scenario;
        for problem in &mut self.problems {
            let Some(entry) = &mut problem.entry else { continue };
            let (name, entries) = match entry.list {
                "profile" => (profiles.get(entry.index).map(|p| &p.name), profiles.len()),
                "ds" => (daemonsets.get(entry.index).map(|d| &d.name), daemonsets.len()),
                _ => (subnets.get(entry.index).map(|s| &s.zone), subnets.len()),
            };
            entry.name = name.map(|name| shown(name)).unwrap_or_default();
            if entries < 2 {
                problem.entry = None;
            }
        }
    }

    fn finish(mut self) -> Decoded {
        if self.scenario.profiles.is_empty() {
            self.scenario.profiles.push(PodProfile::default());
        }
        self.name_entries();
        Decoded { scenario: self.scenario.settled(), problems: self.problems }
    }
}

/// Records a problem, unless there are many already.
fn add(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.len() < MAX_PROBLEMS {
        problems.push(problem);
    }
}

/// A pair on its way to the part of the scenario that it belongs to.
struct Given<'a> {
    key: &'a str,
    value: &'a str,
    problems: &'a mut Vec<Problem>,
}

/// A list on the way of a pair to its last entry.
struct List {
    /// Its leading key.
    of: &'static str,
    /// The entry was refused or left blank: its keys go nowhere.
    skip: bool,
}

impl Given<'_> {
    /// Writes the value to the last entry of a list. Whether the key is one of the list's.
    fn write_last<T>(
        &mut self,
        entries: &mut [T],
        numbers: &'static [Number<T>],
        choices: &'static [Choice<T>],
        list: List,
    ) -> bool {
        let entry = Entry { list: list.of, index: entries.len().saturating_sub(1), name: String::new() };
        match entries.last_mut() {
            Some(last) if !list.skip => self.write(last, numbers, choices, Some(entry)),
            _ => number(numbers, self.key).is_some() || choice(choices, self.key).is_some(),
        }
    }

    /// Writes a text to the last profile. Whether the key is one of a text; one that cannot be used leaves the default.
    fn write_text(&mut self, profiles: &mut [PodProfile], list: &List) -> bool {
        let Some(text) = text(self.key) else { return false };
        let index = profiles.len().saturating_sub(1);
        if let Some(last) = profiles.last_mut().filter(|_| !list.skip)
            && !(text.set)(last, self.value)
        {
            add(self.problems, Problem::new(self.key, self.value, text.allowed).in_entry(list.of, index, ""));
        }
        true
    }

    /// Writes the value to a part, which may be an entry of a list. Whether the key is one of the part's.
    fn write<T>(
        &mut self,
        part: &mut T,
        numbers: &'static [Number<T>],
        choices: &'static [Choice<T>],
        entry: Option<Entry>,
    ) -> bool {
        let problem = if let Some(n) = number(numbers, self.key) {
            set_number(part, n, self.value)
        } else if let Some(c) = choice(choices, self.key) {
            set_choice(part, c, self.value)
        } else {
            return false;
        };
        problem.into_iter().for_each(|problem| add(self.problems, Problem { entry: entry.clone(), ..problem }));
        true
    }
}

fn set_number<T>(part: &mut T, n: &Number<T>, value: &str) -> Option<Problem> {
    if n.optional && value.is_empty() {
        (n.set)(part, None);
        return None;
    }
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
            Some(Problem::new(n.key, value, range(n)))
        }
    }
}

/// What a number may be.
fn range<T>(n: &Number<T>) -> String {
    let range = format!("a whole number from {} to {}", grouped(n.min.into()), grouped(n.max.into()));
    if n.optional { format!("{range}, or nothing") } else { range }
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

/// Whether it is at most [`MAX_TEXT`] characters, all of them allowed.
fn is_text(value: &str, allowed: fn(char) -> bool) -> bool {
    value.chars().count() <= MAX_TEXT && value.chars().all(allowed)
}

fn is_region(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
}

fn is_label(c: char) -> bool {
    !c.is_control() && !turns(c)
}
