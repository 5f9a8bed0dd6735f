//! Words of the schema for the model's enumerations. One table for each, read in both directions.

use model::catalog::instance_type::{Accelerator, Arch, AttachmentKind, Hypervisor};

pub(super) const ARCHITECTURES: [(&str, Arch); 3] =
    [("x86_64", Arch::X86_64), ("arm64", Arch::Arm64), ("mac", Arch::Mac)];
pub(super) const HYPERVISORS: [(&str, Hypervisor); 3] =
    [("nitro", Hypervisor::Nitro), ("xen", Hypervisor::Xen), ("bare-metal", Hypervisor::BareMetal)];
pub(super) const ATTACHMENT_KINDS: [(&str, AttachmentKind); 2] =
    [("shared", AttachmentKind::Shared), ("dedicated", AttachmentKind::Dedicated)];
pub(super) const ACCELERATORS: [(&str, Accelerator); 5] = [
    ("gpu", Accelerator::Gpu),
    ("neuron", Accelerator::Neuron),
    ("fpga", Accelerator::Fpga),
    ("media", Accelerator::Media),
    ("inference", Accelerator::Inference),
];

/// Methods of an estimate, `price_on_demand.method`.
pub(super) mod method {
    pub const SAME_FAMILY: &str = "same-family";
    pub const NEAR_FAMILY: &str = "near-family";
    pub const PRICE_CUT: &str = "price-cut";
}

/// The word for a value.
pub(super) fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> Option<&'static str> {
    words.iter().find(|(_, meaning)| meaning == value).map(|(word, _)| *word)
}

/// The value that a word means.
pub(super) fn meaning<T: Copy>(words: &[(&str, T)], text: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning)
}
