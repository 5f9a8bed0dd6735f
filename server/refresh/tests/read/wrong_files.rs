//! Files that are wrong: a sentence that says where, what stands there and what may.

use crate::aws::{csv, ec2, linux, m5_large, page};
use crate::{places, wrong};
use refresh::read::{ReadError, read};
use serde_json::json;
use std::io::{self, Read};

fn says(bytes: &[u8], words: &[&str]) {
    let said = wrong(bytes);
    assert!(said.starts_with("us-east-1/index.json"), "{said}");
    for word in words {
        assert!(said.contains(word), "no {word:?} in {said}");
    }
}

#[test]
fn a_file_that_is_something_else_is_told_by_what_it_is() {
    says(b"", &["is empty"]);
    says(b" \n", &["is empty"]);
    says(b"<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code></Error>", &["NoSuchKey", "no such file"]);
    says(b"<html><body>502 Bad Gateway</body></html>", &["a page of HTML or XML", "502 Bad Gateway"]);
    says(b"hello world", &["neither JSON", "CSV", "SKU"]);
    says(b"{\"items\": []}", &["none of the files that are read", "describe-instance-types"]);
    says(b"{\"terms\": {}, \"products\": {}}", &["line 1", "terms come before the products"]);
    says(b"{,}", &["is not JSON", "line 1"]);
    says(&[0xFF, 0xFE, b'{', 0], &["us-east-1/index.json"]);
}

#[test]
fn another_offer_is_refused_by_name() {
    let storage = ec2(&[linux("SKU0000000000001", "m5.large", "0.1").with("operatingSystem", "Windows")]);
    says(storage.replace("AmazonEC2", "AmazonRDS").as_bytes(), &["no price that Berth uses", "AmazonRDS"]);
}

#[test]
fn every_wrong_price_is_named_with_its_place() {
    let products = [
        linux("SKU0000000000001", "m5.large", "cheap"),
        linux("SKU0000000000002", "m5.xlarge", "-1"),
        linux("SKU0000000000003", "m5.2xlarge", "10000.5"),
        linux("SKU0000000000004", "m5.4xlarge", "0.768"),
    ];
    let path = "terms.OnDemand.SKU0000000000001.SKU0000000000001.JRTCKXETXF.priceDimensions.SKU0000000000001.JRTCKXETXF.0.pricePerUnit.USD";
    says(ec2(&products).as_bytes(), &[path, "\"cheap\"", "\"-1\"", "\"10000.5\"", "from 0 to 10000"]);
    let said = wrong(csv(&products, true).as_bytes());
    assert_eq!(said.lines().count(), 3, "{said}");
    assert!(said.contains("line 7, SKU0000000000001.JRTCKXETXF.0: PricePerUnit \"cheap\""), "{said}");
}

#[test]
fn a_date_that_is_none_is_named() {
    let text = ec2(&[linux("SKU0000000000001", "m5.large", "0.096")]);
    says(
        text.replace("2026-11-20T22:53:08Z", "yesterday").as_bytes(),
        &["publicationDate \"yesterday\"", "2025-09-12"],
    );
    let page = page("US East (N. Virginia)", &[("m5.large", "free")]);
    says(page.as_bytes(), &["regions.US East (N. Virginia).m5 large.price \"free\""]);
    says(page.replace("\"USD\"", "\"CNY\"").as_bytes(), &["manifest.currencyCode \"CNY\" is not USD"]);
}

/// Wherever a file is cut, it is never taken for a whole one.
#[test]
fn a_truncated_file_is_never_whole() {
    let products = [linux("SKU0000000000001", "m5.large", "0.096"), linux("SKU0000000000002", "m5.xlarge", "0.192")];
    let json = ec2(&products);
    let whole = json.trim_end().len();
    for at in (1..whole).step_by(7).chain([whole - 1]) {
        let said = wrong(&json.as_bytes()[..at]);
        assert!(said.contains("truncated") && said.contains("line"), "{at}: {said}");
    }
    let csv = csv(&products, true);
    let second = csv.rfind("\"SKU0000000000002\"").expect("the second row");
    for at in second + 3..csv.len() - 20 {
        assert!(wrong(&csv.as_bytes()[..at]).contains("truncated"), "{at}");
    }
}

#[test]
fn a_column_that_is_missing_is_named() {
    let text = csv(&[linux("SKU0000000000001", "m5.large", "0.096")], true);
    says(text.replace("\"PricePerUnit\"", "\"Price\"").as_bytes(), &["line 6", "lacks the columns PricePerUnit"]);
}

#[test]
fn all_that_is_wrong_with_types_is_said_at_once() {
    let mut wrong_one = m5_large();
    wrong_one["VCpuInfo"]["DefaultVCpus"] = json!(0);
    wrong_one["ProcessorInfo"]["SupportedArchitectures"] = json!(["riscv"]);
    wrong_one["Hypervisor"] = json!("vmware");
    let mut nameless = m5_large();
    nameless["InstanceType"] = json!("<b>");
    let file = json!({ "InstanceTypes": [wrong_one, nameless] }).to_string();
    says(
        file.as_bytes(),
        &[
            "InstanceTypes[] m5.large: VCpuInfo.DefaultVCpus \"0\" is not from 1 to 4096",
            "ProcessorInfo.SupportedArchitectures \"riscv\" is not x86_64",
            "Hypervisor \"vmware\" is not nitro or xen",
            "InstanceTypes[1].InstanceType \"<b>\"",
        ],
    );
}

#[test]
fn a_stream_that_fails_is_no_wrong_file() {
    struct Breaks;
    impl Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let start = &br#"{"products": {"#[..];
    for start in [&b""[..], start, b"\"FormatVersion\",\"v1.0\"\n"] {
        let error = read("file", start.chain(Breaks), places()).expect_err("it broke off");
        assert!(matches!(error, ReadError::Stream(_)), "{error}");
    }
}
