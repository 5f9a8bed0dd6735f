//! How saving and linking are set up, as the command line says.

use crate::rate_limiter::{ClientLimiter, Pace};
use crate::rooms::Limits;
use app::contact::Contact;
use store::saved::Settings;

/// The settings of the service.
#[derive(Clone, Debug)]
pub struct Options {
    /// Days after which a saved scenario goes; `None`: it stays.
    pub keep_days: Option<u32>,
    /// Most scenarios in the store.
    pub max_saved: u64,
    /// Writes a minute for each client; 0 sets no limit.
    pub saves_per_minute: u32,
    /// Writes a day for all clients of a block, where a client has a limit at all; 0 sets none.
    pub saves_per_day: u32,
    /// Whether a proxy in front names the clients.
    pub behind_proxy: bool,
    /// Where the site is for those who open its links, without a slash at the end.
    pub public_url: Option<String>,
    /// Whom visitors can turn to.
    pub contact: Option<Contact>,
    /// Names besides addresses and `localhost` under which it may be asked for.
    pub hosts: Vec<String>,
    /// Planning rooms; `None`: there are none.
    pub rooms: Option<Limits>,
}

impl Options {
    /// How often clients may save and delete.
    pub fn saving_limiter(&self) -> ClientLimiter {
        let of_block = if self.saves_per_minute == 0 { 0 } else { self.saves_per_day };
        ClientLimiter::new("saves", Pace::a_minute(self.saves_per_minute), Pace::a_day(of_block))
    }

    /// The store's part of it.
    pub fn settings(&self) -> Settings {
        let usual = Settings::default();
        let room_days = self.rooms.map_or(usual.room_days, |rooms| rooms.days);
        Settings { keep_days: self.keep_days, most: self.max_saved, room_days, ..usual }
    }
}

/// Reads the address of the site as the command line gives it.
pub fn public_url(text: &str) -> Result<String, String> {
    let bare = text.trim_end_matches('/');
    let uri: Option<axum::http::Uri> = bare.parse().ok();
    let is_whole = uri.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.path() == "/" && uri.query().is_none()
    });
    // user and password do not belong in links
    if is_whole && !bare.contains('@') && !bare.ends_with('?') {
        return Ok(bare.to_owned());
    }
    Err("it takes the site\u{2019}s address without a path, such as https://berth.example".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_address_is_whole_and_has_no_path() {
        assert_eq!(public_url("https://berth.example/").as_deref(), Ok("https://berth.example"));
        assert_eq!(public_url("http://10.0.0.1:8080").as_deref(), Ok("http://10.0.0.1:8080"));
        for wrong in
            ["", "berth.example", "ftp://berth.example", "https://", "https://a/b", "https://a?b", "https://u:p@a"]
        {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }
}
