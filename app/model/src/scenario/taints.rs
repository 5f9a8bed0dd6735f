//! The taints of the nodes that a workload is held to, as Kubernetes writes them: `nvidia.com/gpu=true:NoSchedule`.
//!
//! Workloads with the same taints are a node pool: nodes of a pool hold its pods and no others, and its pods run nowhere
//! else. Those without taints share the nodes that have none.

use crate::scenario::Scenario;

/// A taint of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taint<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its value; empty where it has none.
    pub value: &'a str,
    /// `NoSchedule` or `NoExecute`.
    pub effect: &'a str,
}

/// The most characters of a workload's taints together.
pub const MAX_TAINTS: usize = 300;
/// Longest name in a key, longest value, and longest domain: Kubernetes would take 253 of the last.
const MAX_NAME: usize = 63;
/// Effects that keep pods away. `PreferNoSchedule` keeps away none that has no other place.
const EFFECTS: [&str; 2] = ["NoSchedule", "NoExecute"];

impl<'a> Taint<'a> {
    /// Reads `key=value:effect` or `key:effect`.
    fn read(text: &'a str) -> Option<Taint<'a>> {
        let (named, effect) = text.rsplit_once(':')?;
        let (key, value) = named.split_once('=').unwrap_or((named, ""));
        let (prefix, name) = key.rsplit_once('/').unwrap_or(("any", key));
        let is_domain = is_name(prefix) && !prefix.bytes().any(|b| b.is_ascii_uppercase() || b == b'_');
        let is_right = EFFECTS.contains(&effect) && is_domain && is_name(name) && (value.is_empty() || is_name(value));
        is_right.then_some(Taint { key, value, effect })
    }

    /// What has one value.
    fn of(&self) -> (&'a str, &'a str) {
        (self.key, self.effect)
    }
}

/// A label's name or value, or a domain before a name: letters and digits at both ends.
fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let is_end = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    bytes.len() <= MAX_NAME && is_end(bytes.first()) && is_end(bytes.last()) && bytes.iter().all(is_inside)
}

/// Taints in the one way in which they are written: in order, each once, joined by `, `. `None` for what are none: a key has one
/// value for an effect.
pub fn normal(text: &str) -> Option<String> {
    let mut all: Vec<Taint> = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let taint = Taint::read(part)?;
        let at = all.iter().position(|known| known.of() >= taint.of()).unwrap_or(all.len());
        match all.get(at).filter(|known| known.of() == taint.of()) {
            None => all.insert(at, taint),
            Some(known) if known.value == taint.value => {}
            Some(_) => return None,
        }
    }
    let mut out = String::new();
    for Taint { key, value, effect } in all {
        let is = if value.is_empty() { "" } else { "=" };
        for part in [if out.is_empty() { "" } else { ", " }, key, is, value, ":", effect] {
            out += part;
        }
    }
    (out.len() <= MAX_TAINTS).then_some(out)
}

/// The taints of a workload, one by one.
pub fn taints(text: &str) -> impl Iterator<Item = Taint<'_>> {
    text.split(',').filter_map(|taint| Taint::read(taint.trim_start()))
}

impl Scenario {
    /// Its node pools by their taints, in the order of its workloads: one alone where none is held to tainted nodes.
    pub fn pools(&self) -> Vec<&str> {
        let mut pools: Vec<&str> = Vec::with_capacity(1);
        for profile in &self.profiles {
            if !pools.contains(&profile.taints.as_str()) {
                pools.push(&profile.taints);
            }
        }
        pools
    }

    /// Whether some nodes are tainted: then what is shown says which.
    pub fn has_tainted_nodes(&self) -> bool {
        self.profiles.iter().any(|profile| !profile.taints.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PodProfile;

    #[test]
    fn taints_are_written_in_one_way() {
        let gpu = "nvidia.com/gpu=true:NoSchedule";
        for same in
            [gpu, " nvidia.com/gpu=true:NoSchedule ,", "nvidia.com/gpu=true:NoSchedule,nvidia.com/gpu=true:NoSchedule"]
        {
            assert_eq!(normal(same).as_deref(), Some(gpu), "{same}");
        }
        assert_eq!(normal("team=b:NoExecute,a:NoSchedule").as_deref(), Some("a:NoSchedule, team=b:NoExecute"));
        assert_eq!(normal("a=:NoSchedule").as_deref(), Some("a:NoSchedule"));
        assert_eq!(normal("").as_deref(), Some(""));
    }

    #[test]
    fn what_kubernetes_refuses_is_no_taint() {
        let long = format!("{}:NoSchedule", "k".repeat(64));
        let many: Vec<String> = (0..30).map(|i| format!("taint-{i}=yes:NoSchedule")).collect();
        for wrong in [
            "gpu",
            "gpu:",
            ":NoSchedule",
            "gpu:Never",
            "gpu:PreferNoSchedule",
            "gpu:noschedule",
            "g pu:NoSchedule",
            "-gpu:NoSchedule",
            "gpu=a=b:NoSchedule",
            "gpu=a/b:NoSchedule",
            "/gpu:NoSchedule",
            "a/b/c:NoSchedule",
            "a//b:NoSchedule",
            "A.com/b:NoSchedule",
            "gpu=-:NoSchedule",
            "gpu=a:NoSchedule, gpu=b:NoSchedule",
            "gpu\u{202e}:NoSchedule",
            &long,
            &many.join(","),
        ] {
            assert_eq!(normal(wrong), None, "{wrong}");
        }
        // the same key with two effects is two taints
        assert!(normal("gpu=a:NoSchedule, gpu=b:NoExecute").is_some());
    }

    #[test]
    fn taints_read_back() {
        let text = normal("team=b:NoExecute,nvidia.com/gpu:NoSchedule").expect("taints");
        let read: Vec<_> = taints(&text).map(|t| (t.key, t.value, t.effect)).collect();
        assert_eq!(read, [("nvidia.com/gpu", "", "NoSchedule"), ("team", "b", "NoExecute")]);
        assert_eq!(taints("").count(), 0);
    }

    #[test]
    fn workloads_with_the_same_taints_are_a_pool() {
        let of = |taints: &str| PodProfile { taints: taints.into(), ..PodProfile::default() };
        let profiles = ["", "a:NoSchedule", "", "b:NoSchedule", "a:NoSchedule"].map(of).to_vec();
        let scenario = Scenario { profiles, ..Scenario::default() };
        assert_eq!(scenario.pools(), ["", "a:NoSchedule", "b:NoSchedule"]);
        assert!(scenario.has_tainted_nodes() && !Scenario::default().has_tainted_nodes());
    }
}
