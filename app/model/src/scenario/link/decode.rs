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
    let (scenario, mut problems) = read::<Vec<Problem>>(pairs.into_iter().collect());
    name_entries(&mut problems, &scenario);
    Decoded { scenario: scenario.settled(), problems }
}

/// The same without a word on what is wrong.
pub(super) fn nearest_to(pairs: impl IntoIterator<Item = (String, String)>) -> Scenario {
    read::<Untold>(pairs.into_iter().collect()).0.settled()
}

fn read<P: Problems>(pairs: Vec<(String, String)>) -> (Scenario, P) {
    let mut d: Decoder<P> = Decoder { scenario: defaults_of(&pairs), ..Decoder::default() };
    for (key, value) in pairs {
        d.take(&key, value.trim());
    }
    if d.scenario.profiles.is_empty() {
        d.scenario.profiles.push(PodProfile::default());
    }
    (d.scenario, d.problems)
}

/// Where problems go. One is put in words only where somebody reads it.
trait Problems: Default {
    fn add(&mut self, problem: impl FnOnce() -> Problem);
}

impl Problems for Vec<Problem> {
    /// Records it, unless there are many already.
    fn add(&mut self, problem: impl FnOnce() -> Problem) {
        if self.len() < MAX_PROBLEMS {
            self.push(problem());
        }
    }
}

/// Nobody reads them.
#[derive(Default)]
struct Untold;

impl Problems for Untold {
    fn add(&mut self, _: impl FnOnce() -> Problem) {}
}

/// The defaults of the version that the pairs name, wherever they name it; of the newest where they name none.
fn defaults_of(pairs: &[(String, String)]) -> Scenario {
    let named = pairs.iter().find(|(key, _)| key == "v");
    let version = named.and_then(|(_, value)| VERSIONS.iter().find(|(code, _)| *code == value.trim()));
    version.map_or_else(Scenario::default, |(_, defaults)| defaults())
}

#[derive(Default)]
struct Decoder<P> {
    scenario: Scenario,
    problems: P,
    saw_profile: bool,
    saw_daemonset: bool,
    saw_subnet: bool,
    /// A list's entry that was refused or left blank: its keys go nowhere.
    skip_daemonset: bool,
    skip_subnet: bool,
    skip_profile: bool,
}

impl<P: Problems> Decoder<P> {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "v" => self.version(value),
            "profile" => self.start_profile(value),
            "ds" => self.start_daemonset(value),
            "subnet" => self.start_subnet(value),
            "region" => match self.text(key, value, is_region) {
                Some(region) if !region.is_empty() => self.scenario.region = region,
                Some(empty) => self.problems.add(|| Problem::new(key, &empty, REGION)),
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
            self.problems.add(|| Problem::of_key(key, UNKNOWN_KEY));
        }
    }

    fn version(&mut self, value: &str) {
        if !VERSIONS.iter().any(|(code, _)| *code == value) {
            self.problems.add(|| {
                let codes = VERSIONS.map(|(code, _)| code).join(" or ");
                Problem::new("v", value, format!("{codes}, the formats that this version of Berth reads"))
            });
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
            return self.problems.add(|| Problem::new("profile", name, format!("at most {MAX_PROFILES} profiles")));
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
            self.problems.add(|| Problem::new(key, name, format!("at most {most} entries")));
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
                self.problems.add(|| Problem::new(list.key, entry, numbers_by_type(list)));
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
            self.problems.add(|| Problem::new(d.name, value, d.range(n.min, n.max)));
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
        self.problems.add(|| Problem::new(key, value, what));
        None
    }

    /// The name of an entry of a list.
    fn label(&mut self, list: &'static str, name: &str, index: usize) -> Option<String> {
        if is_text(name, is_label) {
            return Some(name.to_string());
        }
        self.problems.add(|| {
            let allowed = format!(
                "a name of at most {MAX_TEXT} characters, none of them a control character or one that turns the direction of text"
            );
            Problem::new(list, name, allowed).in_entry(list, index, "")
        });
        // the nearest that is a name
        let kept: String = name.chars().filter(|c| is_label(*c)).collect();
        let kept = kept.trim();
        (!kept.is_empty() && is_text(kept, is_label)).then(|| kept.to_string())
    }
}

/// Gives every problem the name of its entry, where the list has several: only now it is known whether it has.
fn name_entries(problems: &mut [Problem], Scenario { profiles, daemonsets, subnets, .. }: &Scenario) {
    for problem in problems {
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

/// A pair on its way to the part of the scenario that it belongs to.
struct Given<'a, P> {
    key: &'a str,
    value: &'a str,
    problems: &'a mut P,
}

/// A list on the way of a pair to its last entry.
struct List {
    /// Its leading key.
    of: &'static str,
    /// The entry was refused or left blank: its keys go nowhere.
    skip: bool,
}

impl<P: Problems> Given<'_, P> {
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
            let problem = || Problem::new(self.key, self.value, text.allowed).in_entry(list.of, index, "");
            self.problems.add(problem);
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
        let allowed: &dyn Fn() -> String = if let Some(n) = number(numbers, self.key) {
            if set_number(part, n, self.value) {
                return true;
            }
            &|| n.allowed()
        } else if let Some(c) = choice(choices, self.key) {
            if set_choice(part, c, self.value) {
                return true;
            }
            &|| one_of(c.options)
        } else {
            return false;
        };
        self.problems.add(|| Problem { entry, ..Problem::new(self.key, self.value, allowed()) });
        true
    }
}

/// Writes a number. Whether it is one that it may be: of others the nearest is written, and what is no number leaves the default.
fn set_number<T>(part: &mut T, n: &Number<T>, value: &str) -> bool {
    if n.optional && value.is_empty() {
        (n.set)(part, None);
        return true;
    }
    let read = n.read(value);
    let near = read.or_else(|| nearest_of(value, n.amount().is_some()));
    if let Some(near) = near {
        (n.set)(part, Some(near.clamp(n.min, n.max)));
    }
    read.is_some_and(|read| (n.min..=n.max).contains(&read))
}

/// The nearest number of what is none; what is far from one leaves the default, and so does 1.5 of an amount: of what?
fn nearest_of(value: &str, is_amount: bool) -> Option<u32> {
    nearest(value).filter(|_| !(is_amount && value.contains('.')))
}

/// What a list of numbers by type may hold.
fn numbers_by_type(list: &ByType) -> String {
    let (min, max) = (grouped(list.min.into()), grouped(list.max.into()));
    format!(
        "types such as m5.large:{}, each once and at most {MOST_LISTED}, with whole numbers from {min} to {max}",
        list.min
    )
}

/// The whole number from 0 up that is nearest to a decimal one, `None` if it is no number. In a link as Berth writes it there
/// are whole ones only, and the browser's workers are given no other.
fn nearest(value: &str) -> Option<u32> {
    if !cfg!(feature = "names") {
        return value.parse().ok();
    }
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

/// Writes a value by its code. Whether there is such a one.
fn set_choice<T>(part: &mut T, c: &Choice<T>, value: &str) -> bool {
    let index = c.options.iter().position(|(code, _)| *code == value);
    index.into_iter().for_each(|index| (c.set)(part, index));
    index.is_some()
}

/// What a choice may be.
fn one_of(options: &[(&str, &str)]) -> String {
    let codes: Vec<_> = options.iter().map(|(code, _)| *code).collect();
    format!("one of {}", codes.join(", "))
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
