//! The address that a site listens on, as it is given: a name or a number, and a port.

use std::fmt;
use std::str::FromStr;

/// A host and a port, such as `127.0.0.1:3000`, `[::1]:3000` or `localhost:3000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen(String);

impl Listen {
    /// As the system's functions take it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Listen {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Listen, &'static str> {
        let wrong = "it takes an address and a port, such as 127.0.0.1:3000, [::1]:3000 or localhost:3000";
        let (host, port) = text.rsplit_once(':').ok_or(wrong)?;
        let is_bare_v6 = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
        match host.is_empty() || is_bare_v6 || port.parse::<u16>().is_err() {
            true => Err(wrong),
            false => Ok(Listen(text.to_owned())),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_port() {
        for right in ["127.0.0.1:3000", "0.0.0.0:0", "[::1]:3000", "localhost:65535"] {
            assert_eq!(right.parse::<Listen>().map(|listen| listen.to_string()).as_deref(), Ok(right));
        }
        for wrong in ["", "3000", ":3000", "localhost", "localhost:", "localhost:65536", "::1:3000", "a:b"] {
            assert!(wrong.parse::<Listen>().is_err(), "{wrong}");
        }
    }
}
