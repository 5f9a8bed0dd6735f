//! What the catalogue's files hold, checked and in the model's types.

use super::files::hex;
use super::version::Version;
use model::catalog::instance_type::InstanceType;
use model::catalog::wire::encode;
use model::catalog::{Catalog, HistoryType, Offer, PriceKind, Region, UnpricedRegion};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A whole catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Date with a serial.
    pub version: Version,
    /// SHA-256 of the files: differs where a version was changed without a new number.
    pub content_hash: String,
    /// Date of the spot savings.
    pub spot_as_of: String,
    /// The source of the spot savings, by [`Source::id`].
    pub spot_source: String,
    /// Date of the rates of commitments; empty where there are none.
    pub reserved_as_of: String,
    /// The source of the rates of commitments, by [`Source::id`].
    pub reserved_source: String,
    /// Where the figures come from, in the order of the file.
    pub sources: Vec<Source>,
    /// Every type in name order, corrections applied.
    pub types: Vec<InstanceType>,
    /// What was corrected, by type and field.
    pub corrections: Vec<Correction>,
    /// Every region with its offers, in code order.
    pub regions: Vec<RegionFigures>,
    /// Regions of which no price is known, in code order.
    pub unpriced_regions: Vec<UnpricedRegion>,
    /// The types of November 2018, in name order.
    pub history: Vec<HistoryType>,
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Short name: `ec2-shop`.
    pub id: String,
    /// Project, commit and file.
    pub source: String,
    /// The figures taken from it.
    pub used_for: String,
    /// Date or dates of the figures, as far as known.
    pub date: String,
    /// Licence of the figures.
    pub licence: String,
}

/// A published figure that is wrong for Berth's purpose, and what is used instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// `c8gn.48xlarge`.
    pub instance_type: String,
    /// The corrected figure.
    pub field: CorrectedField,
    /// What is published; `None` where nothing is.
    pub published: Option<String>,
    /// What Berth uses.
    pub used: String,
    /// Why.
    pub why: String,
    /// Who says so, or `judgement`.
    pub source: String,
}

/// Figures that can be corrected, in the order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CorrectedField {
    /// The kind of accelerator.
    Accelerator,
    /// Bandwidth that can be held all day, Mbps.
    Baseline,
    /// Whether EBS shares its slots with ENIs.
    AttachmentKind,
    /// EBS attachments.
    AttachmentSlots,
    /// ENIs of the default card that VPC CNI and AWS's published max-pods count, where EC2's description has fewer.
    EnisMaxPods,
    /// How many accelerators there are.
    Accelerators,
    /// What they are called.
    AcceleratorName,
}

/// A region and what it offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionFigures {
    /// The region.
    pub region: Region,
    /// The source of its on-demand prices, by [`Source::id`].
    pub on_demand_source: String,
    /// Of its spot savings; `None`: as the catalogue says.
    pub spot: Option<Dated>,
    /// Of its rates of commitments; `None`: as the catalogue says.
    pub reserved: Option<Dated>,
    /// Of Auto Mode's published fees; `None`: none are known.
    pub auto_mode: Option<Dated>,
    /// One for each of [`Figures::types`], in the same order.
    pub offers: Vec<Offer>,
}

/// A date, and the source whose figures are of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// ISO 8601.
    pub as_of: String,
    /// By [`Source::id`].
    pub source: String,
}

/// Rows of a catalogue, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Instance types.
    pub instance_types: usize,
    /// Regions.
    pub regions: usize,
    /// Regions of which no price is known.
    pub unpriced_regions: usize,
    /// Published on-demand prices.
    pub on_demand_published: usize,
    /// Estimated on-demand prices.
    pub on_demand_estimated: usize,
    /// Offers without a price.
    pub unpriced: usize,
    /// Spot savings.
    pub spot: usize,
    /// Offers with rates of commitments.
    pub reserved: usize,
    /// Types of 2018.
    pub history_2018: usize,
    /// Corrected figures.
    pub corrections: usize,
    /// Sources.
    pub sources: usize,
}

