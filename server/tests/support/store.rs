//! Stores for sites to start on: filled once, then copied, which is quicker than loading the catalogue again.

use super::{Site, berth, run};
use sqlx::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use tempfile::TempDir;

/// The bytes of a store that holds the carried catalogue.
static FILLED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let directory = TempDir::new().expect("a temporary directory");
    let store = directory.path().join("berth.db");
    let said = run([Path::new("catalog"), Path::new("import"), Path::new("--store"), &store], b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
    fs::read(store).expect("the store")
});

/// One site for all tests that run at the same time and set it no pace; stops with the last of them. Each holds
/// what [`Shared::get`] gives for as long as it asks.
pub struct Shared(Mutex<Weak<Kept>>);

impl Shared {
    /// None yet.
    pub const fn new() -> Shared {
        Shared(Mutex::new(Weak::new()))
    }

    /// The site, started if it does not run.
    pub fn get(&self) -> Arc<Kept> {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let site = Arc::new(Kept::start(&["--saves-per-minute", "0"]));
            *shared = Arc::downgrade(&site);
            site
        })
    }
}

/// A site on a store of its own, which outlives it.
pub struct Kept {
    /// The site; `None` while it is stopped.
    pub site: Option<Site>,
    /// Holds the store, and whatever else a test puts there; goes after the site.
    pub directory: TempDir,
    options: Vec<String>,
}

impl Kept {
    /// Starts one with these options.
    pub fn start(options: &[&str]) -> Kept {
        let directory = TempDir::new().expect("a temporary directory");
        fs::write(directory.path().join("berth.db"), &*FILLED).expect("a copy");
        let mut kept = Kept { directory, site: None, options: options.iter().map(ToString::to_string).collect() };
        kept.start_again();
        kept
    }

    /// Starts the site by this command, on the same store.
    pub fn run_by(&self, command: Command) -> Site {
        Site::start_with(command, &self.store(), None, &self.options)
    }

    /// The same, with a log of this level.
    pub fn run_by_at(&self, level: &str, mut command: Command) -> Site {
        command.env("BERTH_LOG", level);
        self.run_by(command)
    }

    /// Starts one by this command.
    pub fn start_by(command: Command, options: &[&str]) -> Kept {
        let mut kept = Kept::start(options);
        kept.site = None;
        kept.site = Some(kept.run_by(command));
        kept
    }

    /// The store's file.
    pub fn store(&self) -> PathBuf {
        self.directory.path().join("berth.db")
    }

    /// Where the site is.
    pub fn url(&self) -> &str {
        &self.site.as_ref().expect("a running site").url
    }

    /// Changes the store beside the site, as nobody should.
    pub fn execute(&self, sql: &'static str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let url = format!("sqlite://{}", self.store().display());
            let mut store = sqlx::SqliteConnection::connect(&url).await.expect("the store");
            sqlx::raw_sql(sql).execute(&mut store).await.expect("it is done");
        });
    }

    /// Does something while another process keeps all others from writing to the store.
    pub fn while_locked(&self, work: impl FnOnce()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let url = format!("sqlite://{}", self.store().display());
        let lock = runtime.block_on(async {
            let mut store = sqlx::SqliteConnection::connect(&url).await.expect("the store");
            sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut store).await.expect("the lock");
            store
        });
        work();
        runtime.block_on(lock.close()).expect("it is let go");
    }

    /// Kills the site without a word, where it runs, and starts another on the same store.
    pub fn start_again(&mut self) {
        self.site = None;
        self.site = Some(Site::start_with(berth(), &self.store(), None, &self.options));
    }

    /// Starts a site on the same store in a mount namespace of its own, made so by a shell command, which
    /// finds the directory in `$1`. `None` where the machine lets nobody mount anything.
    pub fn start_mounted(mut self, mount: &str) -> Option<Kept> {
        if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success()) {
            eprintln!("not tested: this machine lets nobody mount a file system");
            return None;
        }
        self.site = None;
        let mut command = Command::new("unshare");
        let script = format!("{mount} && shift && exec \"$0\" \"$@\"");
        command.stderr(Stdio::null());
        command.args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_berth")]).arg(self.directory.path());
        self.site = Some(Site::start_with(command, &self.store(), None, &self.options));
        Some(self)
    }
}

/// The carried catalogue a year later, with m5.large at twice its price in us-east-1.
pub fn import_newer(directory: &Path, store: &Path) {
    let files = directory.join("newer");
    copy_catalog(&files);
    change(&files.join("manifest.csv"), "version,2026-11-28.4", "version,2027-11-23.1");
    change(&files.join("prices/us-east-1.csv"), "\nm5.large,0.096,", "\nm5.large,0.192,");
    let arguments = ["catalog", "import", "--dir"].map(Path::new);
    let said = run(arguments.into_iter().chain([files.as_path(), Path::new("--store"), store]), b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
}

fn copy_catalog(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/data");
    for folder in ["", "prices", "measured"] {
        fs::create_dir_all(to.join(folder)).expect("a directory");
        for entry in fs::read_dir(from.join(folder)).expect("the catalogue").flatten().filter(|e| e.path().is_file()) {
            fs::copy(entry.path(), to.join(folder).join(entry.file_name())).expect("a copy");
        }
    }
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a text file");
    assert!(text.contains(from), "{} has no {from:?}", file.display());
    fs::write(file, text.replace(from, to)).expect("a written file");
}
