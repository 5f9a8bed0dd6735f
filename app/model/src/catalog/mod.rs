//! The catalogue that a plan reads: every type, and what one region offers and asks for it.
//!
//! Plain data, and its one form as bytes ([`wire`]). Where it comes from (files, a store, the network) is for
//! others to know.

pub mod auto_mode;
pub mod edition;
pub mod family;
pub mod instance_type;
pub mod launch;
pub mod missing;
pub mod reserved;
pub mod wire;

use crate::catalog::instance_type::InstanceType;
use crate::catalog::reserved::Rates;
use crate::units::{BasisPoints, Mib, MicroUsd, WHOLE_BP};
use std::sync::Arc;

/// The highest price per hour that is taken for one: $10,000. The import refuses more, the bytes hold it.
pub const MAX_HOURLY: MicroUsd = MicroUsd(10_000_000_000);

/// An AWS region and the dates of its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// `us-east-1`.
    pub code: String,
    /// The name of the price list: `US East (N. Virginia)`.
    pub location: String,
    /// Date of the published on-demand figures, ISO 8601.
    pub on_demand_as_of: String,
    /// Whether it is known which types are on offer; where not, only a price shows it.
    pub availability_known: bool,
}

/// A region of which no price is known: it can be named, not planned in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnpricedRegion {
    /// `ap-east-2`.
    pub code: String,
    /// `Asia Pacific (Taipei)`.
    pub location: String,
}

/// How an estimated price was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// us-east-1 price times the region's ratio of the same family.
    SameFamily,
    /// The same with the ratio of the closest family, named.
    NearFamily(String),
    /// An older published price times a price cut seen in us-east-1.
    PriceCut,
}

/// Where an on-demand price comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceKind {
    /// On AWS's price list at the region's date.
    Published,
    /// Not published in any source we have; see the method.
    Estimated(Estimate),
}

/// An on-demand price per hour: Linux, shared tenancy, no tax, no EBS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDemand {
    /// Per hour.
    pub hourly: MicroUsd,
    /// Published or estimated.
    pub kind: PriceKind,
    /// Date of a published price that is not of the region's date; `None` for all others.
    pub as_of: Option<String>,
}

/// What a region says of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// On offer in the region, priced or not.
    pub offered: bool,
    /// On-demand price, `None` where no source has one.
    pub on_demand: Option<OnDemand>,
    /// Spot discount as the Spot Advisor averages it over the region. Spot prices are derived from it.
    pub spot_savings: Option<BasisPoints>,
    /// What commitments cost, `None` where no source has any. In a box: plans seldom look at it.
    pub reserved: Option<Box<Rates>>,
    /// What Auto Mode adds per hour as AWS publishes it; `None` where no source has it: then it is a share of the price.
    pub auto_mode: Option<MicroUsd>,
}

/// A type of the article's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryType {
    /// `t2.large`.
    pub name: String,
    /// Virtual CPUs.
    pub vcpu: u32,
    /// Memory.
    pub memory: Mib,
    /// ENIs, by the limits of November 2018.
    pub enis: u32,
    /// IPv4 addresses of one ENI.
    pub ipv4_per_eni: u32,
    /// us-east-1 on-demand price of 29 November 2018; `None` for types sold by reservation only.
    pub hourly: Option<MicroUsd>,
    /// In the VPC CNI v1.3.0 limits table.
    pub in_vpc_cni: bool,
}

/// All that planning in one region needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// Version of the catalogue: a date with a serial.
    pub version: String,
    /// The region.
    pub region: Region,
    /// Date of the spot savings.
    pub spot_as_of: String,
    /// Date of the rates of commitments; `None` for an edition of a day when none were known.
    pub reserved_as_of: Option<String>,
    /// Date of Auto Mode's published fees; `None` where none are known.
    pub auto_mode_as_of: Option<String>,
    /// Every type we know, on offer here or not. Shared between regions, see [`Catalog::share`].
    pub types: Arc<[InstanceType]>,
    /// One offer for each of `types`, in the same order.
    pub offers: Vec<Offer>,
    /// The table of 2018 (us-east-1 whatever the region).
    pub history: Arc<[HistoryType]>,
}

