//! A fault of Berth's own ends one request: its visitor gets a page with a number, under which the log has what failed.

use crate::http::pages::bare::bare_page;
use axum::body::Body;
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse;
use maud::html;
use std::convert::Infallible;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the page may load: the style sheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'";

/// The answer, or a page about the fault that it ended in. What the fault was, the panic itself has told the log.
pub async fn caught(path: &str, answer: impl Future<Output = Result<Response<Body>, Infallible>>) -> Response<Body> {
    let mut answer = pin!(answer);
    // whatever state it has left behind goes with it
    let polled = poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(cx))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(Ok(answer))) => Poll::Ready(Some(answer)),
        Err(_) => Poll::Ready(None),
    });
    match polled.await {
        Some(answer) => answer,
        None => {
            let number = number();
            tracing::error!("fault {number}: no answer to {path}");
            page(&number)
        }
    }
}

/// Tells one fault from another.
fn number() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    format!("{:x}", since.map_or(0, |since| since.as_micros()))
}

fn page(number: &str) -> Response<Body> {
    let body = html! {
        main {
            h1 { "Berth has failed" }
            p { "This is a fault of Berth\u{2019}s own, not of what you have typed. Nothing was changed. Go back and try again; where it \
                 fails again, tell the operator of this site the number of the fault: " strong { (number) } "." }
            p { a href="/" { "To the planner" } }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let page = bare_page("Berth has failed", &html! {}, &body);
    (StatusCode::INTERNAL_SERVER_ERROR, headers, page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn a_fault_is_a_page_with_a_number_and_everything_else_passes() {
        let faulty = async {
            tokio::task::yield_now().await;
            unreachable!("a fault")
        };
        let answer = caught("/here", faulty).await;
        assert_eq!(answer.status(), 500);
        let page = answer.into_body().collect().await.expect("a body").to_bytes();
        let page = String::from_utf8_lossy(&page).into_owned();
        let number = page.split("<strong>").nth(1).and_then(|rest| rest.split("</strong>").next()).expect("a number");
        assert!(number.len() > 8 && number.bytes().all(|byte| byte.is_ascii_hexdigit()), "{number}");
        let fine = caught("/here", async { Ok("fine".into_response()) }).await;
        assert_eq!(fine.status(), 200);
    }
}
