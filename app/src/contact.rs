//! Whom visitors can turn to, as the operator of a site says: at the foot of every page and in `security.txt`.

use std::str::FromStr;

/// Longest text, in characters: one line on a phone and a half.
const LONGEST: usize = 200;

/// An e-mail address, a page, or a line of text such as a room or a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// As it is shown.
    pub text: String,
    /// Where it leads; `None`: it is text and no more.
    pub href: Option<String>,
}

impl FromStr for Contact {
    type Err = String;

    fn from_str(given: &str) -> Result<Contact, String> {
        let text = given.trim();
        let is_line = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
        if !is_line {
            return Err(format!("it takes one line of up to {LONGEST} characters"));
        }
        let mail = text.strip_prefix("mailto:").unwrap_or(text);
        let is_page = ["https://", "http://"].iter().any(|scheme| text.strip_prefix(scheme).is_some_and(is_address));
        Ok(match () {
            () if is_mail(mail) => Contact { text: mail.into(), href: Some(format!("mailto:{mail}")) },
            () if is_page => Contact { text: text.into(), href: Some(text.into()) },
            () if text.starts_with("mailto:") => {
                return Err("after mailto: it takes an e-mail address such as mailto:berth@example.org".into());
            }
            () => Contact { text: text.into(), href: None },
        })
    }
}

/// Whether it is an e-mail address that can stand in a link as it is.
fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let is_plain = |part: &str, more: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        is_plain(name, ".!#$&'*+-/=^_`{|}~") && is_plain(host, ".-")
    })
}

/// Whether it can stand behind the scheme of a link.
fn is_address(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_and_pages_are_links_and_the_rest_is_text() {
        for (given, text, href) in [
            ("berth@example.org", "berth@example.org", Some("mailto:berth@example.org")),
            (" mailto:berth+help@example.org ", "berth+help@example.org", Some("mailto:berth+help@example.org")),
            ("https://example.org/help?x=1", "https://example.org/help?x=1", Some("https://example.org/help?x=1")),
            ("#platform on the company's chat", "#platform on the company's chat", None),
            ("ask berth@example.org", "ask berth@example.org", None),
            ("javascript:alert(1)", "javascript:alert(1)", None),
            ("https://", "https://", None),
            ("https://a b", "https://a b", None),
        ] {
            let expected = Contact { text: text.into(), href: href.map(Into::into) };
            assert_eq!(given.parse(), Ok(expected), "{given}");
        }
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for wrong in ["", "  ", "two\nlines", &"x".repeat(201), "mailto:", "mailto:nobody", "mailto:a@b?subject=c"] {
            assert!(wrong.parse::<Contact>().is_err(), "{wrong:?}");
        }
    }
}
