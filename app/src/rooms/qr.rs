//! A link as a QR code, in SVG: dark on light whatever the theme, since cameras expect that.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Light modules around the code, which cameras need.
const QUIET: usize = 4;

/// The code of a link; nothing where the link is too long for one, for the link itself is always beside it.
pub(super) fn qr(link: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else { return html! {} };
    let size = code.width() + 2 * QUIET;
    html! {
        svg.qr role="img" aria-label=(label) viewBox={ "0 0 " (size) " " (size) } shape-rendering="crispEdges" {
            rect.qr-ground width=(size) height=(size) {}
            path.qr-ink d=(dark(&code)) {}
        }
    }
}

/// The dark modules, a run of them at a time.
fn dark(code: &QrCode) -> String {
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|module| **module == Color::Dark).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a path draws.
    fn drawn(path: &str, size: usize) -> Vec<bool> {
        let mut modules = vec![false; size * size];
        for run in path.split('M').skip(1) {
            let numbers: Vec<usize> = run.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            let (x, y, length) = (numbers[0] - QUIET, numbers[1] - QUIET, numbers[2]);
            modules[y * size + x..y * size + x + length].fill(true);
        }
        modules
    }

    #[test]
    fn the_path_draws_every_dark_module_and_no_other() {
        let code = QrCode::with_error_correction_level("https://berth.example/r/4k7m2p9x", EcLevel::M).expect("a code");
        let dark: Vec<bool> = code.to_colors().into_iter().map(|module| module == Color::Dark).collect();
        assert_eq!(drawn(&super::dark(&code), code.width()), dark);
        assert!(dark.contains(&true) && dark.contains(&false));
    }

    #[test]
    fn a_link_too_long_has_no_code() {
        assert_eq!(qr(&"x".repeat(5_000), "Too long").into_string(), "");
    }
}
