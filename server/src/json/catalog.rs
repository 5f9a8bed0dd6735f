//! The catalogue as JSON: the list of regions, and a region with every type and its price.

use app::site::SiteRegion;
use model::catalog::edition::EditionHash;
use model::catalog::instance_type::{Accelerator, Arch, AttachmentKind, Hypervisor, InstanceType, SeenBy};
use model::catalog::launch::Mark;
use model::catalog::reserved::Commitment;
use model::catalog::{Catalog, Offer, PriceKind, UnpricedRegion};
use model::node::launchable::{NoStart, cannot_start};
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use schemars::JsonSchema;
use serde::Serialize;
use store::CatalogRef;

/// Letters of a hash that tell apart what it names.
const LETTERS: usize = 12;

/// The regions of the catalogue.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Catalog")]
pub struct CatalogJson<'a> {
    /// A date with a serial.
    version: String,
    /// Names the content of all files: a version may be given twice.
    content: &'a str,
    /// Date of the spot averages.
    spot_as_of: &'a str,
    /// Date of the rates of commitments.
    reserved_as_of: Option<&'a str>,
    regions: Vec<RegionEntry<'a>>,
    /// Regions of which no price is known, so that nothing can be planned there.
    unpriced_regions: Vec<UnpricedRegionJson<'a>>,
}

/// A region of which no price is known.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UnpricedRegion")]
struct UnpricedRegionJson<'a> {
    code: &'a str,
    location: &'a str,
}

/// A region of the list.
#[derive(Serialize, JsonSchema)]
struct RegionEntry<'a> {
    #[serde(flatten)]
    region: RegionJson<'a>,
    /// Names what the catalogue says of the region.
    edition: String,
    /// Where its types and prices are, for ever the same.
    url: String,
}

/// A region.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Region")]
struct RegionJson<'a> {
    code: &'a str,
    location: &'a str,
    /// Date of the published on-demand prices.
    on_demand_as_of: &'a str,
    /// Whether the list of types on offer is known; else only a price shows that a type is on offer.
    availability_known: bool,
}

/// A region with every instance type.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RegionCatalog")]
pub struct RegionCatalogJson<'a> {
    version: &'a str,
    /// Names all of this: another edition, other figures.
    edition: String,
    /// Date of the spot averages.
    spot_as_of: &'a str,
    /// Date of the rates of commitments.
    reserved_as_of: Option<&'a str>,
    /// Date of Auto Mode's published fees; left out where none are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_mode_as_of: Option<&'a str>,
    region: RegionJson<'a>,
    types: Vec<TypeJson<'a>>,
}

