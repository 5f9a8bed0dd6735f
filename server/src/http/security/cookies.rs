//! Reading a cookie.

use axum::http::{HeaderMap, header};

/// The value of the first cookie with this name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let asking = |lines: &[&str]| {
            lines.iter().map(|l| (header::COOKIE, l.parse().expect("a header"))).collect::<HeaderMap>()
        };
        let headers = asking(&["a=1; seat-x=k; b=2", "seat-y=l"]);
        assert_eq!((cookie(&headers, "seat-x"), cookie(&headers, "seat-y")), (Some("k"), Some("l")));
        for other in ["", "seat-x", "xseat-x=k", "a=seat-x=k"] {
            assert_eq!(cookie(&asking(&[other]), "seat-x"), None, "{other}");
        }
    }
}
