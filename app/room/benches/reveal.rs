//! How long a reveal takes in a full room: the verdict over the real catalogue of us-east-1, what everybody sees of it,
//! and the preselection of questions.
//!
//! `cargo bench -p room --bench reveal` prints medians. Compare them within one run.

use catalog_files::{Files, parse};
use model::catalog::Catalog;
use model::scenario::Scenario;
use room::verdict::{Basis, Spanned};
use room::{
    Around, Command, KeyHash, Moment, Opening, Presence, Question, RevealRule, Role, SeatId, State, WhoMay, open,
    questions_that_matter, weigh,
};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const SEATS: usize = 200;

fn main() {
    let catalogs = parse(&Files::embedded()).map(|figures| figures.catalogs()).unwrap_or_default();
    let Some(catalog) = catalogs.into_iter().find(|c| c.region.code == "us-east-1").map(Arc::new) else {
        eprintln!("The carried catalogue has no us-east-1.");
        std::process::exit(1);
    };
    let article = ["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption"];
    let yes_or_no: Vec<&str> = Question::all().filter(|q| q.options().len() == 2).map(Question::key).take(12).collect();
    let five_and_numbers = [&article[..], &["pods"]].concat();
    for (what, questions, distinct) in [
        ("the article's five questions, every answer given", &article[..], usize::MAX),
        ("the same and seven numbers of pods", &five_and_numbers, 7),
        ("twelve questions, two answers each", &yes_or_no, 2),
        ("16 numbers of pods by 16 of CPU", &["pods", "cpu_m"], 16),
        ("200 numbers of pods", &["pods"], 200),
        ("200 numbers each of pods, CPU and memory", &["pods", "cpu_m", "mem_mib"], 200),
    ] {
        let basis = basis(questions, distinct);
        let verdicts = weigh(&catalog, &basis);
        let verdict = verdicts.all.as_ref().or(verdicts.each.values().next());
        let (spans, evaluated) = verdict.map(|v| (v.combinations, v.evaluated)).unwrap_or_default();
        let time = median(9, || drop(black_box(weigh(&catalog, black_box(&basis)))));
        println!("{what}: {spans} combinations, {evaluated} evaluated: {:.1} ms", millis(time));
    }
    full_room(&catalog);
    let time = median(9, || drop(black_box(questions_that_matter(&catalog, black_box(&Scenario::default())))));
    println!("questions that matter: {:.1} ms", millis(time));
}

/// So many distinct answers to each question, every person's counted.
fn basis(questions: &[&str], distinct: usize) -> Basis {
    let spanned = |key: &&str| {
        let question = Question::of_key(key)?;
        let given = (0..SEATS).map(|n| value(question, n % distinct)).fold(
            std::collections::BTreeMap::new(),
            |mut given, value| {
                *given.entry(value).or_insert(0) += 1;
                given
            },
        );
        Some(Spanned { question, given, settled: None })
    };
    Basis { scenario: "v=2".into(), spanned: questions.iter().filter_map(spanned).collect() }
}

fn value(question: Question, n: usize) -> Option<String> {
    if question.is_number() {
        return Some((100 + 37 * n).to_string());
    }
    let options = question.options();
    options.get(n % (options.len() + 1)).map(|(code, _)| code.to_string())
}

/// A room with 200 answers to five questions: what everybody sees after the reveal, for all of them.
fn full_room(catalog: &Arc<Catalog>) {
    let Some(state) = meeting() else { return eprintln!("The room cannot be filled.") };
    let verdicts = weigh(catalog, &state.basis());
    let presence = Presence::default();
    let around = Around { presence: &presence, now: state.last_event(), verdicts: Some(&verdicts) };
    let time = median(99, || drop(black_box(state.room(black_box(&around)))));
    let room = Arc::new(state.room(&around));
    println!("what everybody sees of {SEATS} seats: {:.2} ms", millis(time));
    let seats = || (0..SEATS).map(|n| state.seat_in(room.clone(), SeatId(n as u16)));
    let time = median(99, || seats().for_each(|view| drop(black_box(view))));
    println!("the views of all of them: {:.2} ms", millis(time));
    let answer = Command::Reveal { question: "q_vpc".into(), round: 1 };
    let decide = || state.decide(Some(SeatId(0)), answer.clone(), state.last_event(), &presence);
    let time = median(99, || drop(black_box(decide())));
    println!("a command: {:.1} us", millis(time) * 1e3);
}

fn meeting() -> Option<State> {
    let now = Moment(1_800_000_000);
    let questions = ["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption"].map(String::from).to_vec();
    let opening = Opening {
        title: "Pod network".into(),
        scenario: "v=2".into(),
        questions: questions.clone(),
        reveal: RevealRule::default(),
        what_if_by: WhoMay::Everyone,
        name: "Lea".into(),
        role: Role::Answer,
        key: KeyHash("0".into()),
        supersedes: None,
    };
    let mut state = State::fold([&open(opening, now).ok()?]);
    let mut send = |seat: Option<SeatId>, command| {
        let events = state.decide(seat, command, now, &Presence::default()).ok()?;
        events.iter().for_each(|event| state.apply(event));
        Some(())
    };
    for n in 1..SEATS {
        send(None, Command::Join { key: KeyHash(n.to_string()), name: format!("Kim {n}"), role: Role::Answer })?;
    }
    for (question, n) in questions.iter().flat_map(|question| (0..SEATS).map(move |n| (question, n))) {
        let value = value(Question::of_key(question)?, n).unwrap_or_default();
        let (question, why) = (question.clone(), format!("because of what we measured in week {n}"));
        send(Some(SeatId(n as u16)), Command::Answer { question, round: 1, against: 0, value, why })?;
    }
    send(Some(SeatId(0)), Command::RevealAll)?;
    Some(state)
}

fn median(times: usize, mut run: impl FnMut()) -> Duration {
    let mut found: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    found.sort();
    found[times / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
