//! Why a file could not be got, and what to do about it.

/// Why there is no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// Not an address of HTTP.
    #[error(
        "\"{0}\" is not an address that begins with http:// or https://, such as https://pricing.us-east-1.amazonaws.com"
    )]
    Address(String),
    /// A file of trusted certificates that is none.
    #[error("--ca {file} {why}")]
    Trust {
        /// The file.
        file: String,
        /// What is wrong, the end of a sentence.
        why: String,
    },
    /// Whoever answers cannot show that it is the server.
    #[error(
        "{url} was answered with a certificate that is not trusted: {why}. Where a proxy in between opens connections, name the file of its certificate with --ca."
    )]
    Untrusted {
        /// What was asked for.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// The server says no.
    #[error(
        "{url} was answered with {status}. Look at the address; AWS's is https://pricing.us-east-1.amazonaws.com. Files that were got in another way are read with --from DIRECTORY."
    )]
    Refused {
        /// What was asked for.
        url: String,
        /// Number and words.
        status: String,
    },
    /// No connection, or one that broke off, as often as was tried.
    #[error(
        "{url} could not be read in {tries} tries: {why}. Look at the network (a proxy is taken from HTTPS_PROXY) and run the command again, or read files with --from DIRECTORY."
    )]
    Connection {
        /// What was asked for.
        url: String,
        /// How often it was tried.
        tries: u32,
        /// What the last one ended with.
        why: String,
    },
    /// The file was replaced while it was read.
    #[error("{url} broke off, and cannot be read on from there: {why}. Run the command again.")]
    Changed {
        /// What was asked for.
        url: String,
        /// Why not.
        why: &'static str,
    },
}
