//! What of `describe-instance-types` is read, by AWS's names. Keys that older versions of the AWS CLI lack are optional.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html>

use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct InstanceTypeInfo {
    pub instance_type: String,
    pub current_generation: bool,
    pub bare_metal: bool,
    pub hypervisor: Option<String>,
    pub burstable_performance_supported: bool,
    pub processor_info: ProcessorInfo,
    #[serde(rename = "VCpuInfo")]
    pub vcpu_info: VCpuInfo,
    pub memory_info: MemoryInfo,
    pub instance_storage_info: Option<InstanceStorageInfo>,
    pub ebs_info: EbsInfo,
    pub network_info: NetworkInfo,
    pub gpu_info: Option<GpuInfo>,
    pub neuron_info: Option<NeuronInfo>,
    pub fpga_info: Option<serde::de::IgnoredAny>,
    pub media_accelerator_info: Option<serde::de::IgnoredAny>,
    pub inference_accelerator_info: Option<serde::de::IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct ProcessorInfo {
    pub supported_architectures: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct VCpuInfo {
    #[serde(rename = "DefaultVCpus")]
    pub default_vcpus: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct MemoryInfo {
    #[serde(rename = "SizeInMiB")]
    pub size_in_mib: u32,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct InstanceStorageInfo {
    #[serde(rename = "TotalSizeInGB")]
    pub total_size_in_gb: u32,
    pub nvme_support: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct EbsInfo {
    pub maximum_ebs_attachments: Option<u32>,
    pub attachment_limit_type: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct NetworkInfo {
    pub network_performance: String,
    pub maximum_network_interfaces: u32,
    pub default_network_card_index: u32,
    pub network_cards: Vec<NetworkCard>,
    pub ipv4_addresses_per_interface: u32,
    pub ipv6_supported: bool,
    pub encryption_in_transit_supported: bool,
    pub efa_supported: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct NetworkCard {
    pub network_card_index: u32,
    pub maximum_network_interfaces: u32,
    pub baseline_bandwidth_in_gbps: Option<f64>,
    pub peak_bandwidth_in_gbps: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct GpuInfo {
    pub gpus: Vec<Device>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct NeuronInfo {
    pub neuron_devices: Vec<Device>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Device {
    pub name: String,
    pub count: u32,
    pub logical_gpu_count: Option<f64>,
}
