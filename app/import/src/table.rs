//! Texts in columns: a CSV of workloads, `kubectl top pods`, `kubectl describe nodes`.

use crate::by_name::name;
use crate::facts::{Facts, Planned};
use crate::needs::Needs;
use crate::notes::What;
use crate::quantity::{Quantity, THOUSANDTHS_PER_MIB};
use crate::range::Range;
use crate::resources::{Resources, shown};
use model::units::{Mib, MilliCpu};

/// What a column of a CSV holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Namespace,
    Pods,
    Cpu,
    MilliCpu,
    Memory,
    MemoryMib,
    MemoryGib,
    Disk,
    Volumes,
    Gpus,
    /// Of no use here.
    Other,
}

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// A number of bytes below this is meant as MiB: no pod asks for less than a MB.
const LEAST_BYTES: u64 = 1_000_000;
/// A number of cores from this on is meant as millicores.
const LEAST_MILLICORES: u64 = 100;

impl Column {
    fn of(heading: &str) -> Column {
        let heading = heading.trim().to_ascii_lowercase().replace([' ', '-', '_', '(', ')', '.'], "");
        match heading.as_str() {
            "name" | "workload" | "app" | "service" | "deployment" | "profile" => Column::Name,
            "namespace" => Column::Namespace,
            "pods" | "replicas" | "count" | "instances" => Column::Pods,
            "cpu" | "cpus" | "cores" | "vcpu" | "cpurequest" | "cpucores" => Column::Cpu,
            "cpum" | "mcpu" | "millicores" | "millicpu" => Column::MilliCpu,
            "memory" | "mem" | "ram" | "memoryrequest" => Column::Memory,
            "memmib" | "memorymib" | "mib" | "memmb" | "memorymb" | "mb" | "rammb" => Column::MemoryMib,
            "memgib" | "memorygib" | "gib" | "memgb" | "memorygb" | "gb" | "ramgb" => Column::MemoryGib,
            "disk" | "storage" | "ephemeralstorage" | "diskmib" => Column::Disk,
            "volumes" | "ebs" | "ebsvolumes" => Column::Volumes,
            "gpu" | "gpus" => Column::Gpus,
            _ => Column::Other,
        }
    }
}

/// The separator, if the first lines are those of a CSV of workloads.
pub(crate) fn is_csv(first: &str, second: Option<&str>) -> Option<u8> {
    let separator = SEPARATORS.into_iter().max_by_key(|separator| first.bytes().filter(|b| b == separator).count())?;
    let columns: Vec<&str> = first.split(char::from(separator)).collect();
    let known = columns.iter().filter(|column| Column::of(column.trim_matches('"')) != Column::Other).count();
    let is_heading = columns.len() >= 2 && known >= 2;
    let is_row = |line: &str| {
        let fields: Vec<&str> = line.split(char::from(separator)).map(|field| field.trim().trim_matches('"')).collect();
        fields.len() >= 4
            && fields[1].parse::<u32>().is_ok()
            && fields[2..4].iter().all(|field| Quantity::parse(field).is_ok())
    };
    (is_heading || (is_row(first) && second.is_none_or(is_row))).then_some(separator)
}

/// Reads a CSV of workloads.
pub(crate) fn csv(bytes: &[u8], separator: u8, facts: &mut Facts) -> usize {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let (mut columns, mut rows) = (None, 0);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let fields: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let Some(columns) = &columns else {
            let headings: Vec<Column> = fields.iter().map(|field| Column::of(field)).collect();
            let is_heading = headings.iter().filter(|column| **column != Column::Other).count() >= 2;
            columns =
                Some(if is_heading { headings } else { vec![Column::Name, Column::Pods, Column::Cpu, Column::Memory] });
            if !is_heading {
                rows += 1;
                row(facts, columns.as_deref().unwrap_or_default(), &fields, rows);
            }
            continue;
        };
        if fields.iter().any(|field| !field.is_empty()) {
            rows += 1;
            row(facts, columns, &fields, rows);
        }
    }
    rows
}

fn row(facts: &mut Facts, columns: &[Column], fields: &[std::borrow::Cow<str>], number: usize) {
    let mut planned =
        Planned { namespace: String::new(), name: format!("row {number}"), pods: 1, needs: Needs::default() };
    for (column, field) in columns.iter().zip(fields).filter(|(_, field)| !field.is_empty()) {
        if let Err(wanted) = cell(facts, &mut planned, *column, field) {
            let counted = if *column == Column::Pods { planned.pods } else { 0 };
            let field = shown(field);
            let text = format!(
                "row {number}: \u{201c}{field}\u{201d} is not allowed; it takes {wanted} and counts as {counted}"
            );
            facts.notes.add(What::Wrong, text, &planned.name);
        }
    }
    if planned.pods > 0 {
        facts.planned.push(planned);
    }
}