/// An instance type, as EC2 publishes it and corrected where that is wrong.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InstanceType")]
struct TypeJson<'a> {
    name: &'a str,
    vcpu: u32,
    memory_mib: u32,
    /// `x86_64`, `arm64` or `mac`.
    arch: &'static str,
    /// `nitro`, `xen` or `bare-metal`.
    hypervisor: &'static str,
    burstable: bool,
    current_generation: bool,
    /// ENIs of the default network card.
    enis: u32,
    enis_all_cards: u32,
    /// ENIs in AWS's published max-pods where that counts others; else none.
    enis_max_pods: Option<u32>,
    ipv4_per_eni: u32,
    ipv6: bool,
    /// As AWS words it.
    network_performance: &'a str,
    baseline_mbps: u32,
    peak_mbps: u32,
    /// EBS volumes, the root volume included.
    ebs_slots: u32,
    /// `shared`: each ENI beyond the first takes one of the slots; or `dedicated`.
    ebs_slots_kind: &'static str,
    local_nvme_gb: u32,
    /// GPUs, Neuron devices or other accelerators; 0 where there are none or EC2 gives no count.
    gpu_count: u32,
    gpu_name: Option<&'a str>,
    /// `gpu`, `neuron`, `fpga`, `media` or `inference`.
    accelerator: Option<&'static str>,
    /// Whether the Nitro card encrypts traffic between such types.
    encryption_in_transit: bool,
    /// Branch ENIs for security groups for pods; none where that is not published.
    branch_enis: Option<u32>,
    in_2018: bool,
    /// Whether AWS lists its family as a previous generation.
    previous_generation: bool,
    /// Why AL2023 cannot run on it; none where it can.
    no_al2023: Option<&'static str>,
    /// Why Bottlerocket cannot; none where it can.
    no_bottlerocket: Option<&'static str>,
    /// Why Windows nodes cannot be of it; null where they can.
    no_windows: Option<&'static str>,
    /// Why EKS Auto Mode does not start it; none where it does.
    no_auto_mode: Option<&'static str>,
    /// Whether it takes EFA interfaces.
    efa: bool,
    /// Memory that a running node reports, measured or fitted; none where it is not known.
    reported_memory_mib: Option<u32>,
    /// `bottlerocket` or `ubuntu`: which measurement that is, the smaller of the two; or `fit`.
    reported_memory_by: Option<&'static str>,
    /// Whether the region has it.
    offered: bool,
    /// On demand; none where no price is known.
    micro_usd_per_hour: Option<u64>,
    is_price_estimated: bool,
    /// Date of the price where it is not that of the region's prices.
    price_as_of: Option<&'a str>,
    /// Share of the on-demand price that spot saves on average, in hundredths of a per cent.
    spot_savings_bp: Option<u32>,
    /// Reserved Instances, No Upfront; none where no rate is known.
    reserved: Option<RatesJson>,
    /// What Auto Mode adds an hour, as AWS publishes it; left out where that is not known, and a share of the price counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_mode_micro_usd_per_hour: Option<u64>,
}

/// Rates of commitments in micro-dollars per hour; none where one is not sold.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReservedRates")]
struct RatesJson {
    standard_1y: Option<u64>,
    standard_3y: Option<u64>,
    convertible_1y: Option<u64>,
    convertible_3y: Option<u64>,
}

/// The edition of a region.
pub fn edition(hash: EditionHash) -> String {
    hash.to_string().chars().take(LETTERS).collect()
}

/// The list of regions.
pub fn regions<'a>(name: &'a CatalogRef, regions: &'a [SiteRegion], unpriced: &'a [UnpricedRegion]) -> CatalogJson<'a> {
    let entry = |of: &'a SiteRegion| {
        let (region, edition) = (region(&of.catalog), edition(of.hash));
        let url = format!("/api/v1/catalog/{}?edition={edition}", region.code);
        RegionEntry { region, edition, url }
    };
    // the same in all
    let of_any = regions.last().map(|of| &*of.catalog);
    let unpriced = unpriced.iter().map(|region| UnpricedRegionJson { code: &region.code, location: &region.location });
    CatalogJson {
        version: name.version.to_string(),
        content: name.content_hash.get(..LETTERS).unwrap_or_default(),
        spot_as_of: of_any.map_or("", |catalog| &catalog.spot_as_of),
        reserved_as_of: of_any.and_then(|catalog| catalog.reserved_as_of.as_deref()),
        regions: regions.iter().map(entry).collect(),
        unpriced_regions: unpriced.collect(),
    }
}

/// A region with every type.
pub fn of_region(of: &SiteRegion) -> RegionCatalogJson<'_> {
    let catalog = &*of.catalog;
    RegionCatalogJson {
        version: &catalog.version,
        edition: edition(of.hash),
        spot_as_of: &catalog.spot_as_of,
        reserved_as_of: catalog.reserved_as_of.as_deref(),
        auto_mode_as_of: catalog.auto_mode_as_of.as_deref(),
        region: region(catalog),
        types: catalog.types.iter().zip(&catalog.offers).map(|(t, offer)| instance_type(t, offer)).collect(),
    }
}

fn region(catalog: &Catalog) -> RegionJson<'_> {
    let region = &catalog.region;
    RegionJson {
        code: &region.code,
        location: &region.location,
        on_demand_as_of: &region.on_demand_as_of,
        availability_known: region.availability_known,
    }
}

