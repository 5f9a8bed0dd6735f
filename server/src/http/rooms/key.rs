//! The key of a seat: in a cookie for its room alone, which no script reads and no other site has sent.

use crate::http::security::cookies::cookie;
use axum::http::{HeaderMap, HeaderValue};
use room::KeyHash;
use store::RoomId;
use store::saved::Token;

/// Seconds that the cookie lasts: longer than any room.
const LASTS: u32 = 400 * 86_400;

/// The key that a request brings for a room.
pub fn of_request(headers: &HeaderMap, room: RoomId) -> Option<Token> {
    cookie(headers, &name(room))?.parse().ok()
}

/// The cookie that keeps a key; one that was given over TLS never travels without.
pub fn kept(room: RoomId, key: &Token, is_https: bool) -> Option<HeaderValue> {
    let secure = if is_https { "; Secure" } else { "" };
    let name = name(room);
    let text = format!("{name}={key}; Path=/r/{room}; Max-Age={LASTS}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// What a room keeps of a key.
pub fn hash(key: &Token) -> KeyHash {
    KeyHash(key.hash().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn name(room: RoomId) -> String {
    format!("seat-{room}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn a_key_comes_back_to_its_own_room_only() {
        let (room, other) = (RoomId::random().expect("randomness"), RoomId::random().expect("randomness"));
        let key = Token::random().expect("randomness");
        let cookie = kept(room, &key, true).expect("a cookie");
        let text = cookie.to_str().expect("text");
        assert!(text.ends_with("; HttpOnly; SameSite=Lax; Secure") && text.contains(&format!("; Path=/r/{room};")));
        let pair = text.split(';').next().expect("a pair");
        let headers = HeaderMap::from_iter([(header::COOKIE, pair.parse().expect("a header"))]);
        assert_eq!((of_request(&headers, room), of_request(&headers, other)), (Some(key.clone()), None));
        assert_eq!(hash(&key).0.len(), 32);
        assert!(!hash(&key).0.contains(&key.to_string()));
    }
}
