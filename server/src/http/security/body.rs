//! Reading what a client sends, up to a limit.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;

/// How many times the limit is read and thrown away, so that the answer reaches whoever is still sending:
/// most clients read only when all is sent.
const DRAINED: usize = 16;

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It has more bytes than the limit.
    TooLarge,
    /// It broke off, or was not well-formed.
    Broken,
}

/// The whole body, if it keeps within the limit.
pub async fn read(mut body: Body, limit: usize) -> Result<Bytes, Unread> {
    let (mut kept, mut total) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else { continue };
        total += data.len();
        if total <= limit {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
        if total > limit * DRAINED {
            break;
        }
    }
    if total <= limit { Ok(kept.into()) } else { Err(Unread::TooLarge) }
}

/// Whether the content is of this media type, whatever its parameters.
pub fn is_of_type(headers: &HeaderMap, media_type: &str) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().is_some_and(|named| named.trim().eq_ignore_ascii_case(media_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        let of = |length: usize| read(Body::from(vec![b'x'; length]), 10);
        assert_eq!(of(10).await.map(|bytes| bytes.len()), Ok(10));
        assert_eq!(of(0).await.map(|bytes| bytes.len()), Ok(0));
        assert_eq!(of(11).await, Err(Unread::TooLarge));
        assert_eq!(of(10_000).await, Err(Unread::TooLarge));
    }

    #[test]
    fn parameters_of_a_media_type_do_not_count() {
        let of = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, value.parse().expect("a header"));
            is_of_type(&headers, "application/json")
        };
        assert!(of("application/json") && of("Application/JSON; charset=utf-8"));
        assert!(!of("text/json") && !of("") && !is_of_type(&HeaderMap::new(), "application/json"));
    }
}
