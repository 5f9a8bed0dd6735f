//! Files that import each other, and folders that do.

use crate::imports::{Imports, of_crate};
use crate::workspace::{name, roots};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The imports of all crates together.
fn imports() -> Imports {
    let mut all = Imports::new();
    for root in roots() {
        for (file, others) in of_crate(&root) {
            all.entry(file).or_default().extend(others);
        }
    }
    // Unit tests import what makes up their data, which is made of what they test.
    all.retain(|file, _| !file.ends_with("testing.rs"));
    assert!(all.len() > 300, "only {} files found", all.len());
    assert!(all.values().map(BTreeSet::len).sum::<usize>() > 800, "hardly any import found");
    all
}

/// Those that lead both ways, each once.
fn mutual(arrows: &Imports) -> Vec<(&PathBuf, &PathBuf)> {
    let all = arrows.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    all.filter(|(from, to)| from < to && arrows.get(*to).is_some_and(|back| back.contains(*from))).collect()
}

/// A module and the modules inside it are one thing to its readers: `plan.rs` or `plan/mod.rs`, and `plan/`.
fn is_family(one: &Path, other: &Path) -> bool {
    let folder = |file: &Path| match file.ends_with("mod.rs") {
        true => file.parent().map(Path::to_path_buf).unwrap_or_default(),
        false => file.with_extension(""),
    };
    one.starts_with(folder(other)) || other.starts_with(folder(one))
}

#[test]
fn no_two_files_import_each_other() {
    let imports = imports();
    let found = mutual(&imports).into_iter().filter(|(one, other)| !is_family(one, other));
    none(found.collect());
}

#[test]
fn no_two_folders_import_each_other() {
    let mut arrows = Imports::new();
    for (file, others) in imports() {
        for other in others {
            if let Some((from, to)) = siblings(&file, &other) {
                arrows.entry(from).or_default().insert(to);
            }
        }
    }
    none(mutual(&arrows));
}

fn none(pairs: Vec<(&PathBuf, &PathBuf)>) {
    let pairs: Vec<_> = pairs.into_iter().map(|(one, other)| (name(one), name(other))).collect();
    assert!(pairs.is_empty(), "these import each other: {pairs:#?}");
}

/// The two modules below the folder that both files are in; `None` where one is that folder's own file.
fn siblings(from: &Path, to: &Path) -> Option<(PathBuf, PathBuf)> {
    let common = from.ancestors().find(|folder| to.starts_with(folder))?;
    let below = |file: &Path| {
        let first = file.strip_prefix(common).ok()?.components().next()?;
        Some(common.join(first).with_extension(""))
    };
    let own = ["lib", "main", "mod"].map(|name| common.join(name));
    let pair: (PathBuf, PathBuf) = (below(from)?, below(to)?);
    let is_own = own.contains(&pair.0) || own.contains(&pair.1) || pair.0 == pair.1;
    (!is_own).then_some(pair)
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let put = |file: &str, text: &str| {
        let file = directory.path().join(file);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    };
    put("lib.rs", "mod a; mod b; mod c; mod d; mod e;");
    put("a.rs", "use crate::{b::{self, B}, c as other}; fn f() { other::g(); }");
    put("b.rs", "fn f() { super::a::f(); }");
    put("c.rs", "mod tests { use super::super::d::inner::X; } // use crate::a;\nconst T: &str = \"crate::a::f\";");
    put("d/mod.rs", "pub mod inner; use inner::X;");
    put("d/inner.rs", "use crate::c; use super::Y; fn f() { c::g() }");
    put("e.rs", "use model::a::E; use crate::d::Y;");
    let imports = of_crate(&directory.path().join("lib.rs"));
    let short = |file: &PathBuf| file.strip_prefix(directory.path()).expect("inside").display().to_string();
    let shown: BTreeMap<_, Vec<_>> =
        imports.iter().map(|(file, to)| (short(file), to.iter().map(short).collect())).collect();
    let expected = [
        ("a.rs", vec!["b.rs", "c.rs"]),
        ("b.rs", vec!["a.rs"]),
        ("c.rs", vec!["d/inner.rs"]),
        ("d/inner.rs", vec!["c.rs", "d/mod.rs"]),
        ("d/mod.rs", vec!["d/inner.rs"]),
        ("e.rs", vec!["d/mod.rs"]),
        ("lib.rs", vec![]),
    ];
    let expected: BTreeMap<_, Vec<_>> =
        expected.into_iter().map(|(file, to)| (file.to_owned(), to.into_iter().map(str::to_owned).collect())).collect();
    assert_eq!(shown, expected);
    let pairs: Vec<_> = mutual(&imports).into_iter().map(|(one, other)| (short(one), short(other))).collect();
    let expected = [("a.rs", "b.rs"), ("c.rs", "d/inner.rs"), ("d/inner.rs", "d/mod.rs")];
    assert_eq!(pairs, expected.map(|(one, other)| (one.to_owned(), other.to_owned())));
    assert!(
        is_family(Path::new("x/d/inner.rs"), Path::new("x/d/mod.rs"))
            && !is_family(Path::new("x/a.rs"), Path::new("x/ab.rs"))
    );
}
