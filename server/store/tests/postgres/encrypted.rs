//! A connection that is encrypted, to a server whose certificate is checked.

use crate::postgres_server::{Database, PASSWORD, Server, server};
use crate::small::location;
use std::error::Error;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use store::StoreError;
use tempfile::TempDir;

/// An authority, and its certificate for 127.0.0.1 in files that only Postgres may read.
const CERTIFICATE: &str = r#"
set -e
cd "$1"
new() { openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$2.key" -out "$2.pem" "${@:3}"; }
new authority authority -x509 -days 2
new 127.0.0.1 request
echo subjectAltName=IP:127.0.0.1 > names
openssl x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -extfile names -out server.pem
chmod 711 . && chmod 600 request.key
[ "$(id -u)" != 0 ] || chown postgres request.key
"#;

/// Makes them; `None` without openssl, which is said.
fn certificate(directory: &Path) -> Option<()> {
    if !Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: encrypted connections. There is no openssl to make a certificate with");
        return None;
    }
    let made = Command::new("bash").args(["-c", CERTIFICATE, "bash"]).arg(directory).output().expect("bash runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(())
}

async fn opened(url: String) -> Result<(), StoreError> {
    let database = Database { url, name: String::new() };
    store::open(&location(&database)).await.map(|_| ())
}

fn why(error: &StoreError) -> String {
    format!("{error}: {}", error.source().map(ToString::to_string).unwrap_or_default())
}

#[tokio::test]
async fn a_certificate_is_checked_and_one_that_nobody_knows_is_refused() {
    // where there is no Postgres, that has been said
    let Some(plain) = server() else { return };
    let directory = TempDir::new().expect("a directory");
    let Some(()) = certificate(directory.path()) else { return };
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let files = format!("-c ssl_cert_file={0}/server.pem -c ssl_key_file={0}/request.key", directory.path().display());
    let options = format!("-c fsync=off -c listen_addresses=127.0.0.1 -c port={port} -c ssl=on {files}");
    let server = Server::start(&options).expect("it starts as the other has");
    let url = format!("postgres://berth:{PASSWORD}@127.0.0.1:{port}/postgres");
    let authority = format!("sslrootcert={}/authority.pem", directory.path().display());
    opened(format!("{url}?sslmode=verify-full&{authority}")).await.expect("its certificate is known");
    let unknown = opened(format!("{url}?sslmode=verify-full")).await.expect_err("nobody knows its certificate");
    assert!(matches!(unknown, StoreError::Unreachable { .. }) && why(&unknown).contains("certificate"), "{unknown:?}");
    let other = opened(format!("{}?sslmode=verify-full&{authority}", url.replace("127.0.0.1", "localhost"))).await;
    assert!(matches!(other, Err(StoreError::Unreachable { .. })), "the certificate is another name's");
    drop(server);
    let none = opened(format!("{}?sslmode=require", plain.database().url)).await.expect_err("it does not encrypt");
    assert!(!why(&none).contains(PASSWORD), "{none:?}");
}
