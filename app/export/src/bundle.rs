//! All files of one scenario that are text of Berth's own: what to read, and what builds the cluster.

use crate::config::{Config, ConfigFile, Language, Purpose};
use crate::readme::readme;
use crate::record::{Kept, decision_record};
use crate::subject::Subject;

/// README and decision first, then every configuration file that applies, in the order of use.
pub fn bundle(subject: Subject, kept: &Kept) -> Vec<ConfigFile> {
    let config = Config::of(subject);
    let configured = config.as_ref().map(Config::files).unwrap_or_default();
    let read = |name, title, text, why| ConfigFile {
        name,
        purpose: Purpose::Read,
        title,
        language: Language::Markdown,
        text,
        why,
    };
    let mut files = vec![
        read(
            "README.md",
            "What the files are, and the order of steps",
            readme(&subject, &config, &configured),
            "What each file is for, and the order in which they are used.",
        ),
        read(
            "decision.md",
            "Decision record",
            decision_record(&subject, kept),
            "What was decided and why, in the usual form of such records.",
        ),
    ];
    files.extend(configured);
    files
}
