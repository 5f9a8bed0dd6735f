//! One of AWS's files, whichever it is: recognised by its content, read as a stream.
//!
//! A file for each thing that is read: `offer` is the price list with its filters (`offer_json` and `offer_csv` are its two
//! forms; `get_products` reads the same product by product), `savings`, `page`, `types` and `spot` the others; `walk` is how JSON
//! is read without holding it.

mod error;
mod found;
mod get_products;
mod json;
mod offer;
mod offer_csv;
mod offer_json;
mod page;
mod places;
mod savings;
mod spot;
mod types;
mod unpacked;
mod usd;
mod walk;

pub use error::ReadError;
pub use found::{Fees, Found, PriceList, RegionPrices, SavingsRates, SpotPrices, TypePrices};
pub use places::Places;
pub use types::Described;

use error::empty;
use std::io::{BufRead, BufReader, Read};
use unpacked::{BUFFER, unpacked};

/// Raised when the same file comes to say something else: what was read before counts no more.
pub const READER: u32 = 2;

/// Reads a file, gzip or not. `name` stands in messages; `places` knows the regions that old files name by their location.
pub fn read(name: &str, input: impl Read, places: &Places) -> Result<Found, ReadError> {
    let mut input = BufReader::with_capacity(BUFFER, unpacked(input)?);
    match first_byte(&mut input)? {
        None => Err(empty(name)),
        Some(b'{') => json::read(name, input, places),
        Some(b'<') => Err(error::markup(name, input)),
        Some(_) => offer_csv::read(name, input, places),
    }
}

/// The first byte that is no white space; it stays to be read.
fn first_byte(input: &mut impl BufRead) -> Result<Option<u8>, ReadError> {
    loop {
        let there = input.fill_buf()?;
        if there.is_empty() {
            return Ok(None);
        }
        let blank = there.iter().take_while(|byte| byte.is_ascii_whitespace() || BOM.contains(byte)).count();
        let found = there.get(blank).copied();
        input.consume(blank);
        if found.is_some() {
            return Ok(found);
        }
    }
}

/// What some programs write in front of UTF-8.
const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];
