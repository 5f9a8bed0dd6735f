//! Numbers in base 62, in a fixed width: digits, capitals, small letters.
//!
//! Letters and digits only: a link that holds nothing else survives being pasted, marked with a double
//! click, or taken for an option on a command line, which `-` and `_` of base64url do not.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The number in so many digits; what does not fit is cut off at the front.
pub(crate) fn encode(mut number: u128, width: usize) -> String {
    let mut text = vec![DIGITS[0]; width];
    for digit in text.iter_mut().rev() {
        *digit = DIGITS[(number % 62) as usize];
        number /= 62;
    }
    text.into_iter().map(char::from).collect()
}

/// The number that so many digits mean; `None` for any other text.
pub(crate) fn decode(text: &str, width: usize) -> Option<u128> {
    if text.len() != width {
        return None;
    }
    text.bytes().try_fold(0_u128, |number, byte| number.checked_mul(62)?.checked_add(value(byte)?))
}

fn value(digit: u8) -> Option<u128> {
    match digit {
        b'0'..=b'9' => Some(u128::from(digit - b'0')),
        b'A'..=b'Z' => Some(u128::from(digit - b'A') + 10),
        b'a'..=b'z' => Some(u128::from(digit - b'a') + 36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_reads_back() {
        for (value, digit) in DIGITS.iter().enumerate() {
            let text = char::from(*digit).to_string();
            assert_eq!(decode(&text, 1), Some(value as u128));
            assert_eq!(encode(value as u128, 1), text);
        }
    }

    #[test]
    fn the_greatest_numbers_fit() {
        assert_eq!(encode(u128::from(u64::MAX), 11), "LygHa16AHYF");
        assert_eq!(encode(u128::MAX, 22), "7n42DGM5Tflk9n8mt7Fhc7");
        assert_eq!(decode("7n42DGM5Tflk9n8mt7Fhc7", 22), Some(u128::MAX));
        assert_eq!(decode("7n42DGM5Tflk9n8mt7Fhc8", 22), None);
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "000000000", "00000000000 ", "0000000000-", "0000000000_", "0000000000\u{e9}", "+0000000000"] {
            assert_eq!(decode(text, 11), None, "{text}");
        }
    }
}
