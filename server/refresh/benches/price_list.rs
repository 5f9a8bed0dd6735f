//! How long a region's price list of 400 MB takes and how much memory: `cargo bench -p refresh --bench price_list`.
//!
//! The file is made in AWS's layout, indented as AWS writes it: every type of the catalogue with operating systems, tenancies and
//! capacity states, and twelve reserved terms each. One thread reads it, and makes a newer catalogue of the carried one.

use catalog_files::{Figures, Files, parse};
use refresh::changes::{Changes, report};
use refresh::edition::refreshed;
use refresh::read::{Places, read};
use std::fs::File;
use std::io::{BufWriter, Error, ErrorKind, Result, Write};
use std::path::Path;
use std::time::Instant;

/// Bytes of each file.
const SIZE: u64 = 400_000_000;

fn main() -> Result<()> {
    let directory = tempfile::tempdir()?;
    let carried = parse(&Files::embedded()).map_err(Error::other)?;
    let names: Vec<String> = carried.types.iter().map(|t| t.name.clone()).collect();
    for (name, write) in [("index.json", json as fn(&mut Counted, &[String]) -> Result<()>), ("index.csv", csv)] {
        let path = directory.path().join(name);
        let mut out = Counted { out: BufWriter::new(File::create(&path)?), bytes: 0 };
        write(&mut out, &names)?;
        out.out.flush()?;
        measure(name, &path, out.bytes, &carried)?;
    }
    Ok(())
}

fn measure(name: &str, path: &Path, bytes: u64, carried: &Figures) -> Result<()> {
    let places = Places::of(carried);
    let started = Instant::now();
    let found = read(name, File::open(path)?, &places).map_err(Error::other)?;
    let seconds = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let newer = refreshed(carried, &[found], "2026-12-01", &[]).figures;
    let changes = Changes::between(carried, &newer);
    let made = started.elapsed().as_secs_f64();
    let region = newer.regions.iter().find(|region| region.region.code == "us-east-1").ok_or(ErrorKind::NotFound)?;
    let mb = bytes as f64 / 1e6;
    println!(
        "{name}: {mb:.0} MB in {seconds:.1} s ({:.0} MB/s), {} prices and {} rates; a catalogue of it in {made:.2} s, {} lines of report; most memory so far {} MB",
        mb / seconds,
        region.offers.iter().filter(|offer| offer.on_demand.is_some()).count(),
        region.offers.iter().filter(|offer| offer.reserved.is_some()).count(),
        report(&changes).len(),
        most_memory()
    );
    Ok(())
}

/// The most memory that this process has had in RAM, in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

