//! The secret that deletes a saved scenario: given once, to whoever saved it first. The key of a seat in a room is one
//! too.

use crate::base62;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq;

/// Letters and digits of a token.
const WIDTH: usize = 22;

/// 128 random bits as 22 letters and digits. Never logged: `Debug` does not show them.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(u128);

/// The text is not a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The secret that deletes a scenario has 22 letters and digits. Check that you copied all of it.")]
pub struct TokenError;

/// What the store keeps of a token: the first half of its SHA-256. Finding a token for it takes as many
/// tries as guessing the token's own 128 bits.
pub type TokenHash = [u8; 16];

impl Token {
    /// A new one from the operating system; `None` if that has no randomness to give.
    pub fn random() -> Option<Token> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).ok()?;
        Some(Token(u128::from_be_bytes(bits)))
    }

    /// What the store keeps of it.
    pub fn hash(&self) -> TokenHash {
        let digest: [u8; 32] = Sha256::digest(self.0.to_be_bytes()).into();
        digest.first_chunk().copied().unwrap_or_default()
    }

    /// Whether the hash is this token's. Takes the same time wherever the two differ.
    pub(crate) fn fits(&self, stored: &[u8]) -> bool {
        self.hash().ct_eq(stored).into()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base62::encode(self.0, WIDTH))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Token, TokenError> {
        base62::decode(text, WIDTH).map(Token).ok_or(TokenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_own_hash_only() {
        let token = Token::random().expect("randomness");
        let hash = token.hash();
        assert!(token.fits(&hash));
        for bit in 0..128 {
            let mut other = hash;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!token.fits(&other), "bit {bit}");
        }
        assert!(!token.fits(&hash[..15]));
        assert!(!token.fits(&[]));
    }

    #[test]
    fn a_token_reads_back_and_hides_from_logs() {
        let token = Token::random().expect("randomness");
        assert_eq!(token.to_string().parse(), Ok(token.clone()));
        assert!(!format!("{token:?}").contains(&token.to_string()));
        assert_ne!(Some(token), Token::random());
    }
}
