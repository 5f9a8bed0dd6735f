//! Figures that stay whole at the end of a line: no line ends between a number and its `%`, or within a date such as
//! `29 November 2026`. The texts themselves have plain spaces, which files and tests compare; this is the one place where a page
//! gets others.

/// What is written as it is, whatever it holds: it may be copied or run.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

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
                if verbatim.is_some() { out += text } else { put(&mut out, text) }
            }
        }
    }
    out
}

fn put(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, _) in text.match_indices(' ') {
        let is_figure = at >= from && text.as_bytes()[..at].last().is_some_and(u8::is_ascii_digit);
        if let Some(end) = is_figure.then(|| belongs(&text[at + 1..])).flatten() {
            out.push_str(&text[from..at]);
            out.push('\u{a0}');
            let (unit, year) = (at + 1, at + 1 + end);
            from = year;
            out.push_str(&text[unit..year]);
            if end > 1 && is_year(&text[year..]) {
                out.push('\u{a0}');
                from += 1;
            }
        }
    }
    out.push_str(&text[from..]);
}

/// How many bytes behind a number and a space belong to it: a per cent sign's or a month's.
fn belongs(text: &str) -> Option<usize> {
    if text.starts_with('%') {
        return Some(1);
    }
    MONTHS.iter().find(|month| text.starts_with(**month)).map(|month| month.len())
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
            ("<td>18 %</td><td title=\"18 %\">a %</td>", "<td>18\u{a0}%</td><td title=\"18 %\">a %</td>"),
            ("of November 2018 and 12 pods 2018", "of November 2018 and 12 pods 2018"),
            ("", ""),
            (" % <", " % <"),
        ] {
            assert_eq!(unbroken(plain), kept);
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
