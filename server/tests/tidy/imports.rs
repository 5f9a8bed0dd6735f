//! Which files of a crate import which others: by `use`, and by paths in code.
//!
//! A path counts where it begins with `crate`, `super`, `self`, a child module, or a module that was imported, and
//! it leads to the file of the innermost module that it names. What a macro makes up is not seen.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module's name within its crate; the crate's root is empty.
type Name = Vec<String>;

/// For each file, the files that it imports from.
pub type Imports = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

/// The modules of a crate, each with its file and its tokens.
struct Crate(BTreeMap<Name, (PathBuf, Vec<String>)>);

/// The imports among the files of the crate that begins with this file.
pub fn of_crate(root: &Path) -> Imports {
    let mut modules = Crate(BTreeMap::new());
    modules.load(Vec::new(), root.to_path_buf());
    let mut imports = Imports::new();
    for (name, (file, tokens)) in &modules.0 {
        let found =
            Reader { modules: &modules, module: name, tokens, scope: modules.children(name), named: BTreeSet::new() };
        let found = found.read().into_iter().map(|name| modules.0[&name].0.clone()).filter(|other| other != file);
        imports.entry(file.clone()).or_default().extend(found);
    }
    imports
}

impl Crate {
    fn load(&mut self, name: Name, file: PathBuf) {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| unreachable!("{}: {error}", file.display()));
        let tokens = flat(text.parse().expect("it is Rust"));
        for at in 0..tokens.len().saturating_sub(2) {
            if tokens[at] == "mod" && tokens[at + 2] == ";" {
                let child = [&name[..], &tokens[at + 1..at + 2]].concat();
                self.load(child, file_of(&file, name.is_empty(), &tokens[..at], &tokens[at + 1]));
            }
        }
        self.0.insert(name, (file, tokens));
    }

    fn children(&self, name: &Name) -> BTreeMap<String, Name> {
        let children = self.0.keys().filter(|child| child.len() == name.len() + 1 && child.starts_with(name));
        children.map(|child| (child[name.len()].clone(), child.clone())).collect()
    }

    /// The innermost module that a path names.
    fn resolve(&self, path: &[String]) -> Name {
        let named = (0..=path.len()).rev().map(|length| path[..length].to_vec()).find(|name| self.0.contains_key(name));
        named.unwrap_or_default()
    }
}

/// The file of a child module, given what stands before `mod` in its parent's.
fn file_of(parent: &Path, is_root: bool, before: &[String], child: &str) -> PathBuf {
    let folder = parent.parent().expect("a folder");
    let own = before.iter().rposition(|token| token == ";" || token == "}").map_or(0, |end| end + 1);
    if let Some(at) = before[own..].windows(2).position(|pair| pair == ["path", "="]) {
        let named = before[own + at + 2].trim_matches('"');
        return folder.join(named).canonicalize().expect("the file that is named");
    }
    let inside = match is_root || parent.ends_with("mod.rs") {
        true => folder.to_path_buf(),
        false => parent.with_extension(""),
    };
    let flat = inside.join(format!("{child}.rs"));
    if flat.exists() { flat } else { inside.join(child).join("mod.rs") }
}

/// The tokens one after another, with `::` as one.
fn flat(stream: TokenStream) -> Vec<String> {
    let mut tokens = Vec::new();
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let [open, close] = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ["(", ")"],
                    proc_macro2::Delimiter::Bracket => ["[", "]"],
                    _ => ["{", "}"],
                };
                tokens.push(open.into());
                tokens.extend(flat(group.stream()));
                tokens.push(close.into());
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' && tokens.last().is_some_and(|last| last == ":") => {
                tokens.pop();
                tokens.push("::".into());
            }
            other => tokens.push(other.to_string()),
        }
    }
    tokens
}

/// Reads a file's paths.
struct Reader<'a> {
    modules: &'a Crate,
    module: &'a Name,
    tokens: &'a [String],
    /// Modules by the names that they have in this file.
    scope: BTreeMap<String, Name>,
    named: BTreeSet<Name>,
}

impl Reader<'_> {
    fn read(mut self) -> BTreeSet<Name> {
        // modules within the file, each with the depth at which it ends
        let mut inner: Vec<(String, usize)> = Vec::new();
        let (mut at, mut depth) = (0, 0);
        while at < self.tokens.len() {
            match self.token(at) {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    inner.pop_if(|(_, end)| *end == depth);
                }
                "mod" if self.token(at + 2) == "{" => inner.push((self.token(at + 1).into(), depth)),
                _ if self.token(at + 1) == "::"
                    && !matches!(at.checked_sub(1).map(|at| self.token(at)), Some("::" | ".")) =>
                {
                    let here = self.module.iter().chain(inner.iter().map(|(name, _)| name)).cloned().collect();
                    if let Some(start) = self.start(self.token(at), here) {
                        let is_use = at.checked_sub(1).is_some_and(|at| self.token(at) == "use");
                        at = self.follow(at + 1, start, is_use);
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.named
    }

    fn token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", String::as_str)
    }

    fn start(&self, first: &str, mut here: Name) -> Option<Name> {
        match first {
            "crate" => Some(Vec::new()),
            "self" => Some(here),
            "super" => {
                here.pop();
                Some(here)
            }
            name => self.scope.get(name).cloned(),
        }
    }

    /// Follows a path from a `::` on, through the braces of a `use`; gives where it ends.
    fn follow(&mut self, mut at: usize, mut path: Name, is_use: bool) -> usize {
        while self.token(at) == "::" {
            at += 1;
            match self.token(at) {
                "{" if is_use => {
                    at += 1;
                    while self.token(at) != "}" {
                        at = match self.token(at) {
                            "," => at + 1,
                            _ => {
                                let path = step(path.clone(), self.token(at));
                                self.follow(at + 1, path, true)
                            }
                        };
                    }
                    return at + 1;
                }
                segment if segment.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                    path = step(path, segment);
                    at += 1;
                }
                _ => break,
            }
        }
        let mut name = path.last().cloned();
        if is_use && self.token(at) == "as" {
            name = Some(self.token(at + 1).into());
            at += 2;
        }
        let module = self.modules.resolve(&path);
        if let Some(name) = name.filter(|_| is_use && module == path) {
            self.scope.insert(name, path);
        }
        self.named.insert(module);
        at
    }
}

fn step(mut path: Name, segment: &str) -> Name {
    match segment {
        "self" => {}
        "super" => {
            path.pop();
        }
        _ => path.push(segment.into()),
    }
    path
}
