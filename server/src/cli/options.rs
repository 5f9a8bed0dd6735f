//! The command line, as clap reads it.

use crate::cli::connections::most_connections;
use crate::cli::listen::Listen;
use crate::http::state;
use crate::log::{self, Lines};
use crate::rooms::Limits;
use crate::serving;
use crate::version::VERSION;
use app::contact::Contact;
use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use model::scenario::Scenario;
use std::path::PathBuf;
use std::time::Duration;
use store::Location;

/// Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use. Serves the site by default.
#[derive(Parser)]
#[command(name = "berth", version = VERSION, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub serve: Serve,
}

impl Cli {
    /// Begins the log; of a site it has an end.
    pub fn log(&self) -> Option<Lines> {
        match &self.command {
            None => Some(log::of_site(self.serve.log)),
            Some(Command::Serve(serve)) => Some(log::of_site(serve.log)),
            Some(_) => {
                log::of_command();
                None
            }
        }
    }

    /// The command; serve by default.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the site. The store is created and filled at the first start.
    Serve(Serve),
    /// Plan a scenario from a JSON file and print every type, ranked.
    Plan(Plan),
    /// Find the cheapest mix of node types for a scenario from a JSON file, with a bound that shows how good it is.
    Fleet(Fleet),
    /// Advise on the pod network for a scenario from a JSON file: what fits best, why, and what would change it.
    Advise(Advise),
    /// Say whether the subnets' addresses last for a scenario from a JSON file: zone by zone and over time, and what to set.
    Addresses(Addresses),
    /// Write every file of a scenario from a JSON file to a directory: the steps, the record, configuration, tables.
    Export(Export),
    /// Make a scenario of a cluster: of what `kubectl get nodes,pods -A -o json` prints, of manifests or of a CSV.
    Import(ImportCluster),
    /// Copy the store, saved scenarios included, to a file; the site may keep running.
    Backup(Backup),
    /// Put a backup in the place of the store, while Berth is stopped; what was there is kept under another name.
    Restore(Restore),
    /// Copy a store from a SQLite file to an empty Postgres database: all of it, or nothing. Stop Berth first.
    Migrate(Migrate),
    /// Look the store through, also while it is served: damaged pages, rows, prices. Exit code 1 where something is wrong.
    Check(StoreOptions),
    /// Ask a site on this machine whether it is ready; exit code 1 where it is not. For the health check of an image.
    Healthcheck(Healthcheck),
    /// Show or import the catalogue of types and prices.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// List, show or delete what people have saved, also while the site is served.
    #[command(subcommand)]
    Saved(SavedCommand),
}

#[derive(Subcommand)]
pub enum SavedCommand {
    /// Print the newest saved scenarios, or those in whose title or note a text stands.
    List(ListSaved),
    /// Print all that is kept of saved scenarios.
    Show(ShowSaved),
    /// Delete saved scenarios, with the meetings that they are the records of. Without --yes it only says which.
    Delete(DeleteSaved),
}

#[derive(Subcommand)]
pub enum CatalogCommand {
    /// Print what the store holds: counts by region, dates, sources.
    Show(StoreOptions),
    /// Load a catalogue into the store: the built-in one, or the files of a directory.
    Import(Import),
    /// Bring the prices up to date from AWS's price files. A running site shows them within a minute; saved links keep theirs.
    Refresh(Box<Refresh>),
}

/// Where the store is.
#[derive(Args, Clone)]
pub struct StoreOptions {
    /// A SQLite file, created if missing, in a directory that exists; or the address of a Postgres database, which several
    /// servers may share: postgres://user@host/database, with the password in $PGPASSWORD or in it.
    #[arg(long, env = "BERTH_STORE", hide_env_values = true, default_value = "berth.db")]
    pub store: Location,
}

