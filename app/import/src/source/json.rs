//! JSON as bytes, in one pass: what is not wanted is skipped without being decoded.
//!
//! Several documents may follow each other with other lines between them, as `kubectl cluster-info dump` prints them.
//! Numbers are handed on as they are written: `0.1` stays exact. A value that is skipped is only matched for its
//! brackets and texts, so a slip inside one goes unnoticed.

use crate::source::{Broken, Found, Sink, Source, Start, document};
use std::borrow::Cow;

/// A position in bytes that are JSON.
pub struct Json<'a> {
    bytes: &'a [u8],
    at: usize,
    /// A list or map has begun and nothing of it has been read.
    is_first: bool,
}

/// What was in a file besides objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Objects that were handed over.
    pub objects: usize,
    /// JSON documents.
    pub documents: usize,
    /// What is wrong with documents that looked like Kubernetes': sentences.
    pub problems: Vec<String>,
}

/// A container's log in a dump begins and ends with these.
const LOG_STARTS: &[u8] = b"==== START logs";
const LOG_ENDS: &[u8] = b"==== END logs";
const MAX_PROBLEMS: usize = 20;

/// Reads every document of a file.
pub fn read(bytes: &[u8], sink: &mut dyn Sink) -> Outcome {
    let mut json = Json { bytes, at: 0, is_first: false };
    let mut outcome = Outcome::default();
    while json.find_document() {
        let (begin, mut found) = (json.at, Found::default());
        let read = document(&mut json, sink, &mut found);
        outcome.objects += found.objects;
        outcome.documents += usize::from(found.is_kubernetes || read.is_ok());
        if let Err(Broken(why)) = read {
            // other lines may begin with a bracket, too
            if (found.is_kubernetes || begin == 0) && outcome.problems.len() < MAX_PROBLEMS {
                let place = place(bytes, json.at);
                outcome
                    .problems
                    .push(format!("{why} ({place}). {} of this document were read.", objects(found.objects)));
            }
            json.at = json.at.max(begin + 1);
            json.next_line();
        }
        sink.read(json.at);
    }
    outcome
}

fn objects(n: usize) -> String {
    match n {
        0 => "No objects".into(),
        1 => "1 object".into(),
        n => format!("{} objects", model::units::grouped(n as u64)),
    }
}

/// Where something is, as people look for it.
fn place(bytes: &[u8], at: usize) -> String {
    let before = &bytes[..at.min(bytes.len())];
    format!("line {}", 1 + before.iter().filter(|b| **b == b'\n').count())
}

/// What a byte means where a value is skipped.
const BORING: u8 = 0;
const OPENS: u8 = 1;
const CLOSES: u8 = 2;
const QUOTE: u8 = 3;
static CLASS: [u8; 256] = {
    let mut class = [BORING; 256];
    class[b'{' as usize] = OPENS;
    class[b'[' as usize] = OPENS;
    class[b'}' as usize] = CLOSES;
    class[b']' as usize] = CLOSES;
    class[b'"' as usize] = QUOTE;
    class
};

impl<'a> Json<'a> {
    /// Goes to the next document: a bracket at the beginning of a line, blanks aside. Whether there is one.
    fn find_document(&mut self) -> bool {
        loop {
            self.blanks();
            match self.peek() {
                None => return false,
                Some(b'{' | b'[') => return true,
                Some(_) if self.bytes[self.at..].starts_with(LOG_STARTS) => self.end_of_log(),
                Some(_) => self.next_line(),
            }
        }
    }

    fn end_of_log(&mut self) {
        loop {
            self.next_line();
            if self.at >= self.bytes.len() || self.bytes[self.at..].starts_with(LOG_ENDS) {
                return self.next_line();
            }
        }
    }

    fn next_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The next byte that is no blank.
    fn token(&mut self) -> Result<u8, Broken> {
        self.blanks();
        self.peek().ok_or_else(ends)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Broken> {
        let found = self.token()?;
        if found != byte {
            return Err(unexpected(found, char::from(byte)));
        }
        self.at += 1;
        Ok(())
    }

    /// A text whose first quote has been read.
    fn text(&mut self) -> Result<Cow<'a, str>, Broken> {
        let begin = self.at;
        loop {
            match self.peek().ok_or_else(ends)? {
                b'"' => break,
                b'\\' => return self.escaped(begin),
                _ => self.at += 1,
            }
        }
        let text = &self.bytes[begin..self.at];
        self.at += 1;
        Ok(String::from_utf8_lossy(text))
    }

