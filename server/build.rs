//! Builds the browser half and embeds it, so that `cargo run` alone gives the whole site.
//!
//! Steps: an inner cargo compiles `app` to wasm and another all workers at once, in one target directory; `panics` and
//! `places` take out of them what is said of panics; wasm-bindgen (as a library, of the very version that they link) writes the
//! glue; `unreferenced` takes out what nothing refers to any more; every file gets a content-hashed name and brotli and gzip
//! copies, and `assets.rs` lists them for `src/assets.rs` to include. Nothing is downloaded but the wasm target.
//!
//! `BERTH_FRONT=skip` leaves the browser half out (for clippy, check and editors). When cargo-leptos
//! drives (it sets LEPTOS_OUTPUT_NAME), it builds the browser half itself and this script steps aside.

#[path = "src/fnv1a.rs"]
mod fnv1a;
#[path = "build/panics.rs"]
mod panics;
#[path = "build/places.rs"]
mod places;
#[path = "build/revision.rs"]
mod revision;
#[path = "build/style.rs"]
mod style;
#[path = "build/unreferenced.rs"]
mod unreferenced;

use fnv1a::fnv1a;
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const WASM: &str = "application/wasm";
const CSS: &str = "text/css; charset=utf-8";
/// The workers: the crates `worker_...` in folders of these names, each with its half in JavaScript, and whether that needs
/// `answering.js` before it. One that asks another comes after it.
const WORKERS: [(&str, bool); 3] = [("fleet", true), ("addresses", true), ("import", false)];

/// The most bytes that a program for the browser may take, packed, without somebody deciding it. Another compiler makes others
/// of the same source, so a release build that takes more says so and goes on.
const MOST_BYTES: [(&str, usize); 4] =
    [("app.wasm", 205_000), ("addresses.wasm", 120_000), ("fleet.wasm", 120_000), ("import.wasm", 120_000)];

fn main() -> Result<()> {
    println!("cargo::rustc-check-cfg=cfg(embedded_front)");
    revision::tell();
    println!("cargo::rerun-if-env-changed=LEPTOS_OUTPUT_NAME");
    println!("cargo::rerun-if-env-changed=BERTH_FRONT");
    let skip = std::env::var("BERTH_FRONT").is_ok_and(|v| v == "skip");
    if skip || std::env::var_os("LEPTOS_OUTPUT_NAME").is_some() {
        return Ok(());
    }
    println!("cargo::rustc-cfg=embedded_front");
    let build = Build::new()?;
    // beside this crate, wherever that is: a copy of a built checkout would go on looking at the one that it was copied from
    for part in ["app", "style", "public", "Cargo.lock", "Cargo.toml"] {
        println!("cargo::rerun-if-changed=../{part}");
    }
    add_wasm_target()?;
    build.compile()?;
    build.bindgen("app", "app")?;
    build.compile_workers()?;
    for (name, _) in WORKERS {
        build.bindgen(&format!("worker_{name}"), name)?;
    }
    build.embed()
}

struct Build {
    workspace: PathBuf,
    out: PathBuf,
    is_release: bool,
}

impl Build {
    fn new() -> Result<Build> {
        let manifest = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
        let workspace = manifest.parent().ok_or("the server crate is in a workspace")?.to_path_buf();
        let is_release = std::env::var("PROFILE")? == "release";
        Ok(Build { workspace, out: PathBuf::from(std::env::var("OUT_DIR")?), is_release })
    }

