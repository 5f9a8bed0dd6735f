//! The style sheets of a folder as one, without what only their readers need: comments and indentation.

use std::fs;
use std::io::Result;
use std::path::{Path, PathBuf};

/// All sheets of a folder, in the order of their names.
pub fn sheet(folder: &Path) -> Result<String> {
    let mut sheets: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "css"))
        .collect();
    sheets.sort();
    let mut css = String::new();
    for sheet in sheets {
        css += &fs::read_to_string(sheet)?;
    }
    Ok(without_layout(&without_comments(&css)))
}

fn without_comments(css: &str) -> String {
    let (mut kept, mut rest) = (String::new(), css);
    while let Some((before, after)) = rest.split_once("/*") {
        kept += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// One line. A value that goes on in the next line keeps one space there.
fn without_layout(css: &str) -> String {
    let mut line = String::new();
    for part in css.lines().map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() && !line.ends_with(['{', '}', ';', ',']) && !part.starts_with('}') {
            line.push(' ');
        }
        line += part;
    }
    // a rule's last semicolon, and the space before its braces
    line.replace(";}", "}").replace(" {", "{")
}
