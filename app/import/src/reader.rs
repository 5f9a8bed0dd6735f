//! Recognises what a file is and reads it. Several files make one cluster.

use crate::facts::{Facts, Taker};
use crate::format::{COMMAND, Format};
use crate::gather::gather;
use crate::imported::{Imported, Recognised};
use crate::notes::What;
use crate::source::json::Outcome;
use crate::source::{json, yaml};
use crate::table;
use std::borrow::Cow;

/// Reads one file. `progress` is told how many bytes have been read, about once a MB.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(usize)) -> Imported {
    let mut reader = Reader::default();
    reader.add(bytes, progress);
    reader.finish()
}

/// Reads files, one after the other.
#[derive(Default)]
pub struct Reader {
    facts: Facts,
    recognised: Vec<Recognised>,
}

impl Reader {
    /// Reads a file.
    pub fn add(&mut self, bytes: &[u8], progress: &mut dyn FnMut(usize)) {
        let bytes = as_utf8(bytes);
        let format = Format::of(&bytes);
        let mut taker = Taker { facts: &mut self.facts, progress, reported: 0 };
        let outcome = match format {
            Format::Json => json::read(&bytes, &mut taker),
            Format::Yaml => yaml::read(&String::from_utf8_lossy(&bytes), &mut taker),
            Format::Csv(separator) => rows(table::csv(&bytes, separator, &mut self.facts)),
            Format::Top => rows(table::top(&String::from_utf8_lossy(&bytes), &mut self.facts)),
            Format::Describe => rows(table::describe(&String::from_utf8_lossy(&bytes), &mut self.facts)),
            Format::Refused(sentence) => Outcome { problems: vec![sentence.to_owned()], ..Outcome::default() },
        };
        progress(bytes.len());
        self.note(format, outcome, bytes.len());
    }

    fn note(&mut self, format: Format, outcome: Outcome, bytes: usize) {
        let mut problems: Vec<String> = outcome.problems.iter().map(|p| p.trim_end_matches('.').to_owned()).collect();
        if outcome.objects == 0 && problems.is_empty() {
            problems
                .push(format!("This {} holds no objects. Give what `{COMMAND}` prints, or manifests", format.name()));
        }
        problems.iter().for_each(|problem| self.facts.notes.add(What::Wrong, problem.as_str(), ""));
        let wrong = problems.into_iter().next();
        self.recognised.push(Recognised { format: format.name(), objects: outcome.objects, bytes, wrong });
    }

    /// Everything that follows from what was read.
    pub fn finish(self) -> Imported {
        Imported { recognised: self.recognised, ..gather(self.facts) }
    }
}

/// Without a byte order mark; UTF-16, which PowerShell writes, as UTF-8.
fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |rest: &[u8], of: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Cow::Owned(text.into_bytes())
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => Cow::Borrowed(bytes),
    }
}

fn rows(objects: usize) -> Outcome {
    Outcome { objects, ..Outcome::default() }
}
