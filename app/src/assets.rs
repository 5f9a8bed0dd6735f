//! Where the files of the browser half are. Pages find it in their context.

/// Addresses of the browser half, by content hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssetUrls {
    /// The glue.
    pub js: &'static str,
    /// The program.
    pub wasm: &'static str,
    /// The style sheet.
    pub css: &'static str,
    /// The same sheet as text, for the page that most people see first: it is painted without waiting for a second file.
    pub first_css: Option<&'static str>,
    /// The style sheet of all pages but the first one, besides.
    pub pages: &'static str,
    /// The style sheet of rooms' pages, besides.
    pub rooms: &'static str,
    /// The style sheet of pages about whole clusters, besides.
    pub cluster: &'static str,
    /// The script that reads charts and pictures out.
    pub read_out: &'static str,
    /// Whether the addresses last.
    pub addresses: Worker,
    /// The search for a fleet.
    pub fleet: Worker,
    /// The reader of dumps.
    pub import: Worker,
}

/// Addresses of a browser's worker, by content hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worker {
    /// What the worker runs: a module.
    pub script: &'static str,
    /// The program that the script loads.
    pub wasm: &'static str,
}