    fn profile(&self) -> &'static str {
        if self.is_release { "wasm-release" } else { "wasm-dev" }
    }

    /// Compiles `app` for the browser. `cargo rustc --crate-type` keeps link-time optimisation, which a
    /// manifest with two crate types drops.
    fn compile(&self) -> Result<()> {
        let mut cargo = self.inner_cargo("rustc")?;
        cargo.args(["--package=app", "--lib", "--crate-type=cdylib", "--no-default-features", "--features=hydrate"]);
        run(&mut cargo, "the browser half did not compile")
    }

    /// Compiles the workers, all in one run: they link side by side. The model, which a page needs fast at every event, is small
    /// in them.
    fn compile_workers(&self) -> Result<()> {
        let mut cargo = self.inner_cargo("build")?;
        cargo.arg("--lib").args(WORKERS.map(|(name, _)| format!("--package=worker_{name}")));
        if self.is_release {
            cargo.args(["--config", "profile.wasm-release.package.model.opt-level='z'"]);
        }
        run(&mut cargo, "the browser's workers did not compile")
    }

    /// A cargo for the browser, without what the outer one sets for this script. The own target directory keeps the two
    /// cargos from waiting for each other's lock.
    fn inner_cargo(&self, command: &str) -> Result<Command> {
        let mut cargo = Command::new(std::env::var("CARGO")?);
        cargo
            .current_dir(&self.workspace)
            .args([command, "--locked", "--target", WASM_TARGET])
            .arg(format!("--profile={}", self.profile()))
            .arg("--target-dir")
            .arg(self.target()?);
        if self.is_release {
            // for `unreferenced`
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Clink-arg=--emit-relocs");
        }
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(is_outer_cargos) {
                cargo.env_remove(&name);
            }
        }
        Ok(cargo)
    }

    /// The inner cargos' target directory.
    fn target(&self) -> Result<PathBuf> {
        // OUT_DIR is <target>/<profile>/build/<crate>/out
        Ok(self.out.ancestors().nth(4).ok_or("OUT_DIR is deep enough")?.join("front"))
    }

    /// Where the glue of a program is: `app.js` and `app_bg.wasm`.
    fn glue(&self, name: &str) -> PathBuf {
        self.out.join("pkg").join(name)
    }

    /// Writes the glue of a compiled crate under a name of its own.
    fn bindgen(&self, krate: &str, name: &str) -> Result<()> {
        let wasm = self.target()?.join(WASM_TARGET).join(self.profile()).join(format!("{krate}.wasm"));
        let dir = self.glue(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        let addresses = if self.is_release { Some(unreferenced::Addresses::of(&fs::read(&wasm)?)?) } else { None };
        // As wasm-bindgen reads it by itself.
        let mut module = walrus::ModuleConfig::new()
            .strict_validate(false)
            .generate_dwarf(false)
            .generate_name_section(!self.is_release)
            .generate_producers_section(!self.is_release)
            .parse_file(wasm)?;
        if self.is_release {
            panics::cut(&mut module);
            places::cut(&mut module);
            unreferenced::forget(&mut module);
        }
        let mut bound = wasm_bindgen_cli_support::Bindgen::new()
            .input_module(name, module)
            .web(true)?
            .typescript(false)
            .remove_name_section(self.is_release)
            .remove_producers_section(self.is_release)
            .out_name(name)
            .generate_output()?;
        if let Some(addresses) = addresses {
            addresses.cut(bound.wasm_mut());
        }
        Ok(bound.emit(&dir)?)
    }

    /// Gives every file its hashed name and lists them all in `assets.rs`.
    fn embed(&self) -> Result<()> {
        let mut list = String::from("[\n");
        let mut url_of = |name: &str, mime: &str, data: Vec<u8>| -> Result<String> {
            let (stem, extension) = name.rsplit_once('.').ok_or("assets have an extension")?;
            let url = format!("/pkg/{stem}.{:016x}.{extension}", fnv1a(&data));
            list += &self.asset(name, &url, mime, &data)?;
            Ok(url)
        };
        let bound = |name: &str| fs::read(self.glue(name).join(format!("{name}_bg.wasm")));
        let js = url_of("app.js", JAVASCRIPT, fs::read(self.glue("app").join("app.js"))?)?;
        let wasm = url_of("app.wasm", WASM, bound("app")?)?;
        let css = url_of("berth.css", CSS, self.style("style")?)?;
        let pages = url_of("pages.css", CSS, self.style("style/pages")?)?;
        let rooms = url_of("rooms.css", CSS, self.style("style/rooms")?)?;
        let cluster = url_of("cluster.css", CSS, self.style("style/cluster")?)?;
        let picture = fs::read(self.workspace.join("app/src/pages/picture.js"))?;
        let picture = url_of("picture.js", JAVASCRIPT, picture)?;
        let read_out = fs::read_to_string(self.workspace.join("app/src/pages/read_out.js"))?;
        let fleet_found = fs::read_to_string(self.workspace.join("app/src/pages/fleet_found.js"))?;
        let read_out = format!("const PICTURE = {picture:?};\n{read_out}{fleet_found}");
        let read_out = url_of("read_out.js", JAVASCRIPT, read_out.into())?;
        let mut urls = format!(
            "js: {js:?}, wasm: {wasm:?}, css: {css:?}, first_css: Some(include_str!({:?})), pages: {pages:?}, \
             rooms: {rooms:?}, cluster: {cluster:?}, read_out: {read_out:?}",
            self.out.join("berth.css.raw")
        );
        let mut known = String::new();
        for (name, answers) in WORKERS {
            let wasm = url_of(&format!("{name}.wasm"), WASM, bound(name)?)?;
            let own = format!("{known}const WASM = {wasm:?};\n");
            let script = url_of(&format!("{name}.js"), JAVASCRIPT, self.worker_script(name, answers, &own)?)?;
            known = format!("const {} = {script:?};\n", name.to_uppercase());
            urls += &format!(", {name}: app::assets::Worker {{ script: {script:?}, wasm: {wasm:?} }}");
        }
        list += "]\n";
        fs::write(self.out.join("assets.rs"), list)?;
        fs::write(self.out.join("asset_urls.rs"), format!("app::assets::AssetUrls {{ {urls} }}\n"))?;
        Ok(())
    }

    /// The style sheets of a folder.
    fn style(&self, folder: &str) -> Result<Vec<u8>> {
        Ok(style::sheet(&self.workspace.join(folder))?.into_bytes())
    }

    /// A worker's script: where its wasm and the worker before it are, the glue, what those that answer questions share, and the
    /// half in JavaScript, as one file and one request.
    fn worker_script(&self, name: &str, answers: bool, places: &str) -> Result<Vec<u8>> {
        let glue = fs::read_to_string(self.glue(name).join(format!("{name}.js")))?;
        let folder = self.workspace.join("app/worker");
        let own = fs::read_to_string(folder.join(name).join("worker.js"))?;
        let shared = if answers { fs::read_to_string(folder.join("answering.js"))? } else { String::new() };
        Ok(format!("{places}{glue}\n{shared}\n{own}").into())
    }

    /// One entry of `assets.rs`; writes the raw and compressed copies it includes.
    fn asset(&self, name: &str, url: &str, mime: &str, data: &[u8]) -> Result<String> {
        let path = |suffix: &str| self.out.join(format!("{name}{suffix}"));
        fs::write(path(".raw"), data)?;
        let packed = brotli(data, if self.is_release { 11 } else { 4 })?;
        let most = MOST_BYTES.iter().find(|(of, _)| *of == name).filter(|_| self.is_release);
        if let Some((_, most)) = most.filter(|(_, most)| packed.len() > *most) {
            println!("cargo::warning={name} takes {} bytes, packed: more than {most}", packed.len());
        }
        fs::write(path(".br"), packed)?;
        fs::write(path(".gz"), gzip(data, if self.is_release { 9 } else { 1 })?)?;
        Ok(format!(
            "Asset {{ url: {url:?}, mime: {mime:?}, raw: include_bytes!({:?}), br: include_bytes!({:?}), gz: include_bytes!({:?}) }},\n",
            path(".raw"),
            path(".br"),
            path(".gz"),
        ))
    }
}

