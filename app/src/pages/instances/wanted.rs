//! Which types the list shows, and in which order: read from the address, and written into links again.

use crate::view::find::is_found;
use model::catalog::instance_type::{Arch, InstanceType};
use model::catalog::{Catalog, Offer, TypeIndex, TypeRef};
use model::node::max_pods::eni_limited;
use model::scenario::link::Problem;
use model::text::is_hidden;
use std::cmp::{Ordering, Reverse};

/// A column, which the list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Vcpu,
    Memory,
    Arch,
    Addresses,
    MaxPods,
    Baseline,
    Slots,
    Price,
    Spot,
}

/// The columns: code in links, and heading.
pub(super) const COLUMNS: [(Column, &str, &str); 10] = [
    (Column::Name, "name", "Type"),
    (Column::Vcpu, "vcpu", "vCPU"),
    (Column::Memory, "memory", "Memory"),
    (Column::Arch, "arch", "Arch"),
    (Column::Addresses, "addresses", "ENIs × IPs"),
    (Column::MaxPods, "max-pods", "max-pods"),
    (Column::Baseline, "baseline", "Baseline"),
    (Column::Slots, "slots", "EBS slots"),
    (Column::Price, "price", "US$/hour"),
    (Column::Spot, "spot", "Spot saves"),
];

/// The numbers that bound the list: key, label, largest.
pub(super) const BOUNDS: [(&str, &str, u32); 5] = [
    ("vcpu_from", "vCPU from", 2_000),
    ("vcpu_to", "to", 2_000),
    ("gib_from", "Memory from (GiB)", 40_000),
    ("gib_to", "to", 40_000),
    ("generation", "Generation from", 20),
];

/// The architectures to choose from: code and name.
pub(super) const ARCHES: [(&str, &str, Arch); 2] =
    [("amd64", "x86-64", Arch::X86_64), ("arm64", "Arm (Graviton)", Arch::Arm64)];

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub find: String,
    /// In the order of [`BOUNDS`].
    pub bounds: [Option<u32>; BOUNDS.len()],
    pub arch: Option<Arch>,
    pub family: String,
    /// `None`: the newest generation first.
    pub sort: Option<Column>,
    pub descending: bool,
    /// Every row instead of the first ones.
    pub all: bool,
}

impl Wanted {
    /// From the pairs of a query, with a sentence for each value that cannot be used. Keys of others are left alone.
    pub fn from_pairs(pairs: impl Iterator<Item = (String, String)>, catalog: &Catalog) -> (Wanted, Vec<Problem>) {
        let (mut wanted, mut problems) = (Wanted::default(), Vec::new());
        for (key, value) in pairs {
            wanted
                .read(&key, value.trim(), catalog)
                .unwrap_or_else(|allowed| problems.push(Problem::new(&key, &value, allowed)));
        }
        (wanted, problems)
    }

    /// Takes a pair, or says what is allowed.
    fn read(&mut self, key: &str, value: &str, catalog: &Catalog) -> Result<(), String> {
        if let Some(index) = BOUNDS.iter().position(|bound| bound.0 == key) {
            let most = BOUNDS[index].2;
            let number = value.parse().ok().filter(|number| *number <= most);
            self.bounds[index] = number;
            return if value.is_empty() || number.is_some() {
                Ok(())
            } else {
                Err(format!("whole numbers from 0 to {most}"))
            };
        }
        match key {
            "find" => self.find = value.to_ascii_lowercase().chars().filter(|c| !is_hidden(*c)).take(40).collect(),
            "processor" => {
                self.arch = ARCHES.iter().find(|arch| arch.0 == value).map(|arch| arch.2);
                return if value.is_empty() || self.arch.is_some() { Ok(()) } else { Err("amd64 or arm64".into()) };
            }
            "family" => {
                let family = value.to_ascii_lowercase();
                if !family.is_empty() && catalog.types.iter().all(|t| t.family() != family) {
                    return Err("the name of a family such as m7i".into());
                }
                self.family = family;
            }
            "sort" => self.sort = COLUMNS.iter().find(|column| column.1 == value).map(|column| column.0),
            "dir" => self.descending = value == "desc",
            "rows" => self.all = value == "all",
            _ => {}
        }
        Ok(())
    }

