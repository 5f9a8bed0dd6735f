//! A fault of Berth's own ends one request: its visitor gets a page with a number, under which the log has what failed.

use crate::http::pages::short::short_page;
use crate::http::refusal::{Kind, Refusal};
use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use maud::html;
use std::convert::Infallible;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{SystemTime, UNIX_EPOCH};

/// Words about a fault.
const WORDS: &str = "This is a fault of Berth\u{2019}s own, not of what you have sent. Nothing was changed.";

/// The answer, or a page about the fault that it ended in; for the API a problem. What the fault was, the panic itself has told
/// the log.
pub async fn caught(
    route: &str,
    is_api: bool,
    answer: impl Future<Output = Result<Response<Body>, Infallible>>,
) -> Response<Body> {
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
            tracing::error!("fault {number}: no answer to a request ({route})");
            if is_api { problem(&number) } else { page(&number) }
        }
    }
}

/// Tells one fault from another.
fn number() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    format!("{:x}", since.map_or(0, |since| since.as_micros()))
}

fn problem(number: &str) -> Response<Body> {
    let detail =
        format!("{WORDS} Try again; where it fails again, tell the operator of this site its number: {number}.");
    Refusal::new(Kind::Fault, detail).into_response()
}

fn page(number: &str) -> Response<Body> {
    let words = html! {
        p {
            (WORDS) " Go back and try again; where it fails again, tell the operator of this site the number of the fault: "
            strong { (number) } "."
        }
    };
    short_page(StatusCode::INTERNAL_SERVER_ERROR, "Berth has failed", &words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn a_fault_is_a_page_with_a_number_and_everything_else_passes() {
        let faulty = || async {
            tokio::task::yield_now().await;
            unreachable!("a fault")
        };
        let answer = caught("page", false, faulty()).await;
        assert_eq!(answer.status(), 500);
        let page = answer.into_body().collect().await.expect("a body").to_bytes();
        let page = String::from_utf8_lossy(&page).into_owned();
        let number = page.split("<strong>").nth(1).and_then(|rest| rest.split("</strong>").next()).expect("a number");
        assert!(number.len() > 8 && number.bytes().all(|byte| byte.is_ascii_hexdigit()), "{number}");
        let answer = caught("api", true, faulty()).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (500, &"application/problem+json".parse().expect("a value"))
        );
        let fine = caught("page", false, async { Ok("fine".into_response()) }).await;
        assert_eq!(fine.status(), 200);
    }
}
