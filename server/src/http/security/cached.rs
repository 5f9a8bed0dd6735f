//! Whether the asker still has what it would be given.

use axum::http::{HeaderMap, header};

/// Whether a request names this tag among those that it has. A weak tag and a strong one are the same here,
/// as RFC 9110 has it for reading.
pub fn is_known(tag: &str, headers: &HeaderMap) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_whatever_their_strength() {
        let of = |value: &str| {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, value.parse().expect("a header"))]);
            is_known("W/\"a-1\"", &headers)
        };
        assert!(of("W/\"a-1\"") && of("\"a-1\"") && of("\"x\", W/\"a-1\"") && of("*"));
        assert!(!of("\"a-2\"") && !of("a-1") && !is_known("\"a\"", &HeaderMap::new()));
    }
}