struct Counted {
    out: BufWriter<File>,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

/// A product: one of a type's many.
struct Product {
    sku: String,
    instance_type: String,
    system: &'static str,
    tenancy: &'static str,
    capacity: &'static str,
}

fn product(at: usize, names: &[String]) -> Product {
    let variant = at / names.len();
    Product {
        sku: format!("{at:016X}"),
        instance_type: names[at % names.len()].clone(),
        system: ["Linux", "Windows", "RHEL", "SUSE", "Ubuntu Pro"][variant % 5],
        tenancy: ["Shared", "Dedicated", "Host"][variant / 5 % 3],
        capacity: ["Used", "UnusedCapacityReservation", "AllocatedCapacityReservation"][variant / 15 % 3],
    }
}

const TERMS: [(&str, &str, &str, &str); 12] = [
    ("4NA7Y494T4", "1yr", "standard", "No Upfront"),
    ("HU7G6KETJZ", "1yr", "standard", "Partial Upfront"),
    ("6QCMYABX3D", "1yr", "standard", "All Upfront"),
    ("BPH4J8HBKS", "3yr", "standard", "No Upfront"),
    ("38NPMPTW36", "3yr", "standard", "Partial Upfront"),
    ("NQ3QZPMQV9", "3yr", "standard", "All Upfront"),
    ("7NE97W5U4E", "1yr", "convertible", "No Upfront"),
    ("CUZHX8X6JH", "1yr", "convertible", "Partial Upfront"),
    ("VJWZNREJX2", "1yr", "convertible", "All Upfront"),
    ("Z2E3P23VKM", "3yr", "convertible", "No Upfront"),
    ("R5XV2EPZQZ", "3yr", "convertible", "Partial Upfront"),
    ("MZU6U2429S", "3yr", "convertible", "All Upfront"),
];

/// Products of which the file has the size, each with an on-demand and twelve reserved terms.
fn products(bytes_each: u64) -> usize {
    (SIZE / bytes_each) as usize
}

fn json(out: &mut Counted, names: &[String]) -> Result<()> {
    let count = products(16_900);
    writeln!(
        out,
        "{{\n  \"formatVersion\" : \"v1.0\",\n  \"disclaimer\" : \"...\",\n  \"offerCode\" : \"AmazonEC2\","
    )?;
    writeln!(
        out,
        "  \"version\" : \"20261120225308\",\n  \"publicationDate\" : \"2026-11-20T22:53:08Z\",\n  \"products\" : {{"
    )?;
    for at in 0..count {
        let Product { sku, instance_type, system, tenancy, capacity } = product(at, names);
        writeln!(
            out,
            "    \"{sku}\" : {{\n      \"sku\" : \"{sku}\",\n      \"productFamily\" : \"Compute Instance\",\n      \"attributes\" : {{"
        )?;
        let attributes = [
            ("servicecode", "AmazonEC2"),
            ("location", "US East (N. Virginia)"),
            ("locationType", "AWS Region"),
            ("instanceType", &instance_type),
            ("currentGeneration", "Yes"),
            ("instanceFamily", "General purpose"),
            ("vcpu", "16"),
            ("physicalProcessor", "Intel Xeon Scalable (Sapphire Rapids)"),
            ("clockSpeed", "3.1 GHz"),
            ("memory", "64 GiB"),
            ("storage", "EBS only"),
            ("networkPerformance", "Up to 12500 Megabit"),
            ("processorArchitecture", "64-bit"),
            ("tenancy", tenancy),
            ("operatingSystem", system),
            ("licenseModel", "No License required"),
            ("usagetype", "BoxUsage:m7i.4xlarge"),
            ("operation", "RunInstances"),
            ("availabilityzone", "NA"),
            ("capacitystatus", capacity),
            ("classicnetworkingsupport", "false"),
            ("dedicatedEbsThroughput", "Up to 10000 Mbps"),
            ("ecu", "NA"),
            ("enhancedNetworkingSupported", "Yes"),
            ("gpuMemory", "NA"),
            ("intelAvxAvailable", "Yes"),
            ("intelAvx2Available", "Yes"),
            ("intelTurboAvailable", "Yes"),
            ("marketoption", "OnDemand"),
            ("normalizationSizeFactor", "32"),
            ("preInstalledSw", "NA"),
            ("processorFeatures", "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo"),
            ("regionCode", "us-east-1"),
            ("servicename", "Amazon Elastic Compute Cloud"),
            ("vpcnetworkingsupport", "true"),
        ];
        let lines: Vec<String> = attributes.iter().map(|(k, v)| format!("        \"{k}\" : \"{v}\"")).collect();
        writeln!(out, "{}\n      }}\n    }}{}", lines.join(",\n"), comma(at, count))?;
    }
    writeln!(out, "  }},\n  \"terms\" : {{\n    \"OnDemand\" : {{")?;
    for at in 0..count {
        let Product { sku, system, .. } = product(at, names);
        writeln!(out, "      \"{sku}\" : {{")?;
        term_json(out, &sku, "JRTCKXETXF", &[("Hrs", "0.8064000000")], "{ }", system)?;
        writeln!(out, "\n      }}{}", comma(at, count))?;
    }
    writeln!(out, "    }},\n    \"Reserved\" : {{")?;
    for at in 0..count {
        let Product { sku, system, .. } = product(at, names);
        writeln!(out, "      \"{sku}\" : {{")?;
        for (i, (code, length, class, option)) in TERMS.iter().enumerate() {
            let attributes = format!(
                "{{\n            \"LeaseContractLength\" : \"{length}\",\n            \"OfferingClass\" : \"{class}\",\n            \"PurchaseOption\" : \"{option}\"\n          }}"
            );
            term_json(out, &sku, code, &[("Hrs", "0.5080000000"), ("Quantity", "0")], &attributes, system)?;
            writeln!(out, "{}", comma(i, TERMS.len()))?;
        }
        writeln!(out, "      }}{}", comma(at, count))?;
    }
    writeln!(out, "    }}\n  }},\n  \"attributesList\" : {{ }}\n}}")
}

fn comma(at: usize, count: usize) -> &'static str {
    if at + 1 < count { "," } else { "" }
}