#[derive(Args)]
pub struct Serve {
    /// Address or name, and port, to listen on; port 0 takes any free one.
    #[arg(long, env = "BERTH_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: Listen,
    #[command(flatten)]
    pub store: StoreOptions,
    /// Days after which a saved scenario expires; without this it never does.
    #[arg(long, env = "BERTH_KEEP_DAYS", value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub keep_days: Option<u32>,
    /// How many scenarios can be saved, about 600 bytes each; 0 turns saving off.
    #[arg(long, env = "BERTH_MAX_SAVED", value_name = "COUNT", default_value_t = 1_000_000)]
    pub max_saved: u64,
    /// Scenarios that one client may save or delete in a minute, a third of them at once; 0 sets no limit.
    #[arg(long, env = "BERTH_SAVES_PER_MINUTE", value_name = "COUNT", default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub saves_per_minute: u32,
    /// Scenarios that all clients of one network together may save or delete in a day, a quarter of them at once: a /24 of
    /// IPv4, a /48 of IPv6; 0 sets no limit, and neither does --saves-per-minute 0.
    #[arg(long, env = "BERTH_SAVES_PER_DAY", value_name = "COUNT", default_value_t = 2_000,
        value_parser = clap::value_parser!(u32).range(0..=100_000_000))]
    pub saves_per_day: u32,
    /// Take a client's address from the last entry of X-Forwarded-For and the scheme from X-Forwarded-Proto.
    /// Only behind a proxy that sets both.
    #[arg(long, env = "BERTH_BEHIND_PROXY", value_parser = BoolishValueParser::new())]
    pub behind_proxy: bool,
    /// The site's public URL for links, such as https://berth.example; without this that of the request.
    #[arg(long, env = "BERTH_PUBLIC_URL", value_name = "URL", value_parser = state::public_url)]
    pub public_url: Option<String>,
    /// Whom visitors can turn to, at the foot of every page: an e-mail address or a page, which also go into
    /// /.well-known/security.txt, or any line of text.
    #[arg(long, env = "BERTH_CONTACT", value_name = "ADDRESS|URL|TEXT")]
    pub contact: Option<Contact>,
    /// Names under which the site may be asked for, where no public URL is set: links lead to where it was asked for. Its addresses and
    /// localhost need no listing.
    #[arg(long, env = "BERTH_HOSTS", value_name = "NAME,...", value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// Planning rooms, in which a team decides together; off: their addresses say so, and nothing leads to them.
    #[arg(long, env = "BERTH_ROOMS", value_enum, default_value_t = Switch::On)]
    pub rooms: Switch,
    /// Days after its last event after which an open room goes, with all that was said in it.
    #[arg(long, env = "BERTH_ROOMS_DAYS", value_name = "DAYS", default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(1..=3_650))]
    pub rooms_days: u32,
    /// Rooms that one client may open in an hour, half of them at once; 0 sets no limit.
    #[arg(long, env = "BERTH_ROOMS_PER_HOUR", value_name = "COUNT", default_value_t = 20,
        value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub rooms_per_hour: u32,
    /// Rooms that all clients of one network together may open in a day, a quarter of them at once: a /24 of IPv4, a /48 of
    /// IPv6; 0 sets no limit, and neither does --rooms-per-hour 0.
    #[arg(long, env = "BERTH_ROOMS_PER_DAY", value_name = "COUNT", default_value_t = 200,
        value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub rooms_per_day: u32,
    /// People who can follow rooms at the same time, each with a connection; half of them from one address.
    #[arg(long, env = "BERTH_ROOMS_STREAMS", value_name = "COUNT", default_value_t = 5_000,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub rooms_streams: u32,
    /// Connections in all, never more than the system allows open files; what comes then hears that there is no room.
    #[arg(long, env = "BERTH_CONNECTIONS", value_name = "COUNT", default_value_t = 10_000,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections: u32,
    /// Connections from one address; without this half of all. Behind a proxy all come from that, and it has the limit.
    #[arg(long, env = "BERTH_CONNECTIONS_PER_CLIENT", value_name = "COUNT",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections_per_client: Option<u32>,
    /// Seconds that a connection may be silent: for the head of a request, between two requests, while a body or an
    /// answer is on its way. Without this 30; behind a proxy 90, because it must be the first to let go.
    #[arg(long, env = "BERTH_IDLE_SECONDS", value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3_600))]
    pub idle_seconds: Option<u32>,
    /// Milliseconds that a request may wait for a thread while others wait behind it. Where one has to wait longer, Berth refuses what it
    /// has no time for, until there was time for everything for a second.
    #[arg(long, env = "BERTH_QUEUE_MILLIS", value_name = "MILLISECONDS", default_value_t = 200,
        value_parser = clap::value_parser!(u32).range(1..=600_000))]
    pub queue_millis: u32,
    /// Address and port of a listener for metrics, at /metrics in Prometheus' text format; without this there is none. Whoever can reach it
    /// can read them.
    #[arg(long, env = "BERTH_METRICS", value_name = "LISTEN")]
    pub metrics: Option<Listen>,
    /// How lines of the log are written, to standard error.
    #[arg(long, env = "BERTH_LOG_FORMAT", value_enum, default_value_t = log::Format::Text)]
    pub log: log::Format,
}

