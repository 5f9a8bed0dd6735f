//! One region's catalogue as bytes, for the wire and for the store: columns instead of rows, so that it
//! compresses to a third.
//!
//! postcard over plain vectors, whose numbers are as long as they need to be: a price is a `u64` and costs no
//! more than a `u32` would. In these columns 0 means "none" where 0 cannot occur (prices, max-pods ENIs); other
//! unknowns have a marker of their own.
//!
//! Written by postcard, read by hand (`read`). The first byte is the format. Browser and server are built from one source,
//! but the store keeps these bytes for years: every format that was ever written can be read. Format 2 is format 1 with more columns behind it, format 3
//! marks in one of these whose figure is an older kernel's, and format 4 has Auto Mode's fees behind them. A catalogue without
//! published fees is written in format 3: it keeps its bytes, which its name is the hash of.

mod fees;
mod later;
mod rates;
mod read;
mod zigzag;

use crate::catalog::instance_type::*;
use crate::catalog::launch::Marks;
use crate::catalog::{Catalog, Estimate, HistoryType, Offer, OnDemand, PriceKind, Region};
use crate::units::{BasisPoints, Mbps, Mib, MicroUsd};
use read::Reader;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// The newest format that [`encode`] writes.
pub const FORMAT: u8 = 4;
/// The format of a catalogue without published fees of Auto Mode.
const FORMAT_3: u8 = 3;
/// The format before commitments were known.
const FORMAT_1: u8 = 1;

/// The bytes are no catalogue that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotACatalog {
    /// A format that this version of the model does not know.
    OtherFormat(u8),
    /// Cut short, or no catalogue at all.
    Damaged,
}

impl fmt::Display for NotACatalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotACatalog::OtherFormat(found) => {
                write!(f, "the catalogue is in format {found}; this version of Berth reads up to format {FORMAT}")
            }
            NotACatalog::Damaged => write!(f, "the bytes are not a catalogue"),
        }
    }
}

impl std::error::Error for NotACatalog {}

/// Marks an unknown count of branch ENIs and an unknown saving.
const UNKNOWN: u32 = u32::MAX;

/// `kinds` below this are the fixed kinds; from here on, the estimate's basis in `bases`.
const FIRST_BASIS: u32 = 3;

const ARCHS: [Arch; 3] = [Arch::X86_64, Arch::Arm64, Arch::Mac];
const HYPERVISORS: [Hypervisor; 3] = [Hypervisor::Nitro, Hypervisor::Xen, Hypervisor::BareMetal];
const ACCELERATORS: [Option<Accelerator>; 6] = [
    None,
    Some(Accelerator::Gpu),
    Some(Accelerator::Neuron),
    Some(Accelerator::Fpga),
    Some(Accelerator::Media),
    Some(Accelerator::Inference),
];

#[derive(Serialize, Default)]
struct Wire {
    version: String,
    region: [String; 3],
    availability_known: bool,
    spot_as_of: String,
    types: Types,
    offers: Offers,
    history: History,
}

#[derive(Serialize, Default)]
struct Types {
    /// Joined by line ends.
    names: String,
    /// vCPUs; memory; traits: architecture, hypervisor, accelerator and five flags; ENIs; ENIs of all cards; ENIs as EKS counts
    /// them; IPv4 addresses of an ENI; network performance and accelerator name as positions in `texts`; accelerators;
    /// baseline; peak; attachments: slots times two, plus one where dedicated; local NVMe; branch ENIs. One list in the code
    /// that reads them.
    columns: [Vec<u32>; 15],
    texts: Vec<String>,
}

#[derive(Serialize, Default)]
struct Offers {
    offered: Vec<bool>,
    on_demand: Vec<u64>,
    kinds: Vec<u32>,
    spot: Vec<u32>,
    bases: Vec<String>,
}

#[derive(Serialize, Default)]
struct History {
    names: String,
    vcpu: Vec<u32>,
    memory: Vec<u32>,
    enis: Vec<u32>,
    ipv4: Vec<u32>,
    hourly: Vec<u64>,
    in_vpc_cni: Vec<bool>,
}

