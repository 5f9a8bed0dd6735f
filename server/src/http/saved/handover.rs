//! How the secret of a new link reaches whoever saved it, though the answer to saving is a redirect: in a cookie
//! for that link alone, which the first view of the link takes away again.
//!
//! The secret is in no address, so no log, no history and no shared link holds it. No script can read the cookie,
//! no other site can have it sent, and it lasts a minute where nothing takes it away.

use crate::http::security::cookies::cookie;
use axum::http::{HeaderMap, HeaderValue};
use store::saved::{Id, Saving, Token};

const NAME: &str = "berth-saved";
/// Instead of a secret: the scenario was already saved, so there is none to give.
const AGAIN: &str = "again";
/// Seconds that the cookie lasts: far longer than a redirect takes.
const LASTS: u32 = 60;

/// What the first view of a link is told.
#[derive(Debug, PartialEq, Eq)]
pub struct Handover {
    /// The secret; `None` where the scenario was saved before.
    pub token: Option<String>,
}

/// The cookie that tells the first view of a link what saving gave; one that was given over TLS never travels without.
pub fn given(saving: &Saving, is_https: bool) -> Option<HeaderValue> {
    let value = match saving {
        Saving::Saved { token, .. } => token.to_string(),
        Saving::AlreadySaved { .. } => AGAIN.to_owned(),
    };
    made(saving.id(), &value, LASTS, is_https)
}

/// What the request was handed over; `None` for everyone but the first view after saving.
pub fn taken(headers: &HeaderMap) -> Option<Handover> {
    match cookie(headers, NAME)? {
        AGAIN => Some(Handover { token: None }),
        token => token.parse::<Token>().ok().map(|token| Handover { token: Some(token.to_string()) }),
    }
}

/// The cookie that takes it away.
pub fn spent(id: Id, is_https: bool) -> Option<HeaderValue> {
    made(id, "", 0, is_https)
}

fn made(id: Id, value: &str, lasts: u32, is_https: bool) -> Option<HeaderValue> {
    let secure = if is_https { "; Secure" } else { "" };
    let text = format!("{NAME}={value}; Path=/s/{id}; Max-Age={lasts}; HttpOnly; SameSite=Strict{secure}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    fn asking(cookies: &[&str]) -> HeaderMap {
        cookies.iter().map(|cookie| (header::COOKIE, cookie.parse().expect("a header"))).collect()
    }

    #[test]
    fn the_cookie_is_found_among_others_and_holds_a_secret_or_nothing() {
        let secret = "0123456789abcdefghijAB";
        let token = |cookies: &[&str]| taken(&asking(cookies)).map(|handover| handover.token);
        assert_eq!(token(&[&format!("a=1; berth-saved={secret}; b=2")]), Some(Some(secret.into())));
        assert_eq!(token(&["a=1", &format!("berth-saved={secret}")]), Some(Some(secret.into())));
        assert_eq!(token(&["berth-saved=again"]), Some(None));
        for other in ["", "berth-saved", "berth-saved=", "berth-saved=<b>", "xberth-saved=again", "a=berth-saved=again"]
        {
            assert_eq!(token(&[other]), None, "{other}");
        }
        assert_eq!(taken(&HeaderMap::new()), None);
    }

    #[test]
    fn it_is_for_one_link_and_out_of_reach_of_scripts_and_other_sites() {
        let id: Id = "0123456789a".parse().expect("an id");
        let text = |value: Option<HeaderValue>| value.and_then(|v| v.to_str().map(str::to_owned).ok());
        assert_eq!(
            text(spent(id, false)).as_deref(),
            Some("berth-saved=; Path=/s/0123456789a; Max-Age=0; HttpOnly; SameSite=Strict")
        );
        assert_eq!(
            text(given(&Saving::AlreadySaved { id, created_at: 0 }, true)).as_deref(),
            Some("berth-saved=again; Path=/s/0123456789a; Max-Age=60; HttpOnly; SameSite=Strict; Secure")
        );
    }
}
