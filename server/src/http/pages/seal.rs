//! A page as it is sent: figures stay whole at the end of a line, and its policy has the hashes of its own scripts in the place
//! of a nonce.
//!
//! A nonce is another one in each answer, so that no two answers would be the same: none could be kept by a browser or compressed
//! once for all. A hash (CSP 3, <https://www.w3.org/TR/CSP3/#source-expression>) lets the same scripts run and no others. While a
//! page is rendered the nonce tells its own scripts from what people have typed.

use app::unbroken::unbroken;
use axum::body::{Body, Bytes};
use axum::http::response::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

/// A page with all of its bytes.
pub struct Sealed {
    /// Status and headers.
    pub head: Parts,
    /// The document.
    pub body: Bytes,
}

/// Seals a rendered page.
pub async fn sealed(page: Response<Body>) -> Sealed {
    let (mut head, body) = page.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => {
            tracing::error!("a page broke off while it was rendered: {error}");
            head.status = StatusCode::INTERNAL_SERVER_ERROR;
            Bytes::new()
        }
    };
    let policy = head.headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let Some((policy, nonce)) = policy.and_then(|policy| Some((policy, nonce_of(policy)?))) else {
        return Sealed { head, body };
    };
    let Ok(document) = std::str::from_utf8(&body) else { return Sealed { head, body } };
    let own = without_nonce(&unbroken(document), nonce);
    let policy = with_hashes(policy, nonce, &own);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        head.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Sealed { head, body: own.document.into() }
}

/// The policy with hashes in the place of its nonce: of scripts, and where it speaks of styles, of those.
fn with_hashes(policy: &str, nonce: &str, own: &WithoutNonce) -> String {
    let nonce = format!("'nonce-{nonce}'");
    let directives = policy.split(';').map(|directive| {
        let sources = if directive.trim_start().starts_with("style-src ") { &own.styles } else { &own.scripts };
        directive.replace(&nonce, &sources.join(" "))
    });
    directives.collect::<Vec<_>>().join(";")
}

fn nonce_of(policy: &str) -> Option<&str> {
    let (nonce, _) = policy.split_once("'nonce-")?.1.split_once('\'')?;
    Some(nonce)
}

/// A document without its nonce, and the sources of its own scripts and styles for the policy, each once.
#[derive(Default)]
struct WithoutNonce {
    document: String,
    scripts: Vec<String>,
    styles: Vec<String>,
}

fn without_nonce(document: &str, nonce: &str) -> WithoutNonce {
    let mark = format!(" nonce=\"{nonce}\"");
    let mut own = WithoutNonce { document: String::with_capacity(document.len()), ..WithoutNonce::default() };
    let mut parts = document.split(&mark);
    own.document += parts.next().unwrap_or_default();
    for part in parts {
        let is_style = own.document.rsplit_once('<').is_some_and(|(_, tag)| tag.starts_with("style"));
        let (end, sources) = if is_style { ("</style>", &mut own.styles) } else { ("</script>", &mut own.scripts) };
        // an attribute's value has no `>` that is not escaped, and a script or style ends at the first end tag
        if let Some((_, content)) = part.split_once('>')
            && let Some((content, _)) = content.split_once(end)
        {
            let source = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)));
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        own.document += part;
    }
    own
}

impl IntoResponse for Sealed {
    fn into_response(self) -> Response<Body> {
        Response::from_parts(self.head, Body::from(self.body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(policy: &str, document: &str) -> Response<Body> {
        let policy = [(header::CONTENT_SECURITY_POLICY, policy.to_owned())];
        (policy, document.to_owned()).into_response()
    }

    #[tokio::test]
    async fn scripts_of_the_page_have_their_hashes_in_its_policy() {
        let document = "<script nonce=\"n+1=\">alert(1)</script><p>n+1=</p>\
                        <script type=\"module\" nonce=\"n+1=\" data-a=\"&gt;\">alert(1)</script>\
                        <script>alert(2)</script>";
        let page = sealed(page("script-src 'self' 'nonce-n+1=' 'wasm-unsafe-eval'; img-src 'self'", document)).await;
        let policy = &page.head.headers[header::CONTENT_SECURITY_POLICY];
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let of_one = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert_eq!(policy, &format!("script-src 'self' {of_one} 'wasm-unsafe-eval'; img-src 'self'"));
        let sent = String::from_utf8_lossy(&page.body).into_owned();
        assert_eq!(sent, document.replace(" nonce=\"n+1=\"", ""));
    }

    #[tokio::test]
    async fn a_style_of_the_page_may_style_and_a_script_run_but_neither_the_other() {
        let document = "<style nonce=\"n\">p{color:red}</style><script nonce=\"n\">alert(1)</script>";
        let page = sealed(page("script-src 'nonce-n'; style-src 'self' 'nonce-n'", document)).await;
        // printf 'p{color:red}' | openssl dgst -sha256 -binary | base64
        let style = "'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='";
        let script = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        let policy = &page.head.headers[header::CONTENT_SECURITY_POLICY];
        assert_eq!(policy, &format!("script-src {script}; style-src 'self' {style}"));
    }

    #[tokio::test]
    async fn a_figure_of_the_page_stays_whole_and_its_script_as_it_is() {
        let script = "<script nonce=\"n\">alert(18 % 5)</script>";
        let page = sealed(page("script-src 'nonce-n'", &format!("<p>18 %</p>{script}"))).await;
        let sent = String::from_utf8_lossy(&page.body).into_owned();
        assert_eq!(sent, format!("<p>18\u{a0}%</p>{}", script.replace(" nonce=\"n\"", "")));
    }

    #[tokio::test]
    async fn what_has_no_nonce_stays_as_it_is() {
        let page = sealed(page("default-src 'none'", "<p>text</p>")).await;
        assert_eq!(page.head.headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'");
        assert_eq!(page.body, "<p>text</p>");
    }
}
