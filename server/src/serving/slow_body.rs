//! A body that must come at some speed: neither silence nor one byte a second keeps a connection for ever.

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// Bytes that earn a client another second.
const BYTES_A_SECOND: u32 = 4_096;

/// What a client sends, given up where it is too slow.
pub struct SlowBody {
    sent: Incoming,
    patience: Duration,
    /// When it is too late; from the first time that somebody wants the body.
    too_late: Option<Pin<Box<Sleep>>>,
}

/// The client was too slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body came too slowly")]
pub struct TooSlow;

impl SlowBody {
    /// A body whose bytes may be late by this much, however many there are.
    pub fn new(sent: Incoming, patience: Duration) -> SlowBody {
        SlowBody { sent, patience, too_late: None }
    }
}

impl Body for SlowBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let body = &mut *self;
        let too_late = body.too_late.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + body.patience)));
        if let Poll::Ready(frame) = Pin::new(&mut body.sent).poll_frame(cx) {
            let length = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()).map_or(0, Bytes::len);
            let earned = Duration::from_secs(1) * u32::try_from(length).unwrap_or(u32::MAX) / BYTES_A_SECOND;
            let until = too_late.deadline() + earned;
            too_late.as_mut().reset(until);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        match too_late.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Some(Err(TooSlow.into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.sent.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.sent.size_hint()
    }
}
