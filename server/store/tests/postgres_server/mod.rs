//! A real Postgres for tests: a server of this process, on a Unix socket in a directory of its own, which ends with the
//! process however that ends. Installs Debian's where it may; where there is none, it says so.

#![allow(dead_code)] // each test uses its own part of this module

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// What every address here has in it, and no message may show.
pub const PASSWORD: &str = "s3cret-0f-the-tests";

/// Makes a cluster, starts its server, says so, waits until nobody holds its standard input any more, and removes all.
/// Postgres refuses to run as root. The order of names is not that of bytes, as on most servers.
const SCRIPT: &str = r#"
dir=$1 bin=$2; shift 2
trap '' INT TERM HUP
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown -R postgres "$dir"
    as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
fi
cd "$dir"
as "$bin/initdb" --pgdata=data --username=berth --auth=scram-sha-256 --pwfile=password --encoding=UTF8 --no-sync \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en >init.log 2>&1 || { cat init.log >&2; exit 1; }
as "$bin/pg_ctl" -D data -l server.log -w -o "-k '$dir' -c listen_addresses='' $*" start >start.log 2>&1 \
    || { cat start.log server.log >&2; exit 1; }
echo ready
cat >/dev/null
as "$bin/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
rm -rf "$dir"
"#;

static SERVER: LazyLock<Option<Server>> = LazyLock::new(|| Server::start("-c fsync=off -c max_connections=300"));

/// A Postgres server.
pub struct Server {
    /// Ends the server when it is closed.
    process: Child,
    /// Of the socket, the data and the log.
    directory: PathBuf,
    /// Of its programs.
    programs: PathBuf,
}

/// A database that nobody else uses.
pub struct Database {
    /// Its address, with the password.
    pub url: String,
    /// Its name.
    pub name: String,
}

/// A new database of the server that all tests of this process share; `None` where there is no Postgres.
pub fn database() -> Option<Database> {
    SERVER.as_ref().map(Server::database)
}

/// The server that all tests of this process share.
pub fn server() -> Option<&'static Server> {
    SERVER.as_ref()
}

impl Server {
    /// Starts one with these options; `None` where there is no Postgres, which is said.
    pub fn start(options: &str) -> Option<Server> {
        let Some(programs) = programs() else {
            println!("SKIPPED: the tests of the store in Postgres. Install it: apt-get install postgresql");
            return None;
        };
        let directory = tempfile::Builder::new().prefix("berth-pg-").tempdir().expect("a directory").keep();
        fs::write(directory.join("password"), PASSWORD).expect("a file");
        let mut process = Command::new("sh")
            .args(["-c", SCRIPT, "sh"])
            .args([&directory, &programs])
            .arg(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        assert_eq!(line, "ready\n", "Postgres is there and does not start; why is above");
        Some(Server { process, directory, programs })
    }

    /// A new database.
    pub fn database(&self) -> Database {
        self.copy_of("template1")
    }

    /// A copy of a database, which nobody may have open.
    pub fn copy_of(&self, template: &str) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("berth_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let status = self.program("createdb").args(["--template", template, &name]).status();
        assert!(status.expect("createdb runs").success(), "no database");
        Database { url: self.url(&name), name }
    }

    /// The address of a database by its name.
    pub fn url(&self, name: &str) -> String {
        let socket = self.directory.display().to_string().replace('/', "%2F");
        format!("postgres://berth:{PASSWORD}@{socket}/{name}")
    }

    /// One of Postgres's own programs, which finds the server.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.env("PGHOST", &self.directory).env("PGUSER", "berth").env("PGPASSWORD", PASSWORD);
        command
    }

    /// Has SQL done in a database, and gives what it prints.
    pub fn run(&self, database: &str, sql: &str) -> String {
        let mut psql = self.program("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"]);
        let output = psql.args(["-c", sql, database]).output().expect("psql runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Ends all connections to a database, as a restart of the server would.
    pub fn cut(&self, database: &str) {
        let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
        self.run("postgres", &sql);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// The folder of Postgres's programs: the newest of Debian's, which is installed where we may, else that of pg_config.
fn programs() -> Option<PathBuf> {
    installed().or_else(|| {
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
        let is_debian = Path::new("/etc/debian_version").exists();
        if is_root && is_debian { install() } else { None }
    })
}

fn installed() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let output = Command::new("pg_config").arg("--bindir").output().ok();
    let own = output.and_then(|output| String::from_utf8(output.stdout).ok()).map(|text| PathBuf::from(text.trim()));
    debian.chain(own).filter(|folder| folder.join("initdb").exists() && folder.join("createdb").exists()).max()
}

fn install() -> Option<PathBuf> {
    println!("installing Debian's postgresql");
    // without a server that runs by itself
    let _ = fs::create_dir_all("/etc/postgresql-common");
    let _ = fs::write("/etc/postgresql-common/createcluster.conf", "create_main_cluster = false\n");
    for arguments in [&["update"][..], &["install", "-y", "--no-install-recommends", "postgresql"][..]] {
        let status = Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status();
        if !status.is_ok_and(|status| status.success()) {
            return None;
        }
    }
    installed()
}
