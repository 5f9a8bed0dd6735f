//! A light client: one connection, one request after the other, of whose answers only the status is looked at.

use std::io::{Error, ErrorKind, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The status of the answer to a request, read to its end.
pub async fn answered(connection: &mut Option<TcpStream>, url: &str, request: &[u8]) -> Result<u16> {
    let mut stream = match connection.take() {
        Some(stream) => stream,
        None => TcpStream::connect(url.trim_start_matches("http://")).await?,
    };
    stream.set_nodelay(true)?;
    stream.write_all(request).await?;
    let (mut read, mut buffer) = (Vec::new(), [0; 1 << 14]);
    loop {
        let n = stream.read(&mut buffer).await?;
        if n == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        read.extend_from_slice(&buffer[..n]);
        let Some(end) = read.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        let wrong = || Error::from(ErrorKind::InvalidData);
        if read.len() >= end + 4 + length.ok_or_else(wrong)? {
            let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(wrong)?;
            *connection = (!head.contains("connection: close")).then_some(stream);
            return Ok(status);
        }
    }
}
