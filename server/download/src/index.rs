//! The index of an offer's regions: where each region's price list is.
//!
//! <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/service-region-infex-file-for-service.html>. That of Savings
//! Plans is an array with other names: .../reading-service-region-index-file-for-savings-plans.html on the same site.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Addresses within the server, by region code.
pub(crate) type Addresses = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Index {
    regions: Regions,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Regions {
    Offer(BTreeMap<String, OfferRegion>),
    SavingsPlans(Vec<SavingsPlansRegion>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfferRegion {
    current_version_url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavingsPlansRegion {
    region_code: String,
    version_url: String,
}

/// Reads an index; what is wrong with it, as the end of a sentence.
pub(crate) fn addresses(text: &str) -> Result<Addresses, String> {
    let index: Index = serde_json::from_str(text)
        .map_err(|error| format!("is not an index of regions as AWS documents it: {error}"))?;
    let addresses: Addresses = match index.regions {
        Regions::Offer(regions) => {
            regions.into_iter().map(|(code, region)| (code, region.current_version_url)).collect()
        }
        Regions::SavingsPlans(regions) => {
            regions.into_iter().map(|region| (region.region_code, region.version_url)).collect()
        }
    };
    // what an index says decides what is asked for: never another server
    if let Some((code, address)) =
        addresses.iter().find(|(_, address)| !address.starts_with('/') || address.starts_with("//"))
    {
        return Err(format!(
            "names \"{address}\" for {code}, which is not an address within the same server, such as /offers/v1.0/aws/AmazonEC2/20261120225308/{code}/index.json"
        ));
    }
    Ok(addresses)
}
