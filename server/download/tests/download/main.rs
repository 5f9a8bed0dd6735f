//! Price files got from a server that behaves, and from one that does not; and from a directory.

#[path = "../../../refresh/tests/support/aws.rs"]
mod aws;
mod conditions;
mod faults;
mod files;
mod server;
mod tls;

use catalog_files::{Files, parse};
use download::{Client, DownloadError, Gathered, Kept, Pace, Regions, Wanted, address};
use model::units::MicroUsd;
use refresh::read::{Found, Places};
use server::{File, Server};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

const INDEX: &str = "/offers/v1.0/aws/AmazonEC2/current/region_index.json";
const US_EAST_1: &str = "/offers/v1.0/aws/AmazonEC2/20261120225308/us-east-1/index.json";

fn places() -> &'static Places {
    static PLACES: LazyLock<Places> =
        LazyLock::new(|| Places::of(&parse(&Files::embedded()).expect("the carried catalogue")));
    &PLACES
}

/// A client that does not wait long for anything.
fn client() -> Client {
    Client::new(Pace { tries: 4, pause: Duration::from_millis(5), silence: Duration::from_secs(2) }, None)
        .expect("a client")
}

/// The index of the service's regions, as AWS documents it.
fn index(regions: &[&str]) -> String {
    let regions: Vec<String> = regions
        .iter()
        .map(|code| {
            format!(
                "\"{code}\" : {{ \"regionCode\" : \"{code}\", \"currentVersionUrl\" : \"/offers/v1.0/aws/AmazonEC2/20261120225308/{code}/index.json\" }}"
            )
        })
        .collect();
    format!(
        "{{ \"formatVersion\" : \"v1.0\", \"disclaimer\" : \"...\", \"publicationDate\" : \"2026-11-20T22:53:08Z\", \"regions\" : {{ {} }} }}",
        regions.join(", ")
    )
}

/// A price list of us-east-1 with so many types at a price.
fn list(types: usize, usd: &str) -> String {
    let products: Vec<_> =
        (0..types).map(|at| aws::linux(&format!("SKU{at:013}"), &format!("m{at}.large"), usd)).collect();
    aws::ec2(&products)
}

/// A server with the index and one region's list.
fn server(file: File) -> Server {
    let server = Server::start();
    server.put(INDEX, File::new(index(&["us-east-1"])));
    server.put(US_EAST_1, file);
    server
}

fn get(url: &str, kept: &Path) -> Result<Gathered, DownloadError> {
    let wanted = Wanted {
        url: url.to_owned(),
        regions: Regions::AnyOf(vec!["eusc-de-east-1".into(), "us-east-1".into()]),
        compared: false,
    };
    address(&client(), &wanted, places(), &Kept::in_directory(kept), &mut |_| ())
}

/// Gets a server's files without anything kept.
fn once(server: &Server) -> Gathered {
    let kept = tempfile::tempdir().expect("a temporary directory");
    get(&server.url, kept.path()).expect("an index")
}

/// Prices that were found in us-east-1, and how many.
fn prices(gathered: &Gathered) -> (usize, Option<MicroUsd>) {
    match gathered.found.as_slice() {
        [Found::Prices(list)] => {
            let prices = &list.regions["us-east-1"].on_demand;
            (prices.len(), prices.get("m0.large").copied())
        }
        other => unreachable!("{other:?}, {:?}", gathered.failures),
    }
}
