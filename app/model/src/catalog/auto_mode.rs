//! What EKS Auto Mode asks for an hour of a node, on top of what the instance costs.
//!
//! AWS publishes a fee a type and region, in the price list of its offer AmazonEKS. Where the catalogue has it, it is what counts;
//! elsewhere a share of the on-demand price, of third parties' figures: see the sources `auto-mode-fee` and `auto-mode-gpu-fee`.

use crate::catalog::Offer;
use crate::catalog::instance_type::InstanceType;
use crate::units::{BasisPoints, MicroUsd};

/// The fee as a share of the on-demand price. Third-party figure.
pub const AUTO_MODE_FEE: BasisPoints = BasisPoints(1_200);
/// The same on types of the G series since 1 July 2026: 35 % less. Two documents agree, AWS's page was not seen.
const AUTO_MODE_FEE_G: BasisPoints = BasisPoints(780);
/// The same on types of the P series and with Trainium: 60 % less.
const AUTO_MODE_FEE_P: BasisPoints = BasisPoints(480);

/// The fee of a type as a share of its on-demand price, where none is published. g6.xlarge: 780 bp.
pub fn auto_mode_share(t: &InstanceType) -> BasisPoints {
    let is_of = |series| t.accelerator.is_some() && t.name.starts_with(series);
    match (is_of("g"), is_of("p") || is_of("trn")) {
        (true, _) => AUTO_MODE_FEE_G,
        (_, true) => AUTO_MODE_FEE_P,
        _ => AUTO_MODE_FEE,
    }
}

impl Offer {
    /// The fee that counts: the published one, else its share of the on-demand price; `None` without either.
    pub fn auto_mode_fee(&self, t: &InstanceType) -> Option<MicroUsd> {
        let counted = || self.on_demand.as_ref().map(|price| price.hourly.share(auto_mode_share(t)));
        self.auto_mode.or_else(counted)
    }
}
