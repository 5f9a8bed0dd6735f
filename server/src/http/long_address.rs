//! A page for addresses that are too long to be read.
//!
//! HTTP's parser refuses an address of more than 65,534 characters before any route is asked, with an
//! empty answer: a blank page. This listener writes a page in its place.

use axum::serve::Listener;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// How the parser's own empty answers begin: the address, or all headers together, too long.
const BARE: [&[u8]; 2] = [b"HTTP/1.1 414 ", b"HTTP/1.1 431 "];

const PAGE: &str = "<!DOCTYPE html><html lang=\"en-GB\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>Too long: Berth</title><h1>This address is too long</h1>\
<p>address: it takes at most 65,534 characters, and this one has more. A link from Berth has about a thousand; \
perhaps something was pasted into it.</p><p><a href=\"/\">Start a plan</a></p>";

/// What keeps this page safe, as on every answer: see `safety::headers`.
const HEADERS: &str = "x-content-type-options: nosniff\r\nreferrer-policy: same-origin\r\n\
content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n";

/// A listener whose connections answer with a page.
pub struct WithLongAddresses(pub TcpListener);

impl Listener for WithLongAddresses {
    type Io = Connection;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Connection, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Answers are small and whole: waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        (Connection { stream, page: Vec::new() }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// A connection that replaces the parser's empty answers.
pub struct Connection {
    stream: TcpStream,
    /// What is left to write of the page.
    page: Vec<u8>,
}

impl Connection {
    /// Takes an empty answer in; the page goes out with the next flush.
    fn replaces(&mut self, answer: &[u8]) -> bool {
        let Some(line) =
            BARE.iter().find(|bare| answer.starts_with(bare)).and_then(|_| answer.split(|b| *b == b'\r').next())
        else {
            return false;
        };
        self.page.extend_from_slice(line);
        let head = format!(
            "\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n{HEADERS}connection: close\r\n\r\n",
            PAGE.len()
        );
        self.page.extend_from_slice(head.as_bytes());
        self.page.extend_from_slice(PAGE.as_bytes());
        true
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.page.is_empty() {
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &self.page))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.page.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if self.replaces(buf) {
            return Poll::Ready(Ok(buf.len()));
        }
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = bufs
            && self.replaces(only)
        {
            return Poll::Ready(Ok(only.len()));
        }
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_page(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_page(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
