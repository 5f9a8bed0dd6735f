//! Figures that stay whole at the end of a line: no line ends between a number and its `%` or `MiB`, between a count and what is
//! counted in `15 × c6a.2xlarge`, or within a date such as `29 November 2026` and `2026-11-29`. The texts themselves have plain
//! spaces, which files and tests compare; this is the one place where a page gets others.

/// What is written as it is, whatever it holds: it may be copied or run.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

/// What holds text and no markup, so that a date in it stays as it is.
const PLAIN: [&str; 6] = ["title", "option", "text", "tspan", "/tspan", "desc"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Markup with spaces that do not break within figures. Attributes stay as they are: what a person has typed may be among them.
pub fn unbroken(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut verbatim = None;
    for (nth, piece) in html.split('<').enumerate() {
        // a value of an attribute has no `>` that is not escaped
        let (tag, text) = match piece.find('>') {
            Some(end) if nth > 0 => piece.split_at(end + 1),
            _ => ("", piece),
        };
        if nth > 0 {
            out.push('<');
        }
        match verbatim {
            Some(name) if !tag.strip_prefix('/').is_some_and(|tag| tag.starts_with(name)) => out += piece,
            _ => {
                verbatim = VERBATIM.into_iter().find(|name| tag.starts_with(name));
                out += tag;
                match verbatim {
                    Some(_) => out += text,
                    None if PLAIN.into_iter().any(|name| tag.starts_with(name)) => put(&mut out, text),
                    None => with_dates(&mut out, text),
                }
            }
        }
    }
    out
}

/// Dates such as `2026-11-29` in an element of their own: a browser ends lines behind hyphens, and another hyphen would be
/// copied and not be found.
fn with_dates(out: &mut String, mut text: &str) {
    while let Some((at, length)) = date(text) {
        put(out, &text[..at]);
        out.push_str("<span class=\"whole\">");
        out.push_str(&text[at..at + length]);
        out.push_str("</span>");
        text = &text[at + length..];
    }
    put(out, text);
}

/// Where the first date is, and how long; a catalogue's version is one with a number behind it.
fn date(text: &str) -> Option<(usize, usize)> {
    const SHAPE: &[u8; 10] = b"0000-00-00";
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-/_".contains(byte));
    let fits = |(byte, of): (&u8, &u8)| if *of == b'0' { byte.is_ascii_digit() } else { byte == of };
    let bytes = text.as_bytes();
    let at = bytes.windows(SHAPE.len()).enumerate().position(|(at, part)| {
        let is_whole = || !is_part(bytes[..at].last()) && !is_part(bytes.get(at + SHAPE.len()));
        part.iter().zip(SHAPE).all(fits) && is_whole()
    })?;
    let number = text[at + SHAPE.len()..].strip_prefix('.').unwrap_or_default();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    Some((at, SHAPE.len() + if digits > 0 { 1 + digits } else { 0 }))
}

fn put(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, _) in text.match_indices(' ') {
        let is_figure = at >= from && text.as_bytes()[..at].last().is_some_and(u8::is_ascii_digit);
        if let Some(length) = is_figure.then(|| belongs(&text[at + 1..])).flatten() {
            out.push_str(&text[from..at]);
            from = at + 1 + length;
            out.push_str(&text[at..from].replace(' ', "\u{a0}"));
        }
    }
    out.push_str(&text[from..]);
}

/// How many bytes behind a number and a space belong to it: those of `%` and units of memory, of `×` and the space behind it, of a
/// month and the year behind it.
fn belongs(text: &str) -> Option<usize> {
    if let Some(sign) = ["%", "MiB", "GiB", "× ", "×"].into_iter().find(|sign| text.starts_with(*sign)) {
        return Some(sign.len());
    }
    let month = MONTHS.iter().find(|month| text.starts_with(**month))?;
    Some(month.len() + if is_year(&text[month.len()..]) { " 2026".len() } else { 0 })
}

fn is_year(text: &str) -> bool {
    let digits = text.strip_prefix(' ').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    digits == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_ends_within_a_figure() {
        for (plain, kept) in [
            ("18 % of memory, 7.5 % of CPU", "18\u{a0}% of memory, 7.5\u{a0}% of CPU"),
            ("on 29 November 2018. It", "on 29\u{a0}November\u{a0}2018. It"),
            ("on 29 May, 3 pods", "on 29\u{a0}May, 3 pods"),
            ("15 × c6a.2xlarge and 1,200 × m5.large", "15\u{a0}×\u{a0}c6a.2xlarge and 1,200\u{a0}×\u{a0}m5.large"),
            ("<b>8 × <a href=\"#\">m5.large</a></b>", "<b>8\u{a0}×\u{a0}<a href=\"#\">m5.large</a></b>"),
            ("8 ×, ENIs × (IPs − 1)", "8\u{a0}×, ENIs × (IPs − 1)"),
            ("14,000 MiB of 16 GiB", "14,000\u{a0}MiB of 16\u{a0}GiB"),
            ("of 18 % 2018 pods", "of 18\u{a0}% 2018 pods"),
            ("<td>18 %</td><td title=\"18 %\">a %</td>", "<td>18\u{a0}%</td><td title=\"18 %\">a %</td>"),
            ("of November 2018 and 12 pods 2018", "of November 2018 and 12 pods 2018"),
            ("", ""),
            (" % <", " % <"),
        ] {
            assert_eq!(unbroken(plain), kept);
        }
    }

    #[test]
    fn no_line_ends_within_a_date_of_figures() {
        let whole = |date: &str| format!("<span class=\"whole\">{date}</span>");
        for (plain, kept) in [
            ("Prices of 2026-11-28, 18 %".into(), format!("Prices of {}, 18\u{a0}%", whole("2026-11-28"))),
            ("<td>2026-11-28.4</td>".into(), format!("<td>{}</td>", whole("2026-11-28.4"))),
            ("é 2026-11-28. 2025-01-02".into(), format!("é {}. {}", whole("2026-11-28"), whole("2025-01-02"))),
        ] as [(String, String); 3]
        {
            assert_eq!(unbroken(&plain), kept);
        }
        for kept in [
            "2026-11-28T10:00",
            "a/2026-11-28",
            "2026-11-283 and 12026-11-28",
            "<title>Prices of 2026-11-28</title>",
            "<svg><desc>2026-11-28</desc><text x=\"1\">2026-11-28<tspan>a</tspan> 2026-11-28</text></svg>",
            "<option value=\"2026-11-28\">2026-11-28</option>",
            "<pre>2026-11-28</pre>",
            "2026-11-2",
        ] {
            assert_eq!(unbroken(kept), kept);
        }
    }

    #[test]
    fn what_may_be_copied_or_run_stays() {
        for kept in [
            "<pre tabindex=\"0\"><code># 18 % less</code> 18 %</pre>",
            "<textarea>18 %</textarea>",
            "<script>if (a < 1 % 2 && b > 18 % 5) a()</script>",
        ] {
            assert_eq!(unbroken(kept), kept);
            assert_eq!(unbroken(&format!("{kept}<p>18 %</p>")), format!("{kept}<p>18\u{a0}%</p>"));
        }
    }
}
