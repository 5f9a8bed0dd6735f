//! Reading pairs: one after the other, each to the part of the scenario that it belongs to.

use super::{Decoded, MAX_PROBLEMS, Problem, REGION, UNKNOWN_KEY, VERSION};
use crate::scenario::fields::*;
use crate::scenario::*;

/// The nearest valid scenario to these pairs, and every problem.
pub fn decode(pairs: impl IntoIterator<Item = (String, String)>) -> Decoded {
    let mut d = Decoder::default();
    for (key, value) in pairs {
        d.take(&key, value.trim());
    }
    d.finish()
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
        let scenario = &mut self.scenario;
        let (skip_daemonset, skip_subnet) =
            (self.skip_daemonset || !self.saw_daemonset, self.skip_subnet || !self.saw_subnet);
        let mut given = Given { key, value, problems: &mut self.problems };
        let known = given.write(scenario, &NUMBERS, &CHOICES, false)
            || given.write_last(&mut scenario.profiles, &PROFILE_NUMBERS, &PROFILE_CHOICES, self.skip_profile)
            || given.write_last(&mut scenario.daemonsets, &DAEMONSET_NUMBERS, &DAEMONSET_CHOICES, skip_daemonset)
            || given.write_last(&mut scenario.subnets, &SUBNET_NUMBERS, &[], skip_subnet);
        if !known {
            self.problem(Problem::of_key(key, UNKNOWN_KEY));
        }
    }

    fn version(&mut self, value: &str) {
        if value != VERSION {
            self.problem(Problem::new("v", value, format!("{VERSION}, the format that this version of Berth reads")));
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
        add(&mut self.problems, problem);
    }

    fn finish(mut self) -> Decoded {
        if self.scenario.profiles.is_empty() {
            self.scenario.profiles.push(PodProfile::default());
        }
        Decoded { scenario: self.scenario, problems: self.problems }
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

impl Given<'_> {
    /// Writes the value to the last entry of a list. Whether the key is one of the list's.
    fn write_last<T>(
        &mut self,
        list: &mut [T],
        numbers: &'static [Number<T>],
        choices: &'static [Choice<T>],
        skip: bool,
    ) -> bool {
        match list.last_mut() {
            Some(last) => self.write(last, numbers, choices, skip),
            None => number(numbers, self.key).is_some() || choice(choices, self.key).is_some(),
        }
    }

    /// Writes the value to a part. Whether the key is one of the part's; of a part that is skipped it goes nowhere.
    fn write<T>(
        &mut self,
        part: &mut T,
        numbers: &'static [Number<T>],
        choices: &'static [Choice<T>],
        skip: bool,
    ) -> bool {
        let problem = if let Some(n) = number(numbers, self.key) {
            if skip { None } else { set_number(part, n, self.value) }
        } else if let Some(c) = choice(choices, self.key) {
            if skip { None } else { set_choice(part, c, self.value) }
        } else {
            return false;
        };
        problem.into_iter().for_each(|problem| add(self.problems, problem));
        true
    }
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
