//! What a form sends.

use super::body::{self, Unread};
use crate::http::refusal::{Kind, Refusal};
use axum::body::Body;
use axum::http::HeaderMap;
use model::scenario::link::query_pairs;
use model::units::grouped;

const FORM: &str = "application/x-www-form-urlencoded";

/// The pairs of a form of at most so many bytes.
pub async fn pairs(headers: &HeaderMap, body: Body, most: usize) -> Result<Vec<(String, String)>, Refusal> {
    if !body::is_of_type(headers, FORM) {
        return Err(Refusal::new(Kind::WrongMediaType, format!("content-type: this address takes a form, {FORM}.")));
    }
    match body::read(body, most).await {
        Ok(bytes) => Ok(query_pairs(&String::from_utf8_lossy(&bytes)).collect()),
        Err(Unread::TooLarge) => Err(Refusal::new(
            Kind::TooLarge,
            format!("The form has more than {} bytes, the limit. Shorten its texts.", grouped(most as u64)),
        )),
        Err(Unread::Broken) => Err(Refusal::new(Kind::Malformed, "The form was cut off. Send it again.")),
    }
}
