//! Answers on their way out: compressed once for all who are sent the same, and not sent to whoever has them.
//!
//! Both go by what an answer holds, never by what was asked for: its SHA-256 is the tag that a browser is given and the name under
//! which its compressed form is kept. So nobody is ever sent anything but what was made for them.

use crate::http::assets::Encoding;
use crate::http::pack::{in_gzip, in_quick_brotli};
use crate::http::security::cached::is_known;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use http_body_util::BodyExt;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::sync::Arc;

/// Most bytes of compressed answers that are kept.
const MOST_BYTES: u64 = 16 << 20;
/// As many answers of the usual size have room.
const USUAL: usize = 800;
/// Below this, compressing gains nothing.
const SMALL: usize = 256;
/// Letters of a hash in a tag.
const TAG: usize = 32;

/// The SHA-256 of an answer's body, where it is known already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(Sha256::digest(bytes).into())
    }

    /// As a header has it: weak, because it is the same whatever the encoding.
    fn tag(self) -> String {
        let hex: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{:.*}\"", TAG, hex)
    }
}

/// What was compressed. Clones share it.
#[derive(Clone)]
pub struct Packed(Arc<Cache<(ContentHash, Encoding), Bytes, Bytewise>>);

#[derive(Clone)]
struct Bytewise;

impl Weighter<(ContentHash, Encoding), Bytes> for Bytewise {
    fn weight(&self, _: &(ContentHash, Encoding), packed: &Bytes) -> u64 {
        (size_of::<ContentHash>() + packed.len()) as u64
    }
}

impl Default for Packed {
    fn default() -> Packed {
        Packed(Arc::new(Cache::with_weighter(USUAL, MOST_BYTES, Bytewise)))
    }
}

/// Sends what the asker lacks, in the best encoding that it takes.
pub async fn send(State(packed): State<Packed>, request: Request, next: Next) -> Response<Body> {
    // whoever asks for the head alone is told what the answer is, not what it holds
    let may_have_it = (*request.method() == Method::GET).then(|| request.headers().clone());
    let encoding = Encoding::of(request.headers());
    let is_head = *request.method() == Method::HEAD;
    let (head, body) = next.run(request).await.into_parts();
    if is_head || !is_text(&head.headers) || head.headers.contains_key(header::CONTENT_ENCODING) {
        return Response::from_parts(head, body);
    }
    match body.collect().await {
        Ok(body) => packed.answer(head, body.to_bytes(), encoding, may_have_it.as_ref()),
        Err(error) => {
            tracing::error!("an answer broke off while it was made: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether an answer is text, which compresses well. Pictures and archives are compressed already.
fn is_text(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = value.split(';').next().unwrap_or_default().trim();
    media.starts_with("text/") && media != "text/event-stream"
        || media.ends_with("json")
        || ["image/svg+xml", "application/javascript", "application/yaml", "application/toml"].contains(&media)
}

impl Packed {
    fn answer(&self, mut head: Parts, body: Bytes, encoding: Encoding, asked: Option<&HeaderMap>) -> Response<Body> {
        let hash = head.extensions.remove::<ContentHash>().unwrap_or_else(|| ContentHash::of(&body));
        head.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(asked) = asked.filter(|_| head.status == StatusCode::OK && may_be_kept(&head.headers)) {
            let tag = hash.tag();
            if let Ok(value) = HeaderValue::from_str(&tag) {
                head.headers.insert(header::ETAG, value);
            }
            if is_known(&tag, asked) {
                return unchanged(head);
            }
        }
        head.headers.remove(header::CONTENT_LENGTH);
        if body.len() < SMALL {
            return Response::from_parts(head, Body::from(body));
        }
        if let Some(name) = encoding.header() {
            head.headers.insert(header::CONTENT_ENCODING, name);
        }
        Response::from_parts(head, Body::from(self.packed(hash, encoding, body)))
    }

    fn packed(&self, hash: ContentHash, encoding: Encoding, body: Bytes) -> Bytes {
        let pack = match encoding {
            Encoding::Identity => return body,
            Encoding::Brotli => in_quick_brotli,
            Encoding::Gzip => in_gzip,
        };
        // of several who ask at once, one packs
        let packed = self.0.get_or_insert_with(&(hash, encoding), || Ok::<_, Infallible>(pack(&body).into()));
        packed.unwrap_or(body)
    }
}

/// Whether a browser may keep an answer, and has no tag for it yet.
fn may_be_kept(headers: &HeaderMap) -> bool {
    let is_for_once = headers.get(header::CACHE_CONTROL).is_some_and(|control| control == "no-store");
    !is_for_once && ![header::ETAG, header::SET_COOKIE].iter().any(|name| headers.contains_key(name))
}

/// The asker has it: a browser goes on with the headers that it has kept with the page.
fn unchanged(mut head: Parts) -> Response<Body> {
    head.status = StatusCode::NOT_MODIFIED;
    for of_the_body in
        [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_DISPOSITION, header::CONTENT_SECURITY_POLICY]
    {
        head.headers.remove(of_the_body);
    }
    Response::from_parts(head, Body::empty())
}