fn term_json(
    out: &mut Counted,
    sku: &str,
    code: &str,
    prices: &[(&str, &str)],
    attributes: &str,
    system: &str,
) -> Result<()> {
    writeln!(
        out,
        "        \"{sku}.{code}\" : {{\n          \"offerTermCode\" : \"{code}\",\n          \"sku\" : \"{sku}\","
    )?;
    writeln!(out, "          \"effectiveDate\" : \"2026-11-01T00:00:00Z\",\n          \"priceDimensions\" : {{")?;
    for (at, (unit, usd)) in prices.iter().enumerate() {
        let rate = format!("{sku}.{code}.{at:010}");
        write!(
            out,
            "            \"{rate}\" : {{\n              \"rateCode\" : \"{rate}\",\n              \"description\" : \"{system} instance\",\n              \"beginRange\" : \"0\",\n              \"endRange\" : \"Inf\",\n              \"unit\" : \"{unit}\",\n              \"appliesTo\" : [ ],\n              \"pricePerUnit\" : {{\n                \"USD\" : \"{usd}\"\n              }}\n            }}{}\n",
            comma(at, prices.len())
        )?;
    }
    write!(out, "          }},\n          \"termAttributes\" : {attributes}\n        }}")
}

fn csv(out: &mut Counted, names: &[String]) -> Result<()> {
    writeln!(out, "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"...\"\n\"Publication Date\",\"2026-11-20T22:53:08Z\"")?;
    writeln!(out, "\"Version\",\"20261120225308\"\n\"OfferCode\",\"AmazonEC2\"")?;
    let header = "SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,Unit,PricePerUnit,Currency,RelatedTo,LeaseContractLength,PurchaseOption,OfferingClass,Product Family,serviceCode,Location,Location Type,Instance Type,Current Generation,Instance Family,vCPU,Physical Processor,Clock Speed,Memory,Storage,Network Performance,Processor Architecture,Storage Media,Volume Type,Max Volume Size,Max IOPS/volume,Max throughput/volume,Provisioned,Tenancy,EBS Optimized,Operating System,License Model,Group,usageType,operation,CapacityStatus,Dedicated EBS Throughput,ECU,Enhanced Networking Supported,GPU Memory,Normalization Size Factor,Pre Installed S/W,Processor Features,Region Code,serviceName";
    let quoted = |fields: &[&str]| fields.iter().map(|field| format!("\"{field}\"")).collect::<Vec<_>>().join(",");
    writeln!(out, "{}", quoted(&header.split(',').collect::<Vec<_>>()))?;
    for at in 0..products(9_060) {
        let p = product(at, names);
        let mut row = |term: &str, code: &str, usd: &str, length: &str, option: &str, class: &str| {
            let rate = format!("{}.{code}.6YS6EN2CT7", p.sku);
            let fields = [
                &p.sku,
                code,
                &rate,
                term,
                "$0.8064 per On Demand Linux m7i.4xlarge Instance Hour",
                "2026-11-01",
                "0",
                "Inf",
                "Hrs",
                usd,
                "USD",
                "",
                length,
                option,
                class,
                "Compute Instance",
                "AmazonEC2",
                "US East (N. Virginia)",
                "AWS Region",
                &p.instance_type,
                "Yes",
                "General purpose",
                "16",
                "Intel Xeon Scalable (Sapphire Rapids)",
                "3.1 GHz",
                "64 GiB",
                "EBS only",
                "Up to 12500 Megabit",
                "64-bit",
                "",
                "",
                "",
                "",
                "",
                "",
                p.tenancy,
                "",
                p.system,
                "No License required",
                "",
                "BoxUsage:m7i.4xlarge",
                "RunInstances",
                p.capacity,
                "Up to 10000 Mbps",
                "NA",
                "Yes",
                "NA",
                "32",
                "NA",
                "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo",
                "us-east-1",
                "Amazon Elastic Compute Cloud",
            ];
            writeln!(out, "{}", quoted(&fields))
        };
        row("OnDemand", "JRTCKXETXF", "0.8064000000", "", "", "")?;
        for (code, length, class, option) in TERMS {
            row("Reserved", code, "0.5080000000", length, option, class)?;
        }
    }
    Ok(())
}