impl Serve {
    /// How saving and linking are set up.
    pub fn saving(&self) -> state::Options {
        state::Options {
            keep_days: self.keep_days,
            max_saved: self.max_saved,
            saves_per_minute: self.saves_per_minute,
            saves_per_day: self.saves_per_day,
            behind_proxy: self.behind_proxy,
            public_url: self.public_url.clone(),
            contact: self.contact.clone(),
            hosts: self.hosts.clone(),
            rooms: matches!(self.rooms, Switch::On).then(|| self.limits()),
        }
    }

    /// How long a request may wait for a thread.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.queue_millis.into())
    }

    /// How many connections there may be, and for how long.
    pub fn connections(&self) -> serving::Limits {
        let most = most_connections().map_or(self.connections, |most| self.connections.min(most));
        let share = if self.behind_proxy { most } else { (most / 2).max(1) };
        let idle = self.idle_seconds.unwrap_or(if self.behind_proxy { 90 } else { 30 });
        serving::Limits {
            most,
            most_a_client: self.connections_per_client.unwrap_or(share),
            idle: Duration::from_secs(idle.into()),
        }
    }

    /// How much of rooms there may be: each stream takes a connection, and pages must get some too.
    fn limits(&self) -> Limits {
        let streams = self.rooms_streams.min((self.connections().most / 4 * 3).max(1));
        Limits { days: self.rooms_days, per_hour: self.rooms_per_hour, per_day: self.rooms_per_day, streams }
    }
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