    /// What differs from the default, as pairs.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        let text = |value: &String| (!value.is_empty()).then(|| value.clone());
        out.extend(text(&self.find).map(|find| ("find", find)));
        let bounds = BOUNDS.iter().zip(self.bounds);
        out.extend(bounds.filter_map(|(bound, value)| Some((bound.0, value?.to_string()))));
        let arch = ARCHES.iter().find(|arch| Some(arch.2) == self.arch);
        out.extend(arch.map(|arch| ("processor", arch.0.to_string())));
        out.extend(text(&self.family).map(|family| ("family", family)));
        let column = COLUMNS.iter().find(|column| Some(column.0) == self.sort);
        out.extend(column.map(|column| ("sort", column.1.to_string())));
        out.extend(self.descending.then(|| ("dir", "desc".to_string())));
        out.extend(self.all.then(|| ("rows", "all".to_string())));
        out
    }

    /// Whether anything narrows the list.
    pub fn narrows(&self) -> bool {
        *self != Wanted { sort: self.sort, descending: self.descending, all: self.all, ..Wanted::default() }
    }

    /// After a click on a heading: sort by it, or turn the order round.
    pub fn sorted_by(&self, column: Column) -> Wanted {
        let again = self.sort == Some(column);
        Wanted { sort: Some(column), descending: again && !self.descending, ..self.clone() }
    }

    /// The types asked for, in order. What a type has no figure of comes last either way.
    pub fn of(&self, catalog: &Catalog) -> Vec<TypeIndex> {
        let mut found: Vec<TypeIndex> = catalog.indices().filter(|&i| self.takes(catalog, i)).collect();
        let t = |i: TypeIndex| catalog.instance_type(i);
        found.sort_by_key(|&i| newest_first(t(i)));
        let Some(column) = self.sort else {
            if self.descending {
                found.reverse();
            }
            return found;
        };
        let turned = |order: Ordering| if self.descending { order.reverse() } else { order };
        if column == Column::Name {
            found.sort_by(|&a, &b| turned(by_name(t(a)).cmp(&by_name(t(b)))));
            return found;
        }
        let key = |i: TypeIndex| figure(column, t(i), catalog.offer(i));
        found.sort_by(|&a, &b| match (key(a), key(b)) {
            (Some(a), Some(b)) => turned(a.cmp(&b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        found
    }

    fn takes(&self, catalog: &Catalog, index: TypeIndex) -> bool {
        let t = catalog.instance_type(index);
        let [vcpu_from, vcpu_to, gib_from, gib_to, from_generation] = self.bounds;
        let mib = |gib: u32| gib.saturating_mul(1024);
        vcpu_from.is_none_or(|from| t.vcpu >= from)
            && vcpu_to.is_none_or(|to| t.vcpu <= to)
            && gib_from.is_none_or(|from| t.memory.0 >= mib(from))
            && gib_to.is_none_or(|to| t.memory.0 <= mib(to))
            && from_generation.is_none_or(|from| generation(t) >= from)
            && self.arch.is_none_or(|arch| t.arch == arch)
            && (self.family.is_empty() || t.family() == self.family)
            && is_found(&self.find, catalog, TypeRef::Today(index))
    }
}

/// The number after the first letters of a family: 7 of m7i and u7i-12tb. 0 where there is none, as in u-6tb1.
pub(super) fn generation(t: &InstanceType) -> u32 {
    let digits = t.family().trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().unwrap_or(0)
}

/// The newest generation first, and of each what most clusters run: general purpose, compute, memory.
fn newest_first(t: &InstanceType) -> (bool, Reverse<u32>, usize, &str, u32, &str) {
    let class = t.family().trim_end_matches(|c: char| c != '-' && !c.is_ascii_digit());
    let class = class.trim_end_matches(|c: char| c.is_ascii_digit());
    let usual = ["m", "c", "r"].iter().position(|usual| *usual == class).unwrap_or(3);
    (t.arch == Arch::Mac, Reverse(generation(t)), usual, t.family(), t.vcpu, &t.name)
}

fn by_name(t: &InstanceType) -> (&str, u32, &str) {
    (t.family(), t.vcpu, &t.name)
}

fn figure(column: Column, t: &InstanceType, offer: &Offer) -> Option<u64> {
    Some(match column {
        Column::Name => 0,
        Column::Vcpu => t.vcpu.into(),
        Column::Memory => t.memory.0.into(),
        Column::Arch => t.arch as u64,
        Column::Addresses => u64::from(t.enis) * u64::from(t.ipv4_per_eni),
        Column::MaxPods => eni_limited(t).into(),
        Column::Baseline => t.baseline.0.into(),
        Column::Slots => t.attachments.slots.into(),
        Column::Price => offer.on_demand.as_ref()?.hourly.0,
        Column::Spot => offer.spot_savings?.0.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalog, varied};
    use model::scenario::link::{from_query, query_pairs};

    fn read(query: &str) -> (Wanted, Vec<Problem>) {
        Wanted::from_pairs(query_pairs(query), &varied())
    }

    fn listed(query: &str) -> Vec<String> {
        let catalog = varied();
        let (wanted, problems) = read(query);
        assert!(problems.is_empty(), "{query}: {problems:?}");
        wanted.of(&catalog).into_iter().map(|i| catalog.instance_type(i).name.clone()).collect()
    }

    #[test]
    fn the_newest_generation_comes_first_and_general_purpose_before_others() {
        assert_eq!(
            listed(""),
            ["m8i.large", "m6g.large", "m5.large", "m5.xlarge", "m5.metal", "m4.large", "t3.large", "mystery.large"]
        );
        let usual =
            catalog(&["a1.large", "c8g.large", "m8a.large", "r8i.large", "x8g.large"].map(|name| (name, 2, None)));
        let names: Vec<_> =
            Wanted::default().of(&usual).into_iter().map(|i| usual.instance_type(i).name.as_str()).collect();
        assert_eq!(names, ["m8a.large", "c8g.large", "r8i.large", "x8g.large", "a1.large"]);
    }

    #[test]
    fn every_bound_narrows() {
        assert_eq!(listed("vcpu_from=4"), ["m5.xlarge", "m5.metal"]);
        assert_eq!(listed("vcpu_from=3&vcpu_to=4"), ["m5.xlarge"]);
        assert_eq!(listed("gib_from=16&gib_to=16"), ["m5.xlarge"]);
        assert_eq!(listed("generation=6"), ["m8i.large", "m6g.large"]);
        assert_eq!(listed("processor=arm64"), ["m6g.large"]);
        assert_eq!(listed("family=M5&vcpu_to=4&processor=amd64"), ["m5.large", "m5.xlarge"]);
        assert_eq!(listed("find=Graviton"), ["m6g.large"]);
        assert_eq!(listed("find=&vcpu_from=&processor=&family=").len(), 8, "an empty field asks for nothing");
    }

    #[test]
    fn every_column_sorts_both_ways_and_the_unknown_comes_last() {
        let first = |query: &str| listed(query).swap_remove(0);
        assert_eq!(listed("sort=price")[..2], ["m6g.large", "t3.large"]);
        assert_eq!(first("sort=price&dir=desc"), "m5.metal");
        for dir in ["asc", "desc"] {
            assert_eq!(listed(&format!("sort=price&dir={dir}"))[7], "mystery.large", "{dir}");
        }
        assert_eq!(first("sort=memory&dir=desc"), "m5.metal");
        assert_eq!((first("sort=name"), first("sort=name&dir=desc")), ("m4.large".into(), "t3.large".into()));
        for (_, code, _) in COLUMNS {
            assert_eq!(listed(&format!("sort={code}&dir=desc")).len(), 8, "{code}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named_all_at_once() {
        let (wanted, problems) = read("vcpu_from=many&gib_to=-1&processor=sparc&family=q9&sort=luck");
        assert_eq!(wanted, Wanted::default());
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said[0].contains("vcpu_from") && said[0].contains("whole numbers from 0 to 2000"), "{said:?}");
        assert!(said[3].contains("the name of a family such as m7i"), "{said:?}");
    }

    #[test]
    fn all_of_it_goes_through_a_link_and_is_no_part_of_the_scenario() {
        let query = "find=gpu&vcpu_from=2&vcpu_to=8&gib_from=4&gib_to=64&generation=5&processor=arm64&family=m5&sort=price&dir=desc&rows=all";
        let (wanted, _) = read(query);
        let written: Vec<String> = wanted.pairs().iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(written.join("&"), query);
        assert!(wanted.narrows() && !read("sort=price&rows=all").0.narrows());
        for (key, value) in wanted.pairs() {
            let taken = from_query(&format!("v=2&{key}={value}"));
            assert!(taken.problems.iter().all(|p| p.unknown_key), "{key} is a setting of the scenario");
        }
        let turned = wanted.sorted_by(Column::Price);
        assert!(!turned.descending && turned.sorted_by(Column::Price).descending);
        assert!(!wanted.sorted_by(Column::Vcpu).descending, "another column starts with its least");
    }

    #[test]
    fn generations_are_read_from_names() {
        let named = [
            "m7i-flex.large",
            "u7i-12tb.224xlarge",
            "hpc8a.96xlarge",
            "u-6tb1.56xlarge",
            "x2iedn.large",
            "trn2u.48xlarge",
        ];
        let all = catalog(&named.map(|name| (name, 2, None)));
        assert_eq!(all.types.iter().map(generation).collect::<Vec<_>>(), [7, 7, 8, 0, 2, 2]);
    }
}
