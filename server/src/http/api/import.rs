//! A dump, manifests or a table in the body; what was understood and a scenario come back. Nothing is stored or logged.

use super::answer::{Answered, json};
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::security::body::{self, Unread};
use crate::http::state::Service;
use crate::json;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use import::Reader;
use import::conclude::{conclude, nothing};
use import::scenario::Options;
use model::scenario::fields::Amount;
use model::scenario::link::{Problem, query_pairs};
use model::units::{Mib, MilliCpu, grouped};
use tokio::sync::Semaphore;

/// Most bytes of a body: some hundreds of pods. Larger dumps are for the page and the command line.
pub const MAX_DUMP: usize = 8 * 1024 * 1024;
/// The most CPU that a pod can be set to which asks for none, in millicores.
pub const MOST_CPU: u32 = 256_000;
/// The same of memory, in MiB.
pub const MOST_MEMORY: u32 = 4_194_304;
const CPU: Amount = Amount::millicores(MOST_CPU);
const MEMORY: Amount = Amount::mib(MOST_MEMORY);

/// Dumps that are read at once; others wait their turn, so that pages stay quick and memory bounded.
static READERS: Semaphore = Semaphore::const_new(2);

/// What is asked besides.
#[derive(Default)]
struct Asked {
    options: Options,
    hides_names: bool,
}

/// For the bytes of a file; what they are is recognised.
pub async fn of_body(State(service): State<Service>, request: Request) -> Answered {
    let (parts, body) = request.into_parts();
    let asked = asked(parts.uri.query().unwrap_or_default())?;
    let stopped = || Refusal::new(Kind::Unavailable, "Reading was stopped. Try again.");
    let _turn = READERS.acquire().await.map_err(|_| stopped())?;
    let bytes = body::read(body, MAX_DUMP).await.map_err(|unread| match unread {
        Unread::TooLarge => {
            let most = grouped(MAX_DUMP as u64);
            let detail =
                format!("The body has more than {most} bytes, the limit. The page /import and berth import read more.");
            Refusal::new(Kind::TooLarge, detail)
        }
        Unread::Broken => Refusal::new(Kind::Malformed, "The body was cut off. Send it again."),
    })?;
    let site = service.current().site.clone();
    let read = move || understood(&site, &bytes, &asked);
    tokio::task::spawn_blocking(read).await.map_err(|_| stopped())?
}

fn understood(site: &app::site::Site, bytes: &Bytes, asked: &Asked) -> Answered {
    let mut reader = Reader::default();
    reader.add(bytes, &mut |_| {});
    let imported = reader.finish();
    let imported = if asked.hides_names { imported.without_names() } else { imported };
    let catalog_of = |region: &str| site.region(region).map(|region| &*region.catalog);
    let concluded = conclude(&imported, &asked.options, &catalog_of);
    let Some(converted) = &concluded.converted else {
        return Err(Refusal::invalid(
            nothing(&imported).into_iter().map(|detail| Wrong::of_field("body", detail)).collect(),
        ));
    };
    json(StatusCode::OK, &json::import::imported(&imported, converted, concluded.priced.as_ref()))
}

/// What a query asks, or all that is wrong with it at once.
fn asked(query: &str) -> Result<Asked, Refusal> {
    let (mut asked, mut problems) = (Asked::default(), Vec::<Problem>::new());
    for (key, value) in query_pairs(query) {
        let mut read = |amount: Amount| {
            let read = amount.read(&value).filter(|n| *n <= amount.max);
            if read.is_none() {
                let allowed = format!("a whole number from 0 to {}{}", grouped(amount.max.into()), amount.also());
                problems.push(Problem::new(&key, &value, allowed));
            }
            read.unwrap_or(0)
        };
        match key.as_ref() {
            "cpu_default" => asked.options.cpu = MilliCpu(read(CPU)),
            "memory_default" => asked.options.memory = Mib(read(MEMORY)),
            "jobs" => match value.as_ref() {
                "yes" => asked.options.jobs = true,
                "no" => asked.options.jobs = false,
                _ => problems.push(Problem::new(&key, &value, "one of yes, no")),
            },
            "names" => match value.as_ref() {
                "keep" => asked.hides_names = false,
                "hide" => asked.hides_names = true,
                _ => problems.push(Problem::new(&key, &value, "one of keep, hide")),
            },
            _ => {}
        }
    }
    match problems.is_empty() {
        true => Ok(asked),
        false => Err(Refusal::invalid(problems.iter().map(Wrong::from).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_with_a_query_is_named_at_once() {
        let read = asked("jobs=yes&names=hide&cpu_default=100&memory_default=64");
        let read = read.unwrap_or_else(|_| unreachable!("all of it is right"));
        let expected = Options { jobs: true, cpu: MilliCpu(100), memory: Mib(64), ..Options::default() };
        assert_eq!((read.options, read.hides_names), (expected, true));
        let wrong = asked("jobs=1&names=none&cpu_default=-1&memory_default=9999999999");
        assert_eq!(wrong.map_or_else(|refusal| refusal.errors.len(), |_| 0), 4);
    }
}