#[derive(Args)]
pub struct Backup {
    /// The file to write, which must not exist yet.
    pub file: PathBuf,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Healthcheck {
    /// Where the site listens.
    #[arg(long, env = "BERTH_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: Listen,
    /// Only whether it is alive: what is wrong with its store does not count.
    #[arg(long)]
    pub alive: bool,
}

#[derive(Args)]
pub struct Restore {
    /// The backup, which is copied.
    pub file: PathBuf,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct ListSaved {
    /// Only those in whose title or note this stands, A to Z in either case.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub find: String,
    /// Rows, the newest first.
    #[arg(long, value_name = "COUNT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub rows: u32,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct ShowSaved {
    /// Ids, or links such as https://berth.example/s/0Kd6bEUlL2x.
    #[arg(required = true, value_name = "ID|LINK")]
    pub ids: Vec<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct DeleteSaved {
    /// Ids, or links such as https://berth.example/s/0Kd6bEUlL2x.
    #[arg(required = true, value_name = "ID|LINK")]
    pub ids: Vec<String>,
    /// Delete them.
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Migrate {
    /// The SQLite file, such as sqlite:berth.db.
    #[arg(long)]
    pub from: Location,
    /// The database, such as postgres://berth@db.example/berth, with the password in $PGPASSWORD or in it.
    #[arg(long)]
    pub to: Location,
}

#[derive(Args)]
pub struct Import {
    /// A directory laid out like server/catalog/data.
    #[arg(long)]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Refresh {
    /// Where AWS's files are: a server that has what AWS's has, the address of one file, a directory, or a file.
    #[arg(
        long,
        env = "BERTH_PRICES_FROM",
        value_name = "URL|DIRECTORY",
        default_value = "https://pricing.us-east-1.amazonaws.com"
    )]
    pub from: String,
    /// A region to refresh, such as eu-west-1; can be repeated. Without this all that Berth knows.
    #[arg(long, value_name = "REGION")]
    pub region: Vec<String>,
    /// A directory for what was read of each address, some MB in all: what has not changed is not downloaded again.
    #[arg(long, env = "BERTH_PRICES_READ", value_name = "DIRECTORY", default_value = "berth-prices")]
    pub read: PathBuf,
    /// A file of certificates in PEM that are trusted instead of Mozilla's, such as that of a proxy that opens connections.
    #[arg(long, env = "SSL_CERT_FILE", value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Also get what is only compared with Berth's figures: Auto Mode's fees, and rates of Savings Plans.
    #[arg(long)]
    pub compare: bool,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take changes that are so large that they are refused otherwise.
    #[arg(long)]
    pub accept_large_changes: bool,
    /// Do it now and then again and again. What fails is tried again after an hour.
    #[arg(long, env = "BERTH_PRICES_WATCH", value_enum, ignore_case = true)]
    pub watch: Option<Every>,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Every {
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
}

#[derive(Args)]
pub struct Plan {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Rows of the table; 0 prints all.
    #[arg(long, default_value_t = 20)]
    pub rows: usize,
}

#[derive(Args)]
pub struct Fleet {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// The file is a dump, manifests or a CSV, as `berth import` takes them; its present nodes are put beside the fleet.
    #[arg(long)]
    pub cluster: bool,
    #[command(flatten)]
    pub held_to: HeldTo,
    /// How to print the fleet.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What a fleet is held to, and how long it is looked for.
#[derive(Args)]
pub struct HeldTo {
    /// The most instance types in the fleet, instead of the scenario's.
    #[arg(long, value_name = "COUNT")]
    pub types: Option<u32>,
    /// The largest node in vCPUs, besides the scenario's filter.
    #[arg(long, value_name = "VCPUS")]
    pub largest_vcpu: Option<u32>,
    /// Zones over which pods are spread evenly, except workloads that may be in any, instead of the scenario's; 1 does not
    /// look at zones.
    #[arg(long, value_name = "COUNT")]
    pub zones: Option<u32>,
    /// What may be lost while all pods keep room, instead of the scenario's.
    #[arg(long, value_enum)]
    pub survive: Option<Survive>,
    /// Per cent of what daemonsets leave of each node's CPU and memory that stay free, instead of the scenario's.
    #[arg(long, value_name = "PERCENT")]
    pub headroom: Option<u32>,
    /// The least nodes in each zone, instead of the scenario's; counts with two zones or more.
    #[arg(long, value_name = "COUNT")]
    pub zone_nodes: Option<u32>,
    /// How much work to do; a million takes a fraction of a second. The search ends earlier where it cannot gain more.
    #[arg(long, value_name = "UNITS", default_value_t = 20_000_000)]
    pub work: u64,
    /// Where the random numbers of the search begin; the same seed gives the same fleet.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

impl HeldTo {
    /// What the fleet is held to: what the scenario sets, unless it is given here.
    pub fn options(&self, scenario: &Scenario) -> fleet::options::Options {
        let set = fleet::options::Options::of(scenario);
        let survive = self.survive.map(|survive| match survive {
            Survive::Nothing => fleet::options::Survive::Nothing,
            Survive::Node => fleet::options::Survive::Node,
            Survive::Zone => fleet::options::Survive::Zone,
        });
        fleet::options::Options {
            types: self.types.unwrap_or(set.types),
            largest_vcpu: self.largest_vcpu,
            zones: self.zones.unwrap_or(set.zones),
            survive: survive.unwrap_or(set.survive),
            headroom: self.headroom.unwrap_or(set.headroom),
            zone_nodes: self.zone_nodes.unwrap_or(set.zone_nodes),
            seed: self.seed,
            ..set
        }
    }
}

/// What may be lost.
#[derive(Clone, Copy, ValueEnum)]
pub enum Survive {
    /// Nothing: there is room for the pods and no more.
    Nothing,
    /// Any one node.
    Node,
    /// Any one zone.
    Zone,
}

#[derive(Args)]
pub struct Advise {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// Whose rules to apply, instead of the scenario's era.
    #[arg(long, value_enum)]
    pub era: Option<RulesOf>,
    /// How to print the advice.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Args)]
pub struct Addresses {
    /// The scenario as JSON, `-` for standard input. Its subnets count, or those under the key `vpc` as AWS lists them.
    pub file: PathBuf,
    /// The file is what `kubectl get nodes,pods -A -o json` prints: take its own nodes, each with the pods that are on it.
    #[arg(long, conflicts_with = "fleet")]
    pub cluster: bool,
    /// What `aws ec2 describe-subnets` prints, `-` for standard input: the subnets of one VPC.
    #[arg(long, value_name = "FILE")]
    pub subnets: Option<PathBuf>,
    /// Take the nodes of the cheapest mix of types, instead of one type.
    #[arg(long)]
    pub fleet: bool,
    /// What happens in the simulation: rolling, upgrade, zone-lost, burst, from-zero or nothing.
    #[arg(long, default_value = "rolling")]
    pub event: String,
    /// How long it goes on, minutes from 1 to 120.
    #[arg(long, default_value = "30")]
    pub minutes: String,
    /// Pods that may come to a node at once and must not wait, from 0 to 250; the settings are tuned for that.
    #[arg(long, value_name = "PODS", default_value = "3")]
    pub burst: String,
    /// Where chance starts from: the same seed gives the same answer.
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub seed: String,
    /// Calls of an action that EC2 takes from the account at once, from 0 to 10000; 0 for all.
    #[arg(long, value_name = "CALLS", default_value = "0")]
    pub tokens: String,
    /// Calls of an action that it takes each second in the long run, from 1 to 10000; counts with --tokens.
    #[arg(long, value_name = "CALLS", default_value = "20")]
    pub refill: String,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Args)]
pub struct Export {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// The directory to write to, created where it is missing.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace files that are there already.
    #[arg(long)]
    pub overwrite: bool,
    /// The address of your Berth, such as https://berth.example, for the link in the files; without it that begins with /.
    #[arg(long, env = "BERTH_PUBLIC_URL", value_name = "URL", value_parser = state::public_url)]
    pub public_url: Option<String>,
    /// Write the files for the cheapest mix of types, instead of for one type; the options below are for it.
    #[arg(long)]
    pub fleet: bool,
    #[command(flatten)]
    pub held_to: HeldTo,
}

#[derive(Args)]
pub struct ImportCluster {
    /// Dumps, manifests, folders of them, a CSV, what `kubectl top pods` prints; `-` for standard input. All are one cluster.
    #[arg(required_unless_present = "print_filter")]
    pub files: Vec<PathBuf>,
    /// Print a program for jq that leaves of a dump what is read, and no values of environment variables.
    #[arg(long)]
    pub print_filter: bool,
    /// Keep the names of workloads, or give them numbers.
    #[arg(long, value_enum, default_value_t = Names::Keep)]
    pub names: Names,
    /// Print what was understood, with the present nodes and their price, instead of the scenario.
    #[arg(long)]
    pub report: bool,
    /// How to print the report.
    #[arg(long, value_enum, default_value_t = Format::Table, requires = "report")]
    pub format: Format,
    /// Count Jobs as if they always ran.
    #[arg(long)]
    pub jobs: bool,
    /// CPU of pods that request none, millicores.
    #[arg(long, value_name = "MILLICORES", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=256_000))]
    pub cpu_default: u32,
    /// Memory of pods that request none, MiB.
    #[arg(long, value_name = "MIB", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=4_194_304))]
    pub memory_default: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Names {
    /// As they are.
    Keep,
    /// `workload 1`, `daemonset 1`.
    Hide,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RulesOf {
    /// The article's, of November 2018.
    Article,
    /// Today's.
    Today,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// Everything, for programs.
    Json,
    /// Text and tables, for people.
    Table,
}