/// Variables that the outer cargo sets for this script and that would mislead the inner one.
fn is_outer_cargos(name: &str) -> bool {
    const PREFIXES: [&str; 4] = ["CARGO_FEATURE_", "CARGO_CFG_", "DEP_", "CARGO_PKG_"];
    const NAMES: [&str; 16] = [
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_TARGET_DIR",
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_MAKEFLAGS",
        "TARGET",
        "HOST",
        "OUT_DIR",
        "PROFILE",
        "OPT_LEVEL",
        "DEBUG",
        "NUM_JOBS",
        "RUSTC",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
    ];
    PREFIXES.iter().any(|p| name.starts_with(p)) || NAMES.contains(&name)
}

/// Adds the wasm target where rustup has not got it yet; without rustup, says what is needed.
fn add_wasm_target() -> Result<()> {
    let listed = Command::new("rustup").args(["target", "list", "--installed"]).output();
    let Ok(listed) = listed else {
        // No rustup: the toolchain may have the target all the same; the inner cargo will say if not.
        return Ok(());
    };
    if String::from_utf8_lossy(&listed.stdout).lines().any(|line| line.trim() == WASM_TARGET) {
        return Ok(());
    }
    println!("cargo::warning=adding the Rust target {WASM_TARGET} with rustup");
    let mut add = Command::new("rustup");
    run(add.args(["target", "add", WASM_TARGET]), "run `rustup target add wasm32-unknown-unknown` and build again")
}

fn run(command: &mut Command, hint: &str) -> Result<()> {
    let status = command.status().map_err(|e| format!("{}: {e}; {hint}", command.get_program().display()))?;
    if status.success() { Ok(()) } else { Err(hint.into()) }
}

fn brotli(data: &[u8], quality: u32) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    writer.write_all(data)?;
    drop(writer);
    Ok(out)
}

fn gzip(data: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    writer.write_all(data)?;
    Ok(writer.finish()?)
}