    /// The same from its first escape on.
    fn escaped(&mut self, begin: usize) -> Result<Cow<'a, str>, Broken> {
        let mut text = self.bytes[begin..self.at].to_vec();
        loop {
            let byte = self.peek().ok_or_else(ends)?;
            self.at += 1;
            match byte {
                b'"' => return Ok(Cow::Owned(String::from_utf8_lossy(&text).into_owned())),
                b'\\' => {
                    let escape = self.peek().ok_or_else(ends)?;
                    self.at += 1;
                    let c = match escape {
                        b'b' => '\u{8}',
                        b'f' => '\u{c}',
                        b'n' => '\n',
                        b'r' => '\r',
                        b't' => '\t',
                        b'u' => self.unicode()?,
                        b'"' | b'\\' | b'/' => char::from(escape),
                        _ => return Err(Broken("A text has an escape that JSON does not know".into())),
                    };
                    text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                other => text.push(other),
            }
        }
    }

    /// What `\u` stands for, with its second half where it is one of a pair.
    fn unicode(&mut self) -> Result<char, Broken> {
        let first = self.four_digits()?;
        if (0xD800..0xDC00).contains(&first) && self.bytes[self.at..].starts_with(b"\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.four_digits()?;
            if (0xDC00..0xE000).contains(&second) {
                let c = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&mut self) -> Result<u32, Broken> {
        let digits = self.bytes.get(self.at..self.at + 4).ok_or_else(ends)?;
        let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4;
        value.ok_or_else(|| Broken("A text has an escape that JSON does not know".into()))
    }

    /// Goes past a text whose first quote has been read.
    fn skip_text(&mut self) -> Result<(), Broken> {
        loop {
            match self.peek().ok_or_else(ends)? {
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// A number or a word.
    fn word(&mut self) -> Result<&'a str, Broken> {
        let begin = self.at;
        while let Some(byte) = self.peek() {
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')) {
                break;
            }
            self.at += 1;
        }
        if self.at == begin {
            return Err(self.peek().map_or_else(ends, |found| unexpected(found, 'a')));
        }
        std::str::from_utf8(&self.bytes[begin..self.at]).map_err(|_| ends())
    }

    /// Whether the list or map goes on; past the comma or the closing bracket.
    fn goes_on(&mut self, closing: u8) -> Result<bool, Broken> {
        let byte = self.token()?;
        if byte == closing {
            self.at += 1;
            self.is_first = false;
            return Ok(false);
        }
        if !self.is_first {
            self.expect(b',')?;
        }
        self.is_first = false;
        Ok(true)
    }
}

fn ends() -> Broken {
    Broken("The file ends in the middle of an object: it was cut off".into())
}

fn unexpected(found: u8, wanted: char) -> Broken {
    let found = if found.is_ascii_graphic() { char::from(found).to_string() } else { "another byte".into() };
    match wanted {
        'a' => Broken(format!("This is not JSON: \u{201c}{found}\u{201d} where a value belongs")),
        wanted => Broken(format!("This is not JSON: \u{201c}{found}\u{201d} where \u{201c}{wanted}\u{201d} belongs")),
    }
}

impl<'a> Source<'a> for Json<'a> {
    fn merges(&self) -> bool {
        false
    }

    fn start(&mut self) -> Result<Start<'a>, Broken> {
        let byte = self.token()?;
        self.is_first = false;
        match byte {
            b'{' | b'[' => {
                self.at += 1;
                self.is_first = true;
                Ok(if byte == b'{' { Start::Map } else { Start::List })
            }
            b'"' => {
                self.at += 1;
                self.text().map(Start::Scalar)
            }
            _ => match self.word()? {
                "null" => Ok(Start::Null),
                word if matches!(word, "true" | "false")
                    || word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) =>
                {
                    Ok(Start::Scalar(Cow::Borrowed(word)))
                }
                _ if self.at == self.bytes.len() => Err(ends()),
                _ => Err(unexpected(byte, 'a')),
            },
        }
    }

    fn key(&mut self) -> Result<Option<Cow<'a, str>>, Broken> {
        if !self.goes_on(b'}')? {
            return Ok(None);
        }
        self.expect(b'"')?;
        let key = self.text()?;
        self.expect(b':')?;
        Ok(Some(key))
    }

    fn item(&mut self) -> Result<bool, Broken> {
        self.goes_on(b']')
    }

    fn skip(&mut self) -> Result<(), Broken> {
        self.is_first = false;
        match self.token()? {
            b'"' => {
                self.at += 1;
                return self.skip_text();
            }
            b'{' | b'[' => self.at += 1,
            _ => return self.word().map(|_| ()),
        }
        let mut depth = 1_usize;
        while depth > 0 {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let Some(next) = rest.iter().position(|b| CLASS[*b as usize] != BORING) else { return Err(ends()) };
            let class = CLASS[rest[next] as usize];
            self.at += next + 1;
            match class {
                OPENS => depth += 1,
                CLOSES => depth -= 1,
                _ => self.skip_text()?,
            }
        }
        Ok(())
    }

    fn position(&self) -> usize {
        self.at
    }
}