/// Which type of today: an index into [`Catalog::types`] and [`Catalog::offers`], and into nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeIndex(usize);

/// Which type of 2018: an index into [`Catalog::history`], and into nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HistoryIndex(usize);

/// A type of either table. A plan holds these, so that one of the article's era is never looked up among today's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeRef {
    /// Of today's types.
    Today(TypeIndex),
    /// Of the table of 2018.
    Of2018(HistoryIndex),
}

impl From<TypeIndex> for TypeRef {
    fn from(index: TypeIndex) -> TypeRef {
        TypeRef::Today(index)
    }
}

#[cfg(test)]
impl TypeIndex {
    /// For tests of what holds indices and looks none up.
    pub(crate) fn at(index: usize) -> TypeIndex {
        TypeIndex(index)
    }
}

/// What a scenario's region must be, where the given one has no prices: the end of a sentence.
pub fn not_priced(location: &str) -> String {
    format!("a region with prices, and no price is known of {location}")
}

impl Catalog {
    /// Takes over the tables of another region where they are equal: of 34 regions, one table of types remains.
    pub fn share(&mut self, other: &Catalog) {
        if self.types == other.types {
            self.types = other.types.clone();
        }
        if self.history == other.history {
            self.history = other.history.clone();
        }
    }

    /// A type of today by name, `None` for one without an offer.
    pub fn find(&self, name: &str) -> Option<TypeIndex> {
        self.indices().find(|index| self.instance_type(*index).name == name)
    }

    /// A type of 2018 by name.
    pub fn find_2018(&self, name: &str) -> Option<HistoryIndex> {
        self.history.iter().position(|t| t.name == name).map(HistoryIndex)
    }

    /// Every type of today that has an offer.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = TypeIndex> + use<> {
        (0..self.types.len().min(self.offers.len())).map(TypeIndex)
    }

    /// Every type of 2018.
    pub fn indices_2018(&self) -> impl Iterator<Item = HistoryIndex> + use<> {
        (0..self.history.len()).map(HistoryIndex)
    }

    /// What EC2 publishes of a type.
    pub fn instance_type(&self, index: TypeIndex) -> &InstanceType {
        &self.types[index.0]
    }

    /// What the region asks for a type.
    pub fn offer(&self, index: TypeIndex) -> &Offer {
        &self.offers[index.0]
    }

    /// Date of a type's published price: its own, else that of the region's prices.
    pub fn price_date(&self, index: TypeIndex) -> &str {
        let own = self.offer(index).on_demand.as_ref().and_then(|price| price.as_of.as_deref());
        own.unwrap_or(&self.region.on_demand_as_of)
    }

    /// A type of 2018.
    pub fn type_of_2018(&self, index: HistoryIndex) -> &HistoryType {
        &self.history[index.0]
    }
}

impl TypeRef {
    /// Its name.
    pub fn name(self, catalog: &Catalog) -> &str {
        match self {
            TypeRef::Today(index) => &catalog.instance_type(index).name,
            TypeRef::Of2018(index) => &catalog.type_of_2018(index).name,
        }
    }

    /// Its virtual CPUs and its memory.
    pub fn size(self, catalog: &Catalog) -> (u32, Mib) {
        match self {
            TypeRef::Today(index) => (catalog.instance_type(index).vcpu, catalog.instance_type(index).memory),
            TypeRef::Of2018(index) => (catalog.type_of_2018(index).vcpu, catalog.type_of_2018(index).memory),
        }
    }
}

impl Offer {
    /// Spot price: on demand less the savings, half up. `$0.096` at 62 % is `$0.03648`.
    pub fn spot(&self) -> Option<MicroUsd> {
        let rest = WHOLE_BP.saturating_sub(self.spot_savings?.0);
        Some(self.on_demand.as_ref()?.hourly.share(BasisPoints(rest)))
    }
}