fn instance_type<'a>(t: &'a InstanceType, offer: &'a Offer) -> TypeJson<'a> {
    TypeJson {
        name: &t.name,
        vcpu: t.vcpu,
        memory_mib: t.memory.0,
        arch: arch(t.arch),
        hypervisor: hypervisor(t.hypervisor),
        burstable: t.burstable,
        current_generation: t.current_generation,
        enis: t.enis,
        enis_all_cards: t.enis_all_cards,
        enis_max_pods: t.enis_max_pods,
        ipv4_per_eni: t.ipv4_per_eni,
        ipv6: t.ipv6,
        network_performance: &t.network_performance,
        baseline_mbps: t.baseline.0,
        peak_mbps: t.peak.0,
        ebs_slots: t.attachments.slots,
        ebs_slots_kind: match t.attachments.kind {
            AttachmentKind::Shared => "shared",
            AttachmentKind::Dedicated => "dedicated",
        },
        local_nvme_gb: t.local_nvme_gb,
        gpu_count: t.gpu_count,
        gpu_name: Some(t.gpu_name.as_str()).filter(|name| !name.is_empty()),
        accelerator: t.accelerator.map(accelerator),
        encryption_in_transit: t.encryption_in_transit,
        branch_enis: t.branch_enis,
        in_2018: t.in_2018,
        previous_generation: t.marks.has(Mark::Previous),
        no_al2023: no_start(t, Owner::ManagedNodeGroup, Os::Al2023),
        no_bottlerocket: no_start(t, Owner::ManagedNodeGroup, Os::Bottlerocket),
        no_windows: no_start(t, Owner::ManagedNodeGroup, Os::Windows),
        no_auto_mode: no_start(t, Owner::AutoMode, Os::Bottlerocket),
        efa: t.efa,
        reported_memory_mib: t.seen.map(|seen| seen.mib.0),
        reported_memory_by: t.seen.map(|seen| match seen.by {
            SeenBy::Bottlerocket => "bottlerocket",
            SeenBy::Ubuntu => "ubuntu",
            SeenBy::Fit => "fit",
        }),
        offered: offer.offered,
        micro_usd_per_hour: offer.on_demand.as_ref().map(|price| price.hourly.0),
        is_price_estimated: offer.on_demand.as_ref().is_some_and(|price| price.kind != PriceKind::Published),
        price_as_of: offer.on_demand.as_ref().and_then(|price| price.as_of.as_deref()),
        spot_savings_bp: offer.spot_savings.map(|savings| savings.0),
        reserved: offer.reserved.is_some().then(|| rates(offer)),
        auto_mode_micro_usd_per_hour: offer.auto_mode.map(|fee| fee.0),
    }
}

fn rates(offer: &Offer) -> RatesJson {
    let rate = |commitment| offer.committed(commitment).map(|rate| rate.0);
    RatesJson {
        standard_1y: rate(Commitment::Standard1),
        standard_3y: rate(Commitment::Standard3),
        convertible_1y: rate(Commitment::Convertible1),
        convertible_3y: rate(Commitment::Convertible3),
    }
}

fn no_start(t: &InstanceType, owner: Owner, os: Os) -> Option<&'static str> {
    cannot_start(t, owner, os).map(NoStart::text)
}

fn arch(arch: Arch) -> &'static str {
    match arch {
        Arch::X86_64 => "x86_64",
        Arch::Arm64 => "arm64",
        Arch::Mac => "mac",
    }
}

fn hypervisor(hypervisor: Hypervisor) -> &'static str {
    match hypervisor {
        Hypervisor::Nitro => "nitro",
        Hypervisor::Xen => "xen",
        Hypervisor::BareMetal => "bare-metal",
    }
}

fn accelerator(accelerator: Accelerator) -> &'static str {
    match accelerator {
        Accelerator::Gpu => "gpu",
        Accelerator::Neuron => "neuron",
        Accelerator::Fpga => "fpga",
        Accelerator::Media => "media",
        Accelerator::Inference => "inference",
    }
}
