//! What a person has set in the form: defaults, factor, names, what is merged.
//!
//! The form writes each row of the table of workloads as `row` (the positions of its workloads), then `name`, `was` (the name as
//! it was written, nothing where a person has given it before), and `pick` where it is ticked. `do` is the button that was
//! pressed.

use import::quantity::Quantity;
use import::scenario::{AS_IT_IS, Options};
use model::scenario::fields::Amount;
use model::scenario::link::query_pairs;
use model::units::{Mib, MilliCpu, grouped};

/// What a person has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What the scenario is made with.
    pub options: Options,
    /// Names are left out.
    pub hides_names: bool,
    /// All rows of the table are shown.
    pub shows_all: bool,
    /// Nodes are listed one by one.
    pub lists_nodes: bool,
    /// What could not be used, a sentence each.
    pub problems: Vec<String>,
}

/// The button that merges what is ticked.
pub const MERGE: &str = "merge";
/// The button that takes a row apart begins so; the row's first workload follows.
pub const SPLIT: &str = "split ";

/// The CPU that a pod can be set to which asks for none.
pub const CPU: Amount = Amount::millicores(256_000);
/// The same of memory.
pub const MEMORY: Amount = Amount::mib(4_194_304);
/// The factor of replicas lies between these, in thousandths.
pub const FACTORS: [u32; 2] = [10, 100_000];

/// A row of the form.
#[derive(Default)]
struct Row {
    of: Vec<usize>,
    name: String,
    was: String,
    is_picked: bool,
}

impl Asked {
    /// Of what the form sends.
    pub fn of(form: &str) -> Asked {
        let (mut asked, mut rows, mut pressed) = (Asked::default(), Vec::<Row>::new(), String::new());
        for (key, value) in query_pairs(form) {
            match (key.as_str(), rows.last_mut()) {
                ("row", _) => rows.push(Row { of: positions(&value), ..Row::default() }),
                ("name", Some(row)) => row.name = value,
                ("was", Some(row)) => row.was = value,
                ("pick", Some(row)) => row.is_picked = true,
                ("do", _) => pressed = value,
                _ => asked.set(&key, value.trim()),
            }
        }
        asked.arrange(rows, &pressed);
        asked
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "jobs" => self.options.jobs = true,
            "hide" => self.hides_names = true,
            "all" => self.shows_all = true,
            "nodes" => self.lists_nodes = !value.is_empty(),
            "cpu_default" => self.options.cpu = MilliCpu(self.amount("CPU of a pod that asks for none", value, CPU)),
            "memory_default" => {
                self.options.memory = Mib(self.amount("Memory of a pod that asks for none", value, MEMORY));
            }
            "scale" => self.options.scale = self.factor(value),
            _ => {}
        }
    }

    fn amount(&mut self, label: &str, value: &str, amount: Amount) -> u32 {
        let read = amount.read(value).filter(|n| *n <= amount.max);
        if read.is_none() && !value.is_empty() {
            let (most, also) = (grouped(amount.max.into()), amount.also());
            self.problems.push(format!(
                "{label}: \u{201c}{value}\u{201d} is not a whole number from 0 to {most}{also}; 0 is used."
            ));
        }
        read.unwrap_or(0)
    }

    fn factor(&mut self, value: &str) -> u32 {
        let [least, most] = FACTORS;
        let thousandths = Quantity::parse(value).ok().and_then(|factor| u32::try_from(factor.thousandths()).ok());
        let factor = thousandths.filter(|factor| (least..=most).contains(factor));
        if factor.is_none() && !value.is_empty() {
            let text =
                format!("Replicas times \u{201c}{value}\u{201d}: it takes a number from 0.01 to 100; 1 is used.");
            self.problems.push(text);
        }
        factor.unwrap_or(AS_IT_IS)
    }

    /// Merges, splits and renames rows.
    fn arrange(&mut self, rows: Vec<Row>, pressed: &str) {
        let split: Option<usize> = pressed.strip_prefix(SPLIT).and_then(|first| first.parse().ok());
        let mut together = Vec::new();
        for row in rows {
            let first = row.of.iter().min().copied();
            if split.is_some() && split == first {
                continue;
            }
            let name = row.name.trim();
            if let Some(first) = first
                && !name.is_empty()
                && name != row.was
            {
                self.options.renamed.push((first, name.to_owned()));
            }
            match pressed == MERGE && row.is_picked {
                true => together.extend(row.of),
                false if row.of.len() > 1 => self.options.merged.push(row.of),
                false => {}
            }
        }
        match together.len() {
            0 if pressed == MERGE => self.problems.push("Tick the workloads to merge.".into()),
            0 => {}
            _ => self.options.merged.push(together),
        }
    }
}

/// `3.5.9`: positions of workloads.
fn positions(text: &str) -> Vec<usize> {
    text.split('.').filter_map(|position| position.parse().ok()).collect()
}

/// The same as the form writes it.
pub(crate) fn written(of: &[usize]) -> String {
    of.iter().map(usize::to_string).collect::<Vec<_>>().join(".")
}
