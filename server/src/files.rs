//! Every file of one scenario, for the pages, the API and the command line, and all of them as one archive.
//!
//! The same scenario, catalogue and day give the same bytes: an archive's entries have no time of their own.

use crate::json;
use export::placements::placements;
use export::{ConfigFile, Kept, Language, PlannedFleet, Subject, bundle, csv};
use model::evaluation::Evaluation;
use model::plan::Plan;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The archive's name.
pub const ARCHIVE: &str = "berth.zip";
/// The name of the one with the files for a fleet.
pub const FLEET_ARCHIVE: &str = "berth-fleet.zip";
/// The media type of both.
pub const ZIP: &str = "application/zip";
const JSON: &str = "application/json";
const CSV: &str = "text/csv; charset=utf-8";

/// Whose files are wanted.
pub struct Wanted<'a> {
    /// The scenario and what it comes to.
    pub evaluation: &'a Evaluation,
    /// The rows of the tables, in their order.
    pub seen: &'a Plan,
    /// Where the scenario can be seen again.
    pub link: &'a str,
    /// What people say of it.
    pub kept: Kept<'a>,
    /// A fleet, where the files are for one instead of for the type of the plan.
    pub fleet: Option<PlannedFleet<'a>>,
}

/// One file.
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its text.
    pub text: String,
}

impl Wanted<'_> {
    /// All of them, in the order of use.
    pub fn all(&self) -> serde_json::Result<Vec<File>> {
        let subject = Subject { evaluation: self.evaluation, link: self.link, fleet: self.fleet };
        let mut files: Vec<File> = bundle(subject, &self.kept).into_iter().map(File::from).collect();
        files.push(File { name: "types.csv", media: CSV, text: self.types() });
        let plan = json::plan::text(self.evaluation, self.seen)?;
        files.push(File { name: "plan.json", media: JSON, text: plan });
        if let Some(planned) = self.fleet {
            let text = placements(self.evaluation.scenario(), planned.fleet);
            files.push(File { name: "placements.csv", media: CSV, text });
            let (catalog, scenario) = (self.evaluation.catalog(), self.evaluation.scenario());
            let text = json::fleet::text(catalog, scenario, planned.options, planned.fleet)?;
            files.push(File { name: "fleet.json", media: JSON, text });
        }
        Ok(files)
    }

    /// The one of this name; `None` for an unknown one.
    pub fn named(&self, name: &str) -> Option<File> {
        self.all().ok()?.into_iter().find(|file| file.name == name)
    }

    /// All of them in one archive.
    pub fn archive(&self) -> anyhow::Result<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        for file in self.all()? {
            archive.start_file(file.name, options)?;
            archive.write_all(file.text.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn types(&self) -> String {
        csv(self.evaluation, &self.seen.candidates, &self.seen.rejected)
    }
}

impl From<ConfigFile> for File {
    fn from(file: ConfigFile) -> File {
        let media = match file.language {
            Language::Markdown => "text/markdown; charset=utf-8",
            Language::Yaml | Language::Toml | Language::Hcl => "text/plain; charset=utf-8",
        };
        File { name: file.name, media, text: file.text }
    }
}