/// What format 2 adds, and format 3 has too.
#[derive(Serialize, Default)]
struct Added {
    /// Empty: no rates.
    reserved_as_of: String,
    reserved: [Vec<u64>; 4],
    /// Types with a date of their own: indices and dates.
    dated: Vec<(u32, String)>,
    types: later::Later,
}

// What postcard writes of a structure is its fields in their order, nothing between them.

impl Wire {
    fn read(from: &mut Reader) -> Wire {
        Wire {
            version: from.text(),
            region: [from.text(), from.text(), from.text()],
            availability_known: from.flag(),
            spot_as_of: from.text(),
            types: Types::read(from),
            offers: Offers::read(from),
            history: History::read(from),
        }
    }
}

impl Types {
    fn read(from: &mut Reader) -> Types {
        Types { names: from.text(), columns: [(); 15].map(|()| from.numbers()), texts: from.texts() }
    }
}

impl Offers {
    fn read(from: &mut Reader) -> Offers {
        Offers {
            offered: from.flags(),
            on_demand: from.long_numbers(),
            kinds: from.numbers(),
            spot: from.numbers(),
            bases: from.texts(),
        }
    }
}

impl History {
    fn read(from: &mut Reader) -> History {
        History {
            names: from.text(),
            vcpu: from.numbers(),
            memory: from.numbers(),
            enis: from.numbers(),
            ipv4: from.numbers(),
            hourly: from.long_numbers(),
            in_vpc_cni: from.flags(),
        }
    }
}

impl Added {
    fn read(from: &mut Reader) -> Added {
        Added {
            reserved_as_of: from.text(),
            reserved: [(); 4].map(|()| from.long_numbers()),
            dated: from.texts_by_number(),
            types: later::Later::read(from),
        }
    }
}

/// The catalogue as bytes.
pub fn encode(catalog: &Catalog) -> Vec<u8> {
    let region = &catalog.region;
    let wire = Wire {
        version: catalog.version.clone(),
        region: [region.code.clone(), region.location.clone(), region.on_demand_as_of.clone()],
        availability_known: region.availability_known,
        spot_as_of: catalog.spot_as_of.clone(),
        types: encode_types(&catalog.types),
        offers: encode_offers(&catalog.offers),
        history: encode_history(&catalog.history),
    };
    // fails for lack of memory only, which ends the process anyway
    let fees = fees::encode(catalog);
    let format = if fees.is_some() { FORMAT } else { FORMAT_3 };
    let bytes = postcard::to_extend(&wire, vec![format]).unwrap_or_default();
    let bytes = postcard::to_extend(&encode_added(catalog), bytes).unwrap_or_default();
    match fees {
        Some(fees) => postcard::to_extend(&fees, bytes).unwrap_or_default(),
        None => bytes,
    }
}

/// The catalogue in these bytes.
pub fn decode(bytes: &[u8]) -> Result<Catalog, NotACatalog> {
    let (format, columns) = bytes.split_first().ok_or(NotACatalog::Damaged)?;
    if !(FORMAT_1..=FORMAT).contains(format) {
        return Err(NotACatalog::OtherFormat(*format));
    }
    let mut reader = Reader::of(columns);
    let wire = Wire::read(&mut reader);
    let added = (*format != FORMAT_1).then(|| Added::read(&mut reader));
    let fees = (*format > FORMAT_3).then(|| fees::Fees::read(&mut reader));
    if !reader.is_at_end() {
        return Err(NotACatalog::Damaged);
    }
    of_columns(&wire, added.as_ref(), fees.as_ref()).ok_or(NotACatalog::Damaged)
}

