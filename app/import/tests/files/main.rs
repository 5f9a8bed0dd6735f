//! Whole files: dumps, manifests, tables, and everything that is wrong with them.

mod broken;
mod cluster;
mod formats;
#[path = "../support/generated.rs"]
mod generated;
mod priced;
mod projects;
#[path = "../support/projects.rs"]
mod projects_of_others;
#[path = "../../../model/src/testing.rs"]
mod testing;
mod told;
mod yaml;

use import::Imported;
use import::notes::What;

/// What is read of one file.
fn read(text: impl AsRef<[u8]>) -> Imported {
    import::read(text.as_ref(), &mut |_| {})
}

/// The texts of the notes of a kind.
fn said(imported: &Imported, what: What) -> Vec<String> {
    imported.notes.iter().filter(|note| note.what == what).map(|note| note.text.clone()).collect()
}

/// Name, pods, CPU and memory of every workload, by name.
fn rows(imported: &Imported) -> Vec<(String, u32, u32, u32)> {
    let of = |w: &import::imported::Workload| (w.owner.name.clone(), w.pods, w.needs.cpu.0, w.needs.memory.0);
    let mut rows: Vec<_> = imported.workloads.iter().map(of).collect();
    rows.sort();
    rows
}
