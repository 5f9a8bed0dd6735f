//! Rows of a CSV file with named, typed fields.
//!
//! A getter that finds a value wrong notes the problem and returns a stand-in, so that one pass finds
//! every problem. Stand-ins never leave the import: one problem and the figures are thrown away.

use super::files::Files;
use super::problem::{Problem, Problems};
use super::version::is_date;
use csv::{ReaderBuilder, StringRecord};
use model::catalog::MAX_HOURLY;
use model::units::MicroUsd;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// One row of a file.
pub(super) struct Row<'a> {
    /// Line in the file, from 1.
    pub line: u64,
    file: &'a str,
    columns: &'a [&'static str],
    record: StringRecord,
    problems: &'a Problems,
}

/// The rows of a file with exactly these columns. What has no such shape is noted and left out.
pub(super) fn rows<'a>(
    files: &Files,
    file: &'a str,
    columns: &'a [&'static str],
    problems: &'a Problems,
) -> Vec<Row<'a>> {
    let Some(text) = files.text(file) else {
        problems.file(file, "is missing");
        return Vec::new();
    };
    if text.is_empty() {
        problems.file(file, "is empty");
        return Vec::new();
    }
    if !text.ends_with('\n') {
        problems.file(file, "breaks off in its last line: is the file truncated?");
    }
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    if !reader.headers().is_ok_and(|header| header == columns) {
        problems.file(file, format!("does not start with the header {}", columns.join(",")));
        return Vec::new();
    }
    let row = |record: StringRecord| {
        let line = record.position().map_or(0, csv::Position::line);
        Row { line, file, columns, record, problems }
    };
    reader.records().filter_map(|record| Some(row(record.ok()?))).filter(Row::is_whole).collect()
}

impl Row<'_> {
    /// A text that must not be empty.
    pub fn text(&self, field: &str) -> String {
        let value = self.raw(field);
        if value.is_empty() {
            self.wrong(field, "must not be empty");
        }
        value.to_owned()
    }

    /// A text, `None` where it is empty.
    pub fn optional_text(&self, field: &str) -> Option<String> {
        Some(self.raw(field)).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// A name of lower-case letters, digits, dashes and dots: an instance type, a region, a source.
    pub fn name(&self, field: &str) -> String {
        let value = self.raw(field);
        if !is_name(value) {
            self.wrong(field, "is not a name of lower-case letters, digits, dashes and dots");
        }
        value.to_owned()
    }

    /// A whole number.
    pub fn number(&self, field: &str, range: RangeInclusive<u32>) -> u32 {
        self.whole(field, &range).unwrap_or_else(|| {
            self.wrong(field, format!("is not a whole number from {} to {}", range.start(), range.end()));
            *range.start()
        })
    }

    /// A whole number, `None` where the field is empty.
    pub fn optional_number(&self, field: &str, range: RangeInclusive<u32>) -> Option<u32> {
        if self.raw(field).is_empty() {
            return None;
        }
        self.whole(field, &range).or_else(|| {
            self.wrong(field, format!("is neither empty nor a whole number from {} to {}", range.start(), range.end()));
            None
        })
    }

    /// `true` or `false`.
    pub fn boolean(&self, field: &str) -> bool {
        self.one_of(field, &[("false", false), ("true", true)])
    }

    /// One of these words.
    pub fn one_of<T: Copy>(&self, field: &str, words: &[(&str, T)]) -> T {
        let value = self.raw(field);
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == value) {
            return *meaning;
        }
        let allowed: Vec<&str> = words.iter().map(|(word, _)| if word.is_empty() { "nothing" } else { word }).collect();
        self.wrong(field, format!("is not one of {}", allowed.join(", ")));
        words[0].1
    }

    /// A price in dollars, `None` where the field is empty: unknown is not zero.
    pub fn price(&self, field: &str) -> Option<MicroUsd> {
        let value = self.raw(field);
        if value.is_empty() {
            return None;
        }
        let price = decimal(value, 6).filter(|price| (1..=MAX_HOURLY.0).contains(price));
        Some(MicroUsd(price.unwrap_or_else(|| {
            self.wrong(field, "is not a price in dollars above 0, up to 10000 and with at most 6 decimals");
            1
        })))
    }

    /// A date as ISO 8601 writes it.
    pub fn date(&self, field: &str) -> String {
        let value = self.raw(field);
        if !is_date(value) {
            self.wrong(field, "is not a date such as 2026-07-20");
        }
        value.to_owned()
    }

    /// What is in the field.
    pub fn raw(&self, field: &str) -> &str {
        self.columns.iter().position(|column| *column == field).and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    /// Notes that the field is wrong: `what` follows its value in the sentence.
    pub fn wrong(&self, field: &str, what: impl Into<String>) {
        self.problems.add(Problem {
            file: self.file.to_owned(),
            line: Some(self.line),
            field: Some(field.to_owned()),
            value: Some(self.raw(field).to_owned()),
            what: what.into(),
        });
    }

    fn whole(&self, field: &str, range: &RangeInclusive<u32>) -> Option<u32> {
        let number = decimal(self.raw(field), 0)?;
        u32::try_from(number).ok().filter(|number| range.contains(number))
    }

    fn is_whole(&self) -> bool {
        let (have, want) = (self.record.len(), self.columns.len());
        if have != want {
            self.problems.add(Problem {
                file: self.file.to_owned(),
                line: Some(self.line),
                field: None,
                value: None,
                what: format!("has {have} fields instead of {want}"),
            });
        }
        have == want
    }
}

/// Plain decimal text as a whole number of its `places`-th decimal: `0.096` at 6 places is 96,000.
/// No float comes between, so every price is exact.
pub fn decimal(text: &str, places: usize) -> Option<u64> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > places {
        return None;
    }
    u64::from_str(&format!("{whole}{fraction:0<places$}")).ok()
}

/// Whether the text is a name as AWS gives them: `m5.large`, `us-east-1`, `m7i-flex`.
pub fn is_name(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal("0.096", 6), Some(96_000));
        assert_eq!(decimal("360.98695", 6), Some(360_986_950));
        assert_eq!(decimal("0.000001", 6), Some(1));
        assert_eq!(decimal("7", 6), Some(7_000_000));
        assert_eq!(decimal("62", 2), Some(6_200));
    }

    #[test]
    fn what_is_no_plain_decimal_is_refused() {
        for text in
            ["", ".", ".5", "5.", "-1", "+1", "1e3", "0.0000001", "1,5", " 1", "0x1", "٣", "99999999999999999999"]
        {
            assert_eq!(decimal(text, 6), None, "{text}");
        }
    }
}
