//! What tells the answers of a site from those of another: the program and its settings, never which of several servers it was
//! or when that was started. Behind a proxy, any of them knows what a browser has from another.

use super::options::Options;
use crate::fnv1a::fnv1a;
use crate::version::VERSION;
use std::time::UNIX_EPOCH;

/// A short name of program and settings. Where links lead is one of these; `address`: if the settings do not say.
pub fn answers(options: &Options, address: &str) -> String {
    let address = options.public_url.as_deref().unwrap_or(address);
    let all = format!("{options:?} {address} {VERSION} {}", of_binary());
    format!("{:x}", fnv1a(all.as_bytes()))
}

/// Where the revision does not say what was built (none is known, or there was more than that), the binary's size and date do.
fn of_binary() -> String {
    if !VERSION.contains("unknown") && !VERSION.contains("dirty") {
        return String::new();
    }
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    let dated = file.and_then(|file| Some((file.len(), file.modified().ok()?)));
    dated.map_or_else(String::new, |(length, at)| {
        format!("{length} {}", at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options {
            keep_days: None,
            max_saved: 1_000,
            saves_per_minute: 30,
            saves_per_day: 2_000,
            behind_proxy: true,
            public_url: None,
            contact: None,
            hosts: Vec::new(),
            rooms: None,
        }
    }

    #[test]
    fn servers_of_one_site_say_the_same_and_other_settings_are_another_site() {
        let one = answers(&options(), "http://127.0.0.1:3000");
        assert_eq!(one, answers(&options(), "http://127.0.0.1:3000"));
        assert_ne!(one, answers(&options(), "http://127.0.0.1:3001"), "links lead there");
        assert_ne!(
            one,
            answers(&Options { max_saved: 0, ..options() }, "http://127.0.0.1:3000"),
            "nothing is saved there"
        );
        let named = Options { public_url: Some("https://berth.example".into()), ..options() };
        assert_eq!(answers(&named, "http://127.0.0.1:3000"), answers(&named, "http://127.0.0.1:3001"));
    }
}