impl Figures {
    /// Rows by kind.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            instance_types: self.types.len(),
            regions: self.regions.len(),
            unpriced_regions: self.unpriced_regions.len(),
            history_2018: self.history.len(),
            corrections: self.corrections.len(),
            sources: self.sources.len(),
            ..Counts::default()
        };
        for offer in self.regions.iter().flat_map(|region| &region.offers) {
            counts.add(offer);
        }
        counts
    }

    /// The source of the figures of a date, by [`Source::id`]; `None` where no source has it, or several have.
    pub fn source_dated(&self, date: &str) -> Option<&str> {
        dated(&self.sources, date)
    }

    /// What tells these figures from others where they come from no files: SHA-256 over the bytes of all regions, the
    /// sources and the regions without a price, in hex.
    pub fn hash_of_content(&self) -> String {
        let mut hash = Sha256::new();
        for catalog in self.catalogs() {
            hash.update(encode(&catalog));
        }
        hash.update(format!("{:?}{:?}{:?}", self.sources, self.unpriced_regions, self.corrections));
        hex(&hash.finalize())
    }

    /// Date and source of a region's spot savings.
    pub fn spot_of(&self, region: &RegionFigures) -> Dated {
        let of_all = || Dated { as_of: self.spot_as_of.clone(), source: self.spot_source.clone() };
        region.spot.clone().unwrap_or_else(of_all)
    }

    /// Date and source of a region's rates of commitments; the date is empty where there are none.
    pub fn reserved_of(&self, region: &RegionFigures) -> Dated {
        let of_all = || Dated { as_of: self.reserved_as_of.clone(), source: self.reserved_source.clone() };
        region.reserved.clone().unwrap_or_else(of_all)
    }

    /// The catalogue of each region, in code order: what the store gives back.
    pub fn catalogs(&self) -> Vec<Catalog> {
        let (types, history): (Arc<[InstanceType]>, Arc<[HistoryType]>) =
            (self.types.as_slice().into(), self.history.as_slice().into());
        let catalog = |figures: &RegionFigures| Catalog {
            version: self.version.to_string(),
            region: figures.region.clone(),
            spot_as_of: self.spot_of(figures).as_of,
            reserved_as_of: Some(self.reserved_of(figures).as_of).filter(|date| !date.is_empty()),
            auto_mode_as_of: figures.auto_mode.as_ref().map(|dated| dated.as_of.clone()),
            types: types.clone(),
            offers: figures.offers.clone(),
            history: history.clone(),
        };
        self.regions.iter().map(catalog).collect()
    }
}

/// The source of that date among these, where only one has it.
pub(super) fn dated<'a>(sources: &'a [Source], date: &str) -> Option<&'a str> {
    let mut dated = sources.iter().filter(|source| source.date == date);
    let source = dated.next()?;
    dated.next().is_none().then_some(source.id.as_str())
}

impl Counts {
    /// Counts an offer; one that is not on offer counts nowhere.
    pub fn add(&mut self, offer: &Offer) {
        match offer.on_demand.as_ref().map(|price| &price.kind) {
            Some(PriceKind::Published) => self.on_demand_published += 1,
            Some(PriceKind::Estimated(_)) => self.on_demand_estimated += 1,
            None if offer.offered => self.unpriced += 1,
            None => {}
        }
        self.spot += usize::from(offer.spot_savings.is_some());
        self.reserved += usize::from(offer.reserved.is_some());
    }

    /// All offers, priced or not.
    pub fn offers(&self) -> usize {
        self.on_demand_published + self.on_demand_estimated + self.unpriced
    }
}

impl CorrectedField {
    /// Every field.
    pub const ALL: [CorrectedField; 7] = [
        CorrectedField::Accelerator,
        CorrectedField::Baseline,
        CorrectedField::AttachmentKind,
        CorrectedField::AttachmentSlots,
        CorrectedField::EnisMaxPods,
        CorrectedField::Accelerators,
        CorrectedField::AcceleratorName,
    ];

    /// Its name in the files and in the store.
    pub fn name(self) -> &'static str {
        match self {
            CorrectedField::AttachmentKind => "ebs_attachment_type",
            CorrectedField::AttachmentSlots => "ebs_max_attachments",
            CorrectedField::EnisMaxPods => "enis_max_pods",
            CorrectedField::Baseline => "baseline_mbps",
            CorrectedField::Accelerator => "accelerator_kind",
            CorrectedField::Accelerators => "gpu_count",
            CorrectedField::AcceleratorName => "gpu_name",
        }
    }
}
