//! How the site is served, and asked for its health.

use super::store::StoreOptions;
use crate::cli::connections::most_connections;
use crate::cli::listen::Listen;
use crate::http::state;
use crate::log;
use crate::rooms::Limits;
use crate::serving;
use app::contact::Contact;
use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};
use std::time::Duration;

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
pub struct Healthcheck {
    /// Where the site listens.
    #[arg(long, env = "BERTH_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: Listen,
    /// Only whether it is alive: what is wrong with its store does not count.
    #[arg(long)]
    pub alive: bool,
}
