//! AWS's price files into a newer catalogue.
//!
//! [`read::read`] recognises a file by what is in it and takes from a stream what Berth uses: hundreds of MB a region, of which
//! a few hundred KB are kept. [`edition::refreshed`] makes a catalogue of an older one and of what was read; [`changes::Changes`] is
//! what the two differ in, and [`changes::refusals`] says whether that can be right. Nothing here opens a file or a connection, or asks for the time.
//!
//! The formats are AWS's: <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html>.

pub mod changes;
pub mod edition;
pub mod read;