/// Takes one cell; what it takes instead where it cannot be read.
fn cell(facts: &mut Facts, planned: &mut Planned, column: Column, field: &str) -> Result<(), &'static str> {
    let name = planned.name.clone();
    let taken = |facts: &mut Facts, key: &str, quantity: Quantity, unit: u64| {
        Range::named(key, false).map_or(0, |range| range.of_quantity(quantity, unit, &name, &mut facts.notes))
    };
    let mut count = |key: &str| -> Result<u32, &'static str> {
        let given = field.parse::<u64>().map_err(|_| "a whole number from 0 up")?;
        // a row of no pods is left out
        let range = Range::named(key, false).filter(|_| given > 0);
        Ok(range.map_or(0, |range| range.nearest(given, &name, &mut facts.notes)))
    };
    let quantity = |wanted| Quantity::parse(field).map_err(|_| wanted);
    match column {
        Column::Name => planned.name = field.to_owned(),
        Column::Namespace => planned.namespace = field.to_owned(),
        Column::Pods => planned.pods = count("pods")?,
        Column::MilliCpu => {
            let unit = if is_plain(field) { 1_000 } else { 1 };
            planned.needs.cpu = MilliCpu(taken(facts, "cpu_m", quantity("millicores such as 250 or 250m")?, unit));
        }
        Column::Cpu => {
            let cores = quantity("CPU such as 0.25 or 250m")?;
            let is_millicores = is_plain(field) && cores >= Quantity::whole(LEAST_MILLICORES);
            planned.needs.cpu = MilliCpu(taken(facts, "cpu_m", cores, if is_millicores { 1_000 } else { 1 }));
            if is_millicores {
                facts.notes.add(What::Counted, "CPU of 100 and more without a unit; taken as millicores", name);
            }
        }
        Column::Memory | Column::Disk => {
            let bytes = quantity("memory such as 512Mi")?;
            let is_mib = is_plain(field) && bytes < Quantity::whole(LEAST_BYTES);
            let (key, needs) = match column {
                Column::Disk => ("disk_mib", &mut planned.needs.ephemeral),
                _ => ("mem_mib", &mut planned.needs.memory),
            };
            *needs = Mib(taken(facts, key, bytes, if is_mib { 1_000 } else { THOUSANDTHS_PER_MIB }));
            if is_mib && needs.0 > 0 {
                facts.notes.add(What::Counted, "Memory below 1,000,000 without a unit; taken as MiB", name);
            }
        }
        Column::MemoryMib => {
            let unit = if is_plain(field) { 1_000 } else { THOUSANDTHS_PER_MIB };
            planned.needs.memory = Mib(taken(facts, "mem_mib", quantity("MiB such as 512 or 512Mi")?, unit));
        }
        Column::MemoryGib => {
            let memory = quantity("GiB such as 0.5 or 512Mi")?;
            let (memory, unit) =
                if is_plain(field) { (memory.times(1_024), 1_000) } else { (memory, THOUSANDTHS_PER_MIB) };
            planned.needs.memory = Mib(taken(facts, "mem_mib", memory, unit));
        }
        Column::Volumes => planned.needs.volumes = count("volumes")?,
        Column::Gpus => planned.needs.gpus = count("gpus")?,
        Column::Other => {}
    }
    Ok(())
}

/// Whether a number has no unit.
fn is_plain(field: &str) -> bool {
    field.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// A row of `kubectl top pods`: CPU and memory in its last two columns.
struct TopRow<'a> {
    namespace: Option<&'a str>,
    pod: &'a str,
    cpu: Quantity,
    memory: Quantity,
}

fn top_row(line: &str) -> Option<TopRow<'_>> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let (namespace, pod, rest) = match columns.as_slice() {
        [pod, rest @ ..] if rest.len() == 2 => (None, *pod, rest),
        [namespace, pod, rest @ ..] if rest.len() == 2 => (Some(*namespace), *pod, rest),
        // with --containers
        [namespace, pod, _, rest @ ..] if rest.len() == 2 => (Some(*namespace), *pod, rest),
        _ => return None,
    };
    let [cpu, memory] = rest else { return None };
    if !cpu.ends_with('m') || !memory.ends_with('i') {
        return None;
    }
    Some(TopRow { namespace, pod, cpu: Quantity::parse(cpu).ok()?, memory: Quantity::parse(memory).ok()? })
}

pub(crate) fn is_top_row(line: &str) -> bool {
    top_row(line).is_some()
}

/// Reads `kubectl top pods`.
pub(crate) fn top(text: &str, facts: &mut Facts) -> usize {
    let mut rows = 0;
    for row in text.lines().filter_map(top_row) {
        rows += 1;
        let key = name(&[row.namespace.unwrap_or_default(), row.pod]);
        let used = facts.used.get_or(key, Default::default);
        *used = (used.0.plus(row.cpu), used.1.plus(row.memory));
    }
    rows
}

/// Reads what `kubectl describe nodes` calls allocated resources, by node.
pub(crate) fn describe(text: &str, facts: &mut Facts) -> usize {
    let (mut nodes, mut node, mut is_allocated) = (0, None, false);
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("Name:") {
            (node, is_allocated) = (Some(rest.trim().to_owned()), false);
        } else if line.starts_with("Allocated resources:") {
            is_allocated = true;
            if let Some(name) = &node {
                nodes += 1;
                facts.described.insert(name.clone(), Resources::default());
            }
        } else if !line.starts_with(' ') {
            is_allocated = false;
        } else if let (true, Some(name)) = (is_allocated, &node) {
            let mut columns = line.split_whitespace();
            if let (Some(resource), Some(Ok(quantity))) = (columns.next(), columns.next().map(Quantity::parse))
                && let Some(described) = facts.described.get_mut(name)
            {
                described.set(resource, quantity);
            }
        }
    }
    nodes
}