/// `None` where the columns do not fit together.
fn of_columns(wire: &Wire, added: Option<&Added>, fees: Option<&fees::Fees>) -> Option<Catalog> {
    let [code, location, on_demand_as_of] = wire.region.clone();
    let mut catalog = Catalog {
        version: wire.version.clone(),
        region: Region { code, location, on_demand_as_of, availability_known: wire.availability_known },
        spot_as_of: wire.spot_as_of.clone(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: decode_types(&wire.types)?.into(),
        offers: decode_offers(&wire.offers)?,
        history: decode_history(&wire.history)?.into(),
    };
    if catalog.offers.len() != catalog.types.len() {
        return None;
    }
    if let Some(added) = added {
        add(&mut catalog, added)?;
    }
    if let Some(fees) = fees {
        fees::decode(&mut catalog, fees)?;
    }
    Some(catalog)
}

fn encode_added(catalog: &Catalog) -> Added {
    let dates = catalog.offers.iter().enumerate();
    Added {
        reserved_as_of: catalog.reserved_as_of.clone().unwrap_or_default(),
        reserved: rates::encode(catalog),
        dated: dates.filter_map(|(i, offer)| Some((i as u32, offer.on_demand.as_ref()?.as_of.clone()?))).collect(),
        types: later::encode(&catalog.types),
    }
}

/// `None` where the columns do not fit the catalogue.
fn add(catalog: &mut Catalog, added: &Added) -> Option<()> {
    catalog.reserved_as_of = Some(added.reserved_as_of.clone()).filter(|date| !date.is_empty());
    rates::decode(catalog, &added.reserved)?;
    // just made, so nobody shares them yet
    later::decode(Arc::get_mut(&mut catalog.types)?, &added.types)?;
    for (i, date) in &added.dated {
        catalog.offers.get_mut(*i as usize)?.on_demand.as_mut()?.as_of = Some(date.clone());
    }
    Some(())
}

/// The position of a text in a list, added where it is new.
fn position_of(texts: &mut Vec<String>, text: &str) -> u32 {
    let position = texts.iter().position(|t| t == text).unwrap_or_else(|| {
        texts.push(text.to_string());
        texts.len() - 1
    });
    position as u32
}

fn position_in<T: PartialEq>(all: &[T], value: &T) -> u32 {
    all.iter().position(|v| v == value).unwrap_or(0) as u32
}

fn encode_types(types: &[InstanceType]) -> Types {
    let mut w = Types::default();
    let names: Vec<_> = types.iter().map(|t| t.name.as_str()).collect();
    w.names = names.join("\n");
    let texts = &mut w.texts;
    for t in types {
        let row = [
            t.vcpu,
            t.memory.0,
            traits_of(t),
            t.enis,
            t.enis_all_cards,
            t.enis_max_pods.unwrap_or(0),
            t.ipv4_per_eni,
            position_of(texts, &t.network_performance),
            position_of(texts, &t.gpu_name),
            t.gpu_count,
            t.baseline.0,
            t.peak.0,
            t.attachments.slots * 2 + u32::from(t.attachments.kind == AttachmentKind::Dedicated),
            t.local_nvme_gb,
            t.branch_enis.unwrap_or(UNKNOWN),
        ];
        w.columns.iter_mut().zip(row).for_each(|(column, n)| column.push(n));
    }
    w
}

fn traits_of(t: &InstanceType) -> u32 {
    let flags = [t.burstable, t.current_generation, t.ipv6, t.encryption_in_transit, t.in_2018];
    let flags = flags.iter().rev().fold(0, |bits, flag| bits << 1 | u32::from(*flag));
    let positions = [
        position_in(&ARCHS, &t.arch),
        position_in(&HYPERVISORS, &t.hypervisor),
        position_in(&ACCELERATORS, &t.accelerator),
    ];
    flags | positions[0] << 5 | positions[1] << 7 | positions[2] << 9
}

fn decode_types(w: &Types) -> Option<Vec<InstanceType>> {
    let count = w.names.lines().count();
    if w.columns.iter().any(|column| column.len() < count) {
        return None;
    }
    let mut types = Vec::with_capacity(count);
    let mut before: Option<(&str, Marks)> = None;
    for (i, name) in w.names.lines().enumerate() {
        let marks = Marks::after(name, before);
        before = Some((name, marks));
        let row = w.columns.each_ref().map(|column| column[i]);
        let [vcpu, memory, traits, enis, enis_all_cards, enis_max_pods, ipv4_per_eni, ..] = row;
        let [.., network, gpu_name, gpu_count, baseline, peak, attachments, nvme, branch] = row;
        let (network, gpu_name) = (w.texts.get(network as usize)?, w.texts.get(gpu_name as usize)?);
        let flag = |bit: u32| traits >> bit & 1 == 1;
        types.push(InstanceType {
            vcpu,
            memory: Mib(memory),
            arch: *ARCHS.get((traits >> 5 & 3) as usize)?,
            hypervisor: *HYPERVISORS.get((traits >> 7 & 3) as usize)?,
            accelerator: *ACCELERATORS.get((traits >> 9) as usize)?,
            burstable: flag(0),
            current_generation: flag(1),
            ipv6: flag(2),
            encryption_in_transit: flag(3),
            in_2018: flag(4),
            enis,
            enis_all_cards,
            enis_max_pods: Some(enis_max_pods).filter(|&n| n > 0),
            ipv4_per_eni,
            baseline: Mbps(baseline),
            peak: Mbps(peak),
            attachments: Attachments {
                slots: attachments / 2,
                kind: if attachments & 1 == 1 { AttachmentKind::Dedicated } else { AttachmentKind::Shared },
            },
            local_nvme_gb: nvme,
            gpu_count,
            branch_enis: Some(branch).filter(|&n| n != UNKNOWN),
            marks,
            efa: false,
            seen: None,
            work: None,
            // what has to be let go again comes after what may be wrong
            name: name.to_string(),
            network_performance: network.clone(),
            gpu_name: gpu_name.clone(),
        });
    }
    Some(types)
}

fn encode_offers(offers: &[Offer]) -> Offers {
    let mut w = Offers::default();
    for offer in offers {
        w.offered.push(offer.offered);
        w.on_demand.push(offer.on_demand.as_ref().map_or(0, |p| p.hourly.0));
        let kind = offer.on_demand.as_ref().map_or(0, |p| match &p.kind {
            PriceKind::Published => 0,
            PriceKind::Estimated(Estimate::SameFamily) => 1,
            PriceKind::Estimated(Estimate::PriceCut) => 2,
            PriceKind::Estimated(Estimate::NearFamily(basis)) => FIRST_BASIS + position_of(&mut w.bases, basis),
        });
        w.kinds.push(kind);
        w.spot.push(offer.spot_savings.map_or(UNKNOWN, |s| s.0));
    }
    w
}

fn decode_offers(w: &Offers) -> Option<Vec<Offer>> {
    let mut offers = Vec::with_capacity(w.offered.len());
    for (i, &offered) in w.offered.iter().enumerate() {
        let (kind, hourly, spot) = (*w.kinds.get(i)?, *w.on_demand.get(i)?, *w.spot.get(i)?);
        let kind = match kind {
            0 => PriceKind::Published,
            1 => PriceKind::Estimated(Estimate::SameFamily),
            2 => PriceKind::Estimated(Estimate::PriceCut),
            basis => PriceKind::Estimated(Estimate::NearFamily(w.bases.get((basis - FIRST_BASIS) as usize)?.clone())),
        };
        let on_demand = (hourly > 0).then_some(OnDemand { hourly: MicroUsd(hourly), kind, as_of: None });
        let spot_savings = Some(spot).filter(|&s| s != UNKNOWN).map(BasisPoints);
        offers.push(Offer { offered, on_demand, spot_savings, reserved: None, auto_mode: None });
    }
    Some(offers)
}

fn encode_history(history: &[HistoryType]) -> History {
    let mut w = History::default();
    let names: Vec<_> = history.iter().map(|t| t.name.as_str()).collect();
    w.names = names.join("\n");
    for t in history {
        w.vcpu.push(t.vcpu);
        w.memory.push(t.memory.0);
        w.enis.push(t.enis);
        w.ipv4.push(t.ipv4_per_eni);
        w.hourly.push(t.hourly.map_or(0, |p| p.0));
        w.in_vpc_cni.push(t.in_vpc_cni);
    }
    w
}

fn decode_history(w: &History) -> Option<Vec<HistoryType>> {
    let mut history = Vec::new();
    for (i, name) in w.names.lines().enumerate() {
        history.push(HistoryType {
            vcpu: *w.vcpu.get(i)?,
            memory: Mib(*w.memory.get(i)?),
            enis: *w.enis.get(i)?,
            ipv4_per_eni: *w.ipv4.get(i)?,
            hourly: Some(*w.hourly.get(i)?).filter(|&p| p > 0).map(MicroUsd),
            in_vpc_cni: *w.in_vpc_cni.get(i)?,
            name: name.to_string(),
        });
    }
    Some(history)
}
