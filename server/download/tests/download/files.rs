//! Files of a directory, and a single file by its address.

use crate::aws::{linux, m5_large, page};
use crate::server::{File, Server};
use crate::{client, index, list, places};
use download::{Kept, Regions, Wanted, address, directory};
use flate2::Compression;
use flate2::write::GzEncoder;
use refresh::read::Found;
use serde_json::json;
use std::fs;
use std::io::Write;

#[test]
fn every_file_is_read_whatever_it_is_called_and_wherever_it_lies() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let put = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    };
    put("offers/region_index.json", index(&["us-east-1"]).as_bytes());
    put("offers/us-east-1.json", list(3, "0.096").as_bytes());
    put("a.csv", crate::aws::csv(&[linux("SKU0000000000001", "m5.large", "0.096")], true).as_bytes());
    put("types.json", json!({ "InstanceTypes": [m5_large()] }).to_string().as_bytes());
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(page("US East (N. Virginia)", &[("m5.large", "0.096")]).as_bytes()).expect("packed");
    put("page.json.gz", &packed.finish().expect("packed"));
    put("README.md", b"not read");
    put(".hidden.json", b"not read");
    let found = directory(dir.path(), places(), &mut |_| ()).expect("all of them");
    let kinds: Vec<&str> = found
        .iter()
        .map(|found| match found {
            Found::Prices(list) if list.has_commitments => "list",
            Found::Prices(_) => "page",
            Found::Types(_) => "types",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["list", "list", "page", "types"], "a.csv, offers/us-east-1.json, page.json.gz, types.json");
}

#[test]
fn everything_wrong_with_a_directory_is_said_at_once() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let said = directory(dir.path(), places(), &mut |_| ()).expect_err("it is empty").join("\n");
    assert!(said.contains("holds no file whose name ends in .json, .csv"), "{said}");
    fs::write(dir.path().join("a.json"), "{").expect("a file");
    fs::write(dir.path().join("b.csv"), "a,b").expect("a file");
    fs::write(dir.path().join("c.json"), list(1, "0.096")).expect("a file");
    let said = directory(dir.path(), places(), &mut |_| ()).expect_err("two are wrong");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("a.json") && said[1].starts_with("b.csv"), "{said:?}");
    let said = directory(&dir.path().join("nowhere"), places(), &mut |_| ()).expect_err("it is not there").join("\n");
    assert!(said.contains("nowhere cannot be read"), "{said}");
}

#[test]
fn an_address_of_a_file_is_that_file() {
    let server = Server::start();
    server.put(
        "/ec2/US%20East%20(N.%20Virginia)/Linux/index.json",
        File::new(page("US East (N. Virginia)", &[("m5.large", "0.096")])),
    );
    let url = format!("{}/ec2/US%20East%20(N.%20Virginia)/Linux/index.json", server.url);
    let kept = tempfile::tempdir().expect("a temporary directory");
    let get = |url: &str| {
        let wanted = Wanted { url: url.to_owned(), regions: Regions::These(vec![]), compared: false };
        address(&client(), &wanted, places(), &Kept::in_directory(kept.path()), &mut |_| ()).expect("an answer")
    };
    assert!(matches!(get(&url).found.as_slice(), [Found::Prices(list)] if !list.has_commitments));
    let missing = get(&url.replace("Virginia", "Ohio"));
    assert!(missing.found.is_empty() && missing.failures[0].contains("404"), "{:?}", missing.failures);
}
