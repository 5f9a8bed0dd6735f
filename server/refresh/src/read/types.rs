//! `aws ec2 describe-instance-types`: what EC2 says of each type.

mod bandwidth;
mod shape;

use super::walk::Takes;
use bandwidth::bandwidth;
use catalog_files::{Problems, is_name};
use model::catalog::instance_type::{Accelerator, Arch, AttachmentKind, Attachments, Hypervisor};
use model::units::{Mbps, Mib};
use serde::de::SeqAccess;
use shape::{Device, InstanceTypeInfo};

/// A type as EC2 describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// `m5.large`.
    pub name: String,
    /// Virtual CPUs by default.
    pub vcpu: u32,
    /// Memory.
    pub memory: Mib,
    /// The first architecture that is not 32 bit.
    pub arch: Arch,
    /// Hypervisor; bare metal has none.
    pub hypervisor: Hypervisor,
    /// CPU credits.
    pub burstable: bool,
    /// AWS's own mark.
    pub current_generation: bool,
    /// ENIs of the default network card.
    pub enis: u32,
    /// ENIs of all cards.
    pub enis_all_cards: u32,
    /// IPv4 addresses of one ENI, the primary one included.
    pub ipv4_per_eni: u32,
    /// Whether it takes IPv6 addresses.
    pub ipv6: bool,
    /// Bandwidth in AWS's words.
    pub network_performance: String,
    /// Bandwidth all day and in a burst; `None` from older versions of the AWS CLI.
    pub bandwidth: Option<(Mbps, Mbps)>,
    /// EBS attachments; `None` likewise.
    pub attachments: Option<Attachments>,
    /// NVMe instance store in GB; 0 where there is none.
    pub local_nvme_gb: u32,
    /// Accelerators; 0 where there are none or EC2 gives no count.
    pub gpu_count: u32,
    /// The accelerator's name, or nothing.
    pub gpu_name: String,
    /// Kind of accelerator.
    pub accelerator: Option<Accelerator>,
    /// Traffic between such types is encrypted.
    pub encryption_in_transit: bool,
    /// Takes EFA interfaces.
    pub efa: bool,
}

/// The list on its way in.
pub(super) struct Types<'a> {
    file: &'a str,
    problems: &'a Problems,
    types: Vec<Described>,
}

