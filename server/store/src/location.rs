//! Where a store is.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a store is, as `--store` names it: the path of a SQLite file, or the address of a Postgres database. Shown, it
/// holds no password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A Postgres database.
    Postgres(PostgresUrl),
}

/// The address of a Postgres database: `postgres://user:password@host:5432/database`.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl Location {
    /// Whether there is something to open: opening a file that is not there creates it. Of a database, only asking it can
    /// tell.
    pub fn exists(&self) -> bool {
        match self {
            Location::File(path) => path.exists(),
            Location::Postgres(_) => true,
        }
    }
}

impl PostgresUrl {
    /// All of it, for the database's driver alone.
    pub(crate) fn with_password(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::File(path) => path.display().fmt(f),
            Location::Postgres(url) => url.fmt(f),
        }
    }
}

impl fmt::Display for PostgresUrl {
    /// As it is but for passwords. What a careless password could be taken for goes too: all from the first colon to the
    /// last `@`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("", &self.0));
        let shown = match (rest.find(':'), rest.rfind('@')) {
            (Some(colon), Some(at)) if colon < at => format!("{}{}", &rest[..colon], &rest[at..]),
            _ => rest.to_owned(),
        };
        let (before, query) = shown.split_once('?').unwrap_or((&shown, ""));
        let harmless: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_password(pair)).collect();
        write!(f, "{scheme}://{before}")?;
        if harmless.is_empty() { Ok(()) } else { write!(f, "?{}", harmless.join("&")) }
    }
}

/// Whether a pair of the query may hold a secret. A key that is written with escapes is not looked into.
fn is_password(pair: &str) -> bool {
    let key = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    key.contains("pass") || key.contains('%')
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Location {
        Location::from(path.as_os_str().to_owned())
    }
}

impl From<OsString> for Location {
    fn from(text: OsString) -> Location {
        let of_file = |text: OsString| Location::File(text.into());
        match text.into_string() {
            Ok(text) if text.starts_with("postgres://") || text.starts_with("postgresql://") => {
                Location::Postgres(PostgresUrl(text))
            }
            Ok(text) => match text.strip_prefix("sqlite:") {
                Some(path) => of_file(path.strip_prefix("//").unwrap_or(path).into()),
                None => of_file(text.into()),
            },
            Err(text) => of_file(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Location {
        OsString::from(text).into()
    }

    #[test]
    fn a_file_and_a_database_are_told_apart() {
        for (text, path) in [
            ("berth.db", "berth.db"),
            ("/var/lib/berth.db", "/var/lib/berth.db"),
            ("sqlite:berth.db", "berth.db"),
            ("sqlite:///var/lib/berth.db", "/var/lib/berth.db"),
            ("postgres", "postgres"),
        ] {
            assert_eq!(of(text), Location::File(path.into()), "{text}");
        }
        for text in ["postgres://db/berth", "postgresql://db/berth"] {
            assert!(matches!(of(text), Location::Postgres(_)), "{text}");
        }
    }

    #[test]
    fn no_password_is_ever_shown() {
        for (text, shown) in [
            ("postgres://berth:s3cret@db.example:5432/berth", "postgres://berth@db.example:5432/berth"),
            ("postgres://berth:s3cret@%2Frun%2Fpg/berth", "postgres://berth@%2Frun%2Fpg/berth"),
            ("postgres://berth:s3/cr@t@db/berth", "postgres://berth@db/berth"),
            ("postgres://berth:s3?cret@db/berth?sslmode=require", "postgres://berth@db/berth?sslmode=require"),
            ("postgres://db/berth?user=a&password=s3cret", "postgres://db/berth?user=a"),
            ("postgres://db/berth?%70assword=s3cret", "postgres://db/berth"),
            ("postgres://berth@db:5432/berth", "postgres://berth@db:5432/berth"),
            ("postgresql:///berth", "postgresql:///berth"),
        ] {
            let location = of(text);
            assert_eq!(location.to_string(), shown);
            assert!(!format!("{location} {location:?}").contains("s3"), "{location:?}");
        }
    }
}
