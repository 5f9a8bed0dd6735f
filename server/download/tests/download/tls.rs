//! A server with a certificate: trusted by a file, and refused without it.

use crate::server::{File, Server};
use crate::{INDEX, US_EAST_1, index, list, places, prices};
use download::{Client, DownloadError, Gathered, Kept, Pace, Regions, Wanted, address};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A server for `localhost`, and its certificate as PEM.
fn server() -> (Server, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("its versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a certificate and its key");
    let config = Arc::new(config);
    let server = Server::start_with("https", move |stream| {
        Some(StreamOwned::new(ServerConnection::new(config.clone()).ok()?, stream))
    });
    server.put(INDEX, File::new(index(&["us-east-1"])));
    server.put(US_EAST_1, File::new(list(200, "0.0960000000")));
    (server, made.cert.pem())
}

fn get(url: &str, ca: Option<&Path>) -> Result<Gathered, DownloadError> {
    let kept = tempfile::tempdir().expect("a temporary directory");
    let pace = Pace { tries: 4, pause: Duration::from_secs(30), silence: Duration::from_secs(20) };
    let wanted = Wanted { url: url.to_owned(), regions: Regions::These(vec!["us-east-1".into()]), compared: false };
    address(&Client::new(pace, ca)?, &wanted, places(), &Kept::in_directory(kept.path()), &mut |_| ())
}

#[test]
fn a_certificate_is_trusted_where_it_is_named_and_nowhere_else() {
    let (server, pem) = server();
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ca = dir.path().join("ca.pem");
    fs::write(&ca, &pem).expect("a file");
    assert_eq!(prices(&get(&server.url, Some(&ca)).expect("an index")).0, 200);
    // at once: the pause between two tries is half a minute
    let refused = get(&server.url, None).expect_err("nobody vouches for it");
    assert!(matches!(refused, DownloadError::Untrusted { .. }), "{refused}");
    assert!(refused.to_string().contains("not trusted") && refused.to_string().contains("--ca"), "{refused}");
    let elsewhere = get(&server.url.replace("localhost", "127.0.0.1"), Some(&ca)).expect_err("another name");
    assert!(matches!(elsewhere, DownloadError::Untrusted { .. }), "{elsewhere}");
}

#[test]
fn a_file_without_certificates_is_named() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (text, words) in
        [("", "holds no certificate"), ("hello", "holds no certificate"), ("-----BEGIN CERTIFICATE-----\n?", "PEM")]
    {
        let file = dir.path().join("ca.pem");
        fs::write(&file, text).expect("a file");
        let error = get("https://localhost:1", Some(&file)).expect_err("no certificate").to_string();
        assert!(error.contains("--ca") && error.contains("ca.pem") && error.contains(words), "{error}");
    }
    let error = get("https://localhost:1", Some(&dir.path().join("none"))).expect_err("no file").to_string();
    assert!(error.contains("none cannot be read"), "{error}");
}
