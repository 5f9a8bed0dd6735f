//! Whose certificates are trusted: Mozilla's list, or a file.

use crate::error::DownloadError;
use std::path::Path;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Mozilla's list as the binary has it, or the certificates of a file in PEM and no others.
pub(crate) fn trust(file: Option<&Path>) -> Result<TlsConfig, DownloadError> {
    let roots = match file {
        None => RootCerts::WebPki,
        Some(file) => RootCerts::new_with_certs(&certificates(file)?),
    };
    Ok(TlsConfig::builder().root_certs(roots).build())
}

fn certificates(file: &Path) -> Result<Vec<Certificate<'static>>, DownloadError> {
    let wrong = |why: String| DownloadError::Trust { file: file.display().to_string(), why };
    let text = std::fs::read(file).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let items: Vec<_> =
        parse_pem(&text).collect::<Result<_, _>>().map_err(|error| wrong(format!("is no PEM: {error}")))?;
    let certificates = items.into_iter().filter_map(|item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<_> = certificates.collect();
    if certificates.is_empty() {
        return Err(wrong("holds no certificate between BEGIN CERTIFICATE and END CERTIFICATE".to_owned()));
    }
    Ok(certificates)
}
