//! The price list as CSV: five lines about the file, a header, then one row for each price.
//!
//! Columns are found by name: their number and order change. Files of 2017 have no `Region Code`.

use super::ReadError;
use super::error::wrong;
use super::found::Found;
use super::offer::{Attributes, Offer, Price, Term};
use super::places::Places;
use catalog_files::Problems;
use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use std::io::Read;

/// The columns that are read, in the order of [`row`].
const NAMES: [&str; 22] = [
    "SKU",
    "TermType",
    "Unit",
    "PricePerUnit",
    "Currency",
    "LeaseContractLength",
    "PurchaseOption",
    "OfferingClass",
    "Product Family",
    "Location",
    "Location Type",
    "Instance Type",
    "usageType",
    "operation",
    // from here on a file may lack the column
    "Tenancy",
    "Operating System",
    "License Model",
    "CapacityStatus",
    "Pre Installed S/W",
    "Region Code",
    "MarketOption",
    "RateCode",
];
/// How many of them every file has.
const ALWAYS: usize = 14;
/// Lines before the header are few.
const MOST_PREAMBLE: usize = 20;

/// Where each of [`NAMES`] is, and how many there are in all.
struct Columns {
    at: [Option<usize>; NAMES.len()],
    all: usize,
}

/// Reads the file.
pub(super) fn read(name: &str, input: impl Read, places: &Places) -> Result<Found, ReadError> {
    let problems = Problems::default();
    let mut offer = Offer::new(name, places, &problems);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(input);
    let columns = preamble(name, &mut reader, &mut offer)?;
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| of_csv(name, error))? {
        if record.len() < columns.all {
            let line = record.position().map(csv::Position::line);
            return Err(wrong(name, line, "the row is too short: the file is truncated. Download it again"));
        }
        row(&columns, &record, &mut offer);
    }
    let found = offer.finish();
    Ok(problems.into_result(found)?)
}

/// The lines about the file, up to the header.
fn preamble(name: &str, reader: &mut Reader<impl Read>, offer: &mut Offer) -> Result<Columns, ReadError> {
    let mut record = StringRecord::new();
    for _ in 0..MOST_PREAMBLE {
        if !reader.read_record(&mut record).map_err(|error| of_csv(name, error))? {
            break;
        }
        match (record.get(0), record.get(1)) {
            (Some("SKU"), _) => return columns(name, &record),
            (Some("OfferCode"), Some(code)) => offer.code = code.to_owned(),
            (Some("Publication Date"), Some(date)) => offer.published = date.to_owned(),
            _ => {}
        }
    }
    Err(wrong(
        name,
        None,
        "is no file that is read: neither JSON, nor a price list as CSV with a header that begins with SKU",
    ))
}

fn columns(name: &str, header: &StringRecord) -> Result<Columns, ReadError> {
    let columns = NAMES.map(|column| header.iter().position(|there| there == column));
    let lacks: Vec<&str> =
        NAMES.iter().zip(&columns).take(ALWAYS).filter(|(_, at)| at.is_none()).map(|(n, _)| *n).collect();
    if !lacks.is_empty() {
        let line = header.position().map(csv::Position::line);
        return Err(wrong(name, line, &format!("the header lacks the columns {}", lacks.join(", "))));
    }
    Ok(Columns { at: columns, all: header.len() })
}

fn row(columns: &Columns, record: &StringRecord, offer: &mut Offer) {
    let [
        sku,
        term_type,
        unit,
        price,
        currency,
        length,
        option,
        class,
        family,
        location,
        location_type,
        instance_type,
        usage,
        operation,
        tenancy,
        system,
        licence,
        capacity,
        software,
        region,
        market,
        rate_code,
    ] = columns.at.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default());
    let term = match term_type {
        "OnDemand" => Term::OnDemand,
        "Reserved" => Term::Reserved { length, class, option },
        _ => return,
    };
    let product = Attributes {
        family,
        operation,
        usage,
        instance_type,
        region,
        location,
        location_type,
        system,
        tenancy,
        capacity,
        software,
        licence,
        market,
    };
    if !offer.keeps(sku) && !offer.product(sku, &product) {
        return;
    }
    let line = record.position().map_or(0, csv::Position::line);
    let path = format!("line {line}, {rate_code}: PricePerUnit");
    offer.price(sku, term, Price { path: &path, unit, usd: (currency == "USD").then_some(price) });
}

fn of_csv(name: &str, error: csv::Error) -> ReadError {
    let line = error.position().map(csv::Position::line);
    match error.into_kind() {
        ErrorKind::Io(error) => ReadError::Stream(error),
        ErrorKind::Utf8 { .. } => wrong(name, line, "is not UTF-8 text"),
        other => wrong(name, line, &format!("is not CSV: {other:?}")),
    }
}
