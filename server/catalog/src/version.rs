//! The catalogue's version: a date with a serial.

use std::fmt;
use std::str::FromStr;

/// `2026-11-23.1`: the first catalogue of that day. Orders by date, then by serial.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    date: String,
    serial: u32,
}

/// The text is not a version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a catalogue version such as 2026-11-23.1")]
pub struct VersionError(pub String);

impl Version {
    /// Used instead of a version that could not be read, see `table`.
    pub(super) fn stand_in() -> Version {
        Version { date: String::new(), serial: 0 }
    }
}

impl Version {
    /// Its date, ISO 8601.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// The version of a catalogue that is made of this one on a day: the first of that day, or the next of this one's where
    /// that is of the same day or a later one.
    pub fn after(&self, day: &str) -> Version {
        match day > self.date.as_str() && is_date(day) {
            true => Version { date: day.to_owned(), serial: 1 },
            false => Version { date: self.date.clone(), serial: self.serial.saturating_add(1) },
        }
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || VersionError(text.to_owned());
        let (date, serial) = text.split_once('.').ok_or_else(error)?;
        let plain = serial.bytes().all(|b| b.is_ascii_digit()) && !serial.starts_with('0');
        if !is_date(date) || !plain {
            return Err(error());
        }
        Ok(Version { date: date.to_owned(), serial: serial.parse().map_err(|_| error())? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.date, self.serial)
    }
}

/// Whether the text is a date as ISO 8601 writes it: `2026-07-20`.
pub fn is_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    text.len() == 10
        && (text.get(4..5), text.get(7..8)) == (Some("-"), Some("-"))
        && digits(0..4).is_some()
        && digits(5..7).is_some_and(|month| (1..=12).contains(&month))
        && digits(8..10).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_order_by_date_then_serial() {
        let version = |text: &str| text.parse::<Version>().expect("a version");
        assert!(version("2026-11-23.2") > version("2026-11-23.1"));
        assert!(version("2026-11-23.10") > version("2026-11-23.9"));
        assert!(version("2026-12-01.1") > version("2026-11-23.9"));
        assert_eq!(version("2026-11-23.1").to_string(), "2026-11-23.1");
    }

    #[test]
    fn the_version_after_is_later_whatever_the_day() {
        let version: Version = "2026-11-23.4".parse().expect("a version");
        for (day, after) in [
            ("2026-11-24", "2026-11-24.1"),
            ("2026-11-23", "2026-11-23.5"),
            ("1970-01-01", "2026-11-23.5"),
            ("z", "2026-11-23.5"),
        ] {
            assert_eq!(version.after(day).to_string(), after);
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in [
            "",
            "2026-11-23",
            "2026-11-23.",
            "2026-11-23.0",
            "2026-11-23.01",
            "2026-11-23.+1",
            "2026-13-01.1",
            "26-11-23.1",
            "ä026-11-2.1",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