impl<'a> Types<'a> {
    /// Nothing yet.
    pub fn new(file: &'a str, problems: &'a Problems) -> Types<'a> {
        Types { file, problems, types: Vec::new() }
    }

    /// All types.
    pub fn finish(self) -> Vec<Described> {
        if self.types.is_empty() {
            self.problems.file(self.file, "describes no instance type");
        }
        self.types
    }

    fn take(&mut self, info: InstanceTypeInfo) {
        if !is_name(&info.instance_type) || !info.instance_type.contains('.') {
            let path = format!("InstanceTypes[{}].InstanceType", self.types.len());
            return self.problems.value(self.file, &path, &info.instance_type, "is not a type such as m5.large");
        }
        let network = &info.network_info;
        let default_card = network
            .network_cards
            .iter()
            .find(|card| card.network_card_index == network.default_network_card_index)
            .map_or(network.maximum_network_interfaces, |card| card.maximum_network_interfaces);
        let accelerator = accelerator(&info);
        let devices = devices(&info);
        let described = Described {
            vcpu: self.whole(&info, "VCpuInfo.DefaultVCpus", info.vcpu_info.default_vcpus, 4_096),
            memory: Mib(self.whole(&info, "MemoryInfo.SizeInMiB", info.memory_info.size_in_mib, 134_217_728)),
            arch: self.arch(&info),
            hypervisor: self.hypervisor(&info),
            burstable: info.burstable_performance_supported,
            current_generation: info.current_generation,
            enis: self.whole(&info, "NetworkInfo.NetworkCards[].MaximumNetworkInterfaces", default_card, 1_000),
            enis_all_cards: self.whole(
                &info,
                "NetworkInfo.MaximumNetworkInterfaces",
                network.maximum_network_interfaces,
                1_000,
            ),
            ipv4_per_eni: self.whole(
                &info,
                "NetworkInfo.Ipv4AddressesPerInterface",
                network.ipv4_addresses_per_interface,
                1_000,
            ),
            ipv6: network.ipv6_supported,
            network_performance: network.network_performance.clone(),
            bandwidth: bandwidth(network),
            attachments: attachments(&info),
            local_nvme_gb: local_nvme_gb(&info),
            gpu_count: devices.iter().map(count).sum(),
            gpu_name: devices.first().map(|device| device.name.clone()).unwrap_or_default(),
            accelerator,
            encryption_in_transit: network.encryption_in_transit_supported,
            efa: network.efa_supported,
            name: info.instance_type,
        };
        self.types.push(described);
    }

    /// A whole number of at least 1; a wrong one is noted.
    fn whole(&self, info: &InstanceTypeInfo, path: &str, value: u32, most: u32) -> u32 {
        if !(1..=most).contains(&value) {
            let path = format!("InstanceTypes[] {}: {path}", info.instance_type);
            self.problems.value(self.file, &path, &value.to_string(), &format!("is not from 1 to {most}"));
        }
        value
    }

    fn arch(&self, info: &InstanceTypeInfo) -> Arch {
        let names = &info.processor_info.supported_architectures;
        match names.iter().map(String::as_str).find(|name| *name != "i386") {
            Some("x86_64") => Arch::X86_64,
            Some("arm64") => Arch::Arm64,
            Some("x86_64_mac" | "arm64_mac") => Arch::Mac,
            _ => {
                let path = format!("InstanceTypes[] {}: ProcessorInfo.SupportedArchitectures", info.instance_type);
                let allowed = "is not x86_64, arm64, x86_64_mac or arm64_mac";
                self.problems.value(self.file, &path, &names.join(", "), allowed);
                Arch::X86_64
            }
        }
    }

    fn hypervisor(&self, info: &InstanceTypeInfo) -> Hypervisor {
        match info.hypervisor.as_deref() {
            Some("nitro") => Hypervisor::Nitro,
            Some("xen") => Hypervisor::Xen,
            None | Some("") if info.bare_metal => Hypervisor::BareMetal,
            other => {
                let path = format!("InstanceTypes[] {}: Hypervisor", info.instance_type);
                let allowed = "is not nitro or xen, and the type is not bare metal";
                self.problems.value(self.file, &path, other.unwrap_or_default(), allowed);
                Hypervisor::Nitro
            }
        }
    }
}

impl Takes for Types<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        Ok(seq.next_element()?.map(|info| self.take(info)).is_some())
    }
}

fn attachments(info: &InstanceTypeInfo) -> Option<Attachments> {
    let kind = match info.ebs_info.attachment_limit_type.as_deref()? {
        "shared" => AttachmentKind::Shared,
        "dedicated" => AttachmentKind::Dedicated,
        _ => return None,
    };
    let slots = info.ebs_info.maximum_ebs_attachments.filter(|slots| (1..=1_000).contains(slots))?;
    Some(Attachments { slots, kind })
}

/// Older types have disks that are no NVMe, which the kubelet does not see as such.
fn local_nvme_gb(info: &InstanceTypeInfo) -> u32 {
    info.instance_storage_info
        .as_ref()
        .filter(|disks| disks.nvme_support == "required")
        .map_or(0, |d| d.total_size_in_gb)
}

fn accelerator(info: &InstanceTypeInfo) -> Option<Accelerator> {
    let kinds = [
        (info.gpu_info.is_some(), Accelerator::Gpu),
        (info.neuron_info.is_some(), Accelerator::Neuron),
        (info.fpga_info.is_some(), Accelerator::Fpga),
        (info.media_accelerator_info.is_some(), Accelerator::Media),
        (info.inference_accelerator_info.is_some(), Accelerator::Inference),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind)
}

fn devices(info: &InstanceTypeInfo) -> &[Device] {
    match (&info.gpu_info, &info.neuron_info) {
        (Some(gpus), _) => &gpus.gpus,
        (None, Some(neuron)) => &neuron.neuron_devices,
        (None, None) => &[],
    }
}

/// Whole devices; a share of one counts as one, as a node offers it to pods.
fn count(device: &Device) -> u32 {
    match device.count {
        0 => device.logical_gpu_count.filter(|share| *share > 0.0).map_or(0, |share| share.ceil() as u32),
        whole => whole,
    }
}
