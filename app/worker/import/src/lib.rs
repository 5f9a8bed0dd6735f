//! Reads a dump in the browser's worker. Files come in pieces and are gone once they are read; what stays is what was
//! understood of them.
//!
//! `worker.js` beside this crate is the other half. The worker may connect to nothing: its policy forbids it, and what it
//! needs the page has given it before a file is chosen.

use cluster::understood::understood;
use import::conclude::region;
use import::{Imported, Reader};
use js_sys::Function;
use model::catalog::{Catalog, wire};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Files that are read, and what was understood of them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Import {
    reader: Reader,
    file: Vec<u8>,
    imported: Imported,
    catalog: Option<Catalog>,
}

#[wasm_bindgen]
impl Import {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Import {
        Import::default()
    }

    /// A file of so many bytes follows, in pieces.
    pub fn begin(&mut self, bytes: usize) {
        self.file = Vec::with_capacity(bytes);
    }

    /// A piece of the file.
    pub fn piece(&mut self, bytes: &[u8]) {
        self.file.extend_from_slice(bytes);
    }

    /// The file is complete: reads it and lets it go. `progress` is told of bytes now and then.
    pub fn end(&mut self, progress: &Function) {
        let file = std::mem::take(&mut self.file);
        self.reader.add(&file, &mut |read| {
            // whoever watches cannot stop it
            let _ = progress.call1(&JsValue::NULL, &JsValue::from(read as u32));
        });
    }

    /// All files are read.
    pub fn finish(&mut self) {
        self.imported = std::mem::take(&mut self.reader).finish();
    }

    /// The region whose prices are needed.
    pub fn region(&self) -> String {
        region(&self.imported)
    }

    /// The catalogue of that region, or of the usual one where there is none, as bytes.
    pub fn prices(&mut self, wire: &[u8]) {
        self.catalog = wire::decode(wire).ok();
    }

    /// What was understood, as HTML, as far as a person's form wants it.
    pub fn html(&self, form: &str) -> String {
        understood(&self.imported, form, self.catalog.as_ref()).into_string()
    }
}
