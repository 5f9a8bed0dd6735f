//! Nodes that are there, each with the pods that are on it, and how a link holds them.

use model::order::sort_long_by;
use model::scenario::link::Problem;
use model::units::grouped;

/// The key of nodes that are there, in links and forms.
pub const PODS_ON: &str = "pods_on";
/// Most kinds of node that a link holds.
pub const MOST_KINDS: usize = 300;
/// Most nodes of a kind, and most pods on a node: more than any cluster or node has.
const MOST_NODES: u32 = 9_999;
/// See [`MOST_NODES`].
const MOST_ADDRESSES: u32 = 9_999;
/// Longest name of a type or a zone.
const LONGEST: usize = 40;
/// What one kind of node looks like.
const ALLOWED: &str =
    "type:addresses:those of DaemonSets:nodes, and :zone where that is known, such as m5.large:18:3:12:us-east-1a";

/// Nodes that are there and alike, as far as addresses go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The type's name.
    pub instance_type: String,
    /// The zone that they are in; empty where that is not told.
    pub zone: String,
    /// Pods with an address of their own on each, DaemonSets' included.
    pub addresses: u32,
    /// Of those, the DaemonSets'.
    pub daemons: u32,
    /// How many nodes.
    pub nodes: u32,
}

impl Standing {
    /// Whether two are alike but for how many nodes there are.
    pub(crate) fn is_like(&self, other: &Standing) -> bool {
        let kind = |s: &Standing| (s.addresses, s.daemons);
        self.instance_type == other.instance_type && self.zone == other.zone && kind(self) == kind(other)
    }
}

/// Those that are alike together, in order.
pub fn merged(mut all: Vec<Standing>) -> Vec<Standing> {
    sort_long_by(&mut all, Ord::cmp);
    all.dedup_by(|next, kept| {
        let alike = next.is_like(kept);
        kept.nodes += if alike { next.nodes } else { 0 };
        alike
    });
    all
}

/// As a link holds them: `m5.large:18:3:12:us-east-1a`, which are type, addresses, DaemonSets' of those, nodes, and the zone
/// where it is told. `None` where there are more kinds than a link holds.
pub fn to_text(all: &[Standing]) -> Option<String> {
    let one = |s: &Standing| {
        let zone = if s.zone.is_empty() { String::new() } else { format!(":{}", s.zone) };
        format!("{}:{}:{}:{}{zone}", s.instance_type, s.addresses, s.daemons, s.nodes)
    };
    (all.len() <= MOST_KINDS).then(|| all.iter().map(one).collect::<Vec<_>>().join(","))
}

/// Of a link; nothing where it holds none. All that is wrong at once.
pub fn from_text(text: &str) -> Result<Vec<Standing>, Vec<Problem>> {
    let entries: Vec<&str> = text.split(',').filter(|entry| !entry.is_empty()).collect();
    if entries.len() > MOST_KINDS {
        let allowed = format!("at most {} kinds of node", grouped(MOST_KINDS as u64));
        return Err(vec![Problem::new(PODS_ON, &grouped(entries.len() as u64), allowed)]);
    }
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for entry in entries {
        match standing(entry) {
            Some(standing) => all.push(standing),
            None => problems.push(Problem::new(PODS_ON, entry, ALLOWED)),
        }
    }
    if problems.is_empty() { Ok(merged(all)) } else { Err(problems) }
}

fn standing(entry: &str) -> Option<Standing> {
    let is_name = |word: &str| {
        (1..=LONGEST).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    let words: Vec<&str> = entry.split(':').collect();
    let (name, numbers, zone) = match words.as_slice() {
        [name, a, d, n, zone] => (*name, [a, d, n], *zone),
        [name, a, d, n] => (*name, [a, d, n], ""),
        _ => return None,
    };
    let numbers: Vec<u32> = numbers.iter().filter_map(|n| n.parse().ok()).collect();
    let [addresses, daemons, nodes] = numbers.try_into().ok()?;
    let is_sound = is_name(name)
        && (zone.is_empty() || is_name(zone))
        && addresses <= MOST_ADDRESSES
        && daemons <= addresses
        && (1..=MOST_NODES).contains(&nodes);
    is_sound.then(|| Standing { instance_type: name.into(), zone: zone.into(), addresses, daemons, nodes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_nodes_with_their_pods() {
        let one = |zone: &str, addresses, nodes| Standing {
            instance_type: "m5.large".into(),
            zone: zone.into(),
            addresses,
            daemons: 3,
            nodes,
        };
        let all = merged(vec![one("a", 18, 1), one("", 5, 2), one("a", 18, 3), one("b", 18, 1)]);
        assert_eq!(all, [one("", 5, 2), one("a", 18, 4), one("b", 18, 1)]);
        let text = to_text(&all).expect("three kinds");
        assert_eq!(text, "m5.large:5:3:2,m5.large:18:3:4:a,m5.large:18:3:1:b");
        assert_eq!(from_text(&text), Ok(all));
        assert_eq!(from_text(""), Ok(Vec::new()));
        assert_eq!(to_text(&vec![one("", 1, 1); MOST_KINDS + 1]), None);
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = "m5.large:1:2:1,m5.large:1:1,<b>:1:1:1,m5.large:1:1:0,m5.large:x:1:1,m5.large:5:1:1:a b";
        assert_eq!(from_text(wrong).map_err(|problems| problems.len()), Err(6));
        let many = vec!["m5.large:1:1:1"; MOST_KINDS + 1].join(",");
        assert_eq!(from_text(&many).map_err(|problems| problems.len()), Err(1));
    }
}
