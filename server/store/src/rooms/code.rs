//! The short code of a room: what people type who see it on a screen.

use std::fmt;
use std::str::FromStr;

/// The letters that cannot be taken for others or for digits, read out or written down: no I, L, O or U.
const LETTERS: &[u8; 22] = b"ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: 113 million codes.
const WIDTH: usize = 6;

/// Six letters: `KDM-QTW`, shown and typed with a dash or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code([u8; WIDTH]);

/// The text is not a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A room\u{2019}s code has six letters, such as KDM-QTW; I, L, O and U are not among them.")]
pub struct CodeError;

impl Code {
    /// A new one from the operating system; `None` if that has no randomness to give.
    pub fn random() -> Option<Code> {
        let mut bits = [0; 8];
        getrandom::fill(&mut bits).ok()?;
        let mut number = u64::from_be_bytes(bits);
        Some(Code([(); WIDTH].map(|()| {
            let letter = LETTERS[(number % 22) as usize];
            number /= 22;
            letter
        })))
    }

    /// As it is stored: without the dash.
    pub fn plain(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let (first, last) = plain.split_at(WIDTH / 2);
        write!(f, "{first}-{last}")
    }
}

impl FromStr for Code {
    type Err = CodeError;

    /// Reads it as people type it: small letters, spaces and dashes do not matter.
    fn from_str(text: &str) -> Result<Code, CodeError> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.'));
        let letters: Vec<u8> =
            typed.take(WIDTH + 1).map(|c| u8::try_from(c.to_ascii_uppercase()).unwrap_or(b'?')).collect();
        let code: [u8; WIDTH] = letters.try_into().map_err(|_| CodeError)?;
        if code.iter().all(|letter| LETTERS.contains(letter)) { Ok(Code(code)) } else { Err(CodeError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code: Code = "KDMQTW".parse().expect("a code");
        assert_eq!(code.to_string(), "KDM-QTW");
        for typed in ["kdm-qtw", " KDM QTW ", "kdm\u{2013}qtw", "k.d.m.q.t.w"] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        for wrong in ["", "KDMQT", "KDMQTWA", "KDMQTO", "KDMQT1", "KDMQT\u{dc}", "<b>KDM"] {
            assert_eq!(wrong.parse::<Code>(), Err(CodeError), "{wrong}");
        }
    }

    #[test]
    fn every_letter_comes_up() {
        let codes: Vec<Code> = (0..2_000).filter_map(|_| Code::random()).collect();
        let seen: std::collections::BTreeSet<u8> = codes.iter().flat_map(|code| code.0).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), LETTERS);
        assert!(codes.iter().all(|code| code.to_string().parse() == Ok(*code)));
    }
}
