//! What a server has: one file, or all that AWS's has for the regions that are wanted.

use crate::answer::{Answer, get};
use crate::client::{Client, Validators};
use crate::error::DownloadError;
use crate::gathered::Gathered;
use crate::index::{Addresses, addresses};
use crate::kept::Kept;
use crate::progress::{Progress, Told};
use refresh::read::{Found, Places, ReadError, read};
use std::io::Read;

/// What is wanted of a server.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The server, `https://pricing.us-east-1.amazonaws.com`, or the address of one file, which ends in .json, .csv or .gz.
    pub url: String,
    /// Which of the server's regions.
    pub regions: Regions,
    /// Also what is only compared: Savings Plans.
    pub compared: bool,
}

/// Regions by code.
#[derive(Clone, Debug)]
pub enum Regions {
    /// These, and it is a failure where the server does not have one.
    These(Vec<String>),
    /// Those among these that the server has.
    AnyOf(Vec<String>),
}

const EC2: &str = "offers/v1.0/aws/AmazonEC2/current/region_index.json";
const EKS: &str = "offers/v1.0/aws/AmazonEKS/current/region_index.json";
const SAVINGS_PLANS: &str = "savingsPlan/v1.0/aws/AWSComputeSavingsPlan/current/region_index.json";
/// Most bytes of an index: a hundred times what AWS's has.
const MOST_INDEX: u64 = 2 << 20;

/// Gets it, one file after the other. An error means that nothing was got; what single files lack is in [`Gathered::failures`].
pub fn address(
    client: &Client,
    wanted: &Wanted,
    places: &Places,
    kept: &Kept,
    tell: &mut dyn FnMut(Progress),
) -> Result<Gathered, DownloadError> {
    let mut all = Get { client, places, kept, tell, gathered: Gathered::default() };
    let url = wanted.url.trim_end_matches('/');
    if [".json", ".csv", ".gz"].iter().any(|end| url.ends_with(end)) {
        all.file(url, url);
        return Ok(all.gathered);
    }
    let ec2 = match all.index(&format!("{url}/{EC2}"))? {
        Ok(ec2) => ec2,
        Err(wrong) => {
            all.gathered.failures.push(wrong);
            return Ok(all.gathered);
        }
    };
    all.regions("AmazonEC2", url, &ec2, &wanted.regions);
    all.more("AmazonEKS", url, EKS, &Regions::AnyOf(wanted.regions.codes().to_vec()), true);
    if wanted.compared {
        all.more("AWSComputeSavingsPlan", url, SAVINGS_PLANS, &wanted.regions, false);
    }
    Ok(all.gathered)
}

impl Regions {
    fn codes(&self) -> &[String] {
        let (Regions::These(codes) | Regions::AnyOf(codes)) = self;
        codes
    }
}

struct Get<'a> {
    client: &'a Client,
    places: &'a Places,
    kept: &'a Kept,
    tell: &'a mut dyn FnMut(Progress),
    gathered: Gathered,
}

impl Get<'_> {
    /// An index, or what is wrong with it.
    fn index(&self, url: &str) -> Result<Result<Addresses, String>, DownloadError> {
        let Answer::File(body) = get(self.client, url, &Validators::default())? else {
            return Ok(Err(format!("{url} was said to be as it was, which was not asked")));
        };
        let mut text = String::new();
        Ok(match body.take(MOST_INDEX).read_to_string(&mut text) {
            Ok(_) => addresses(&text).map_err(|wrong| format!("{url} {wrong}")),
            Err(error) => Err(format!("{url} could not be read: {error}")),
        })
    }

    /// Another offer of the server. One that may be missing is no failure where the server does not have it.
    fn more(&mut self, offer: &str, url: &str, path: &str, regions: &Regions, may_be_missing: bool) {
        match self.index(&format!("{url}/{path}")) {
            Ok(Ok(index)) => self.regions(offer, url, &index, regions),
            Ok(Err(wrong)) => self.gathered.failures.push(wrong),
            Err(DownloadError::Refused { .. }) if may_be_missing => {}
            Err(error) => self.gathered.failures.push(error.to_string()),
        }
    }

    fn regions(&mut self, offer: &str, url: &str, index: &Addresses, wanted: &Regions) {
        for code in wanted.codes() {
            match (index.get(code), wanted) {
                (Some(address), _) => self.file(&format!("{offer}-{code}"), &format!("{url}{address}")),
                (None, Regions::AnyOf(_)) => {}
                (None, Regions::These(_)) => {
                    self.gathered.failures.push(format!("{code}: the index of {offer} does not have this region"));
                }
            }
        }
    }

    fn file(&mut self, name: &str, url: &str) {
        match self.found(name, url) {
            Ok(Found::Index) => self.fail(name, format!("{url} is an index of other files")),
            Ok(found) => self.gathered.found.push(found),
            Err(error) => self.fail(name, error),
        }
    }

    fn fail(&mut self, name: &str, error: String) {
        (self.tell)(Progress::Failed { name });
        self.gathered.failures.push(error);
    }

    fn found(&mut self, name: &str, url: &str) -> Result<Found, String> {
        let kept = self.kept.get(name, url);
        let (known, before) = kept.map_or_else(Default::default, |(known, found)| (known, Some(found)));
        let body = match (get(self.client, url, &known), before) {
            (Ok(Answer::NotModified), Some(found)) => {
                (self.tell)(Progress::Unchanged { name });
                self.gathered.unchanged += 1;
                return Ok(found);
            }
            (Ok(Answer::NotModified), None) => {
                return Err(format!("{url} was said to be as it was, which was not asked"));
            }
            (Ok(Answer::File(body)), _) => body,
            (Err(error), _) => return Err(error.to_string()),
        };
        let (validators, length) = (body.validators.clone(), body.length);
        let mut told = Told::new(body, name, length, &mut *self.tell);
        let found = read(url, &mut told, self.places).and_then(|found| {
            // what follows the JSON is of no use, but a file that ends too early is none
            std::io::copy(&mut told, &mut std::io::sink())?;
            Ok(found)
        });
        let bytes = told.done;
        let found = found.map_err(|error| match error {
            // a download's own error names the address
            ReadError::Stream(error) if error.get_ref().is_some_and(|inner| inner.is::<DownloadError>()) => {
                error.to_string()
            }
            ReadError::Stream(error) => format!("{url} cannot be unpacked: {error}"),
            ReadError::Wrong(error) => error.to_string(),
        })?;
        (self.tell)(Progress::Read { name, bytes });
        // what cannot be kept is read again the next time
        let _ = self.kept.put(name, url, validators, &found);
        Ok(found)
    }
}
