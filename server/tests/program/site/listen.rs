//! Where a site listens, and what the environment says.

use crate::support::http::{get, send_form_with};
use crate::support::store::Kept;
use crate::support::{berth, run};

#[test]
fn a_site_listens_on_a_name() {
    let site = Kept::start(&["--listen", "localhost:0"]);
    assert_eq!(get(site.url(), "/healthz").status, 200);
    for wrong in ["3000", "localhost", "::1:80", "localhost:x"] {
        let said = run(["serve", "--listen", wrong], b"");
        assert!(said.code == Some(2) && said.err.contains("localhost:3000"), "{wrong}: {said:?}");
    }
}

#[test]
fn the_environment_says_in_any_words_that_there_is_a_proxy() {
    for (word, is_behind) in [("1", true), ("true", true), ("yes", true), ("0", false), ("false", false)] {
        let mut command = berth();
        command.env("BERTH_BEHIND_PROXY", word);
        let site = Kept::start_by(command, &[]);
        let headers = [("x-forwarded-proto", "https"), ("host", "berth.test")];
        let saved = send_form_with(site.url(), "/s", &headers, &[("title", "by a proxy")]);
        assert_eq!(saved.status, 303);
        assert_eq!(saved.header("set-cookie").contains("Secure"), is_behind, "{word}");
    }
}
