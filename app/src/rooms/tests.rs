//! The room's views over a real room: what each seat sees, what nobody sees too early, and what people typed.

use super::samples::{STATES, Sample, state};
use super::*;
use crate::testing::{check, varied, within, words};
use model::catalog::Catalog;
use model::scenario::link::{encode, from_query, to_query};
use room::{Command, KeyHash, Question, Role};
use std::collections::HashSet;
use std::sync::Arc;

const ANA: u16 = 0;
const BO: u16 = 1;
const CHIDI: u16 = 2;
const EVE: u16 = 4;

fn catalog() -> Arc<Catalog> {
    Arc::new(varied())
}

fn joined() -> Sample {
    Sample::joined(&catalog())
}

fn answered() -> Sample {
    Sample::answered(&catalog())
}

fn seen(sample: &Sample, seat: u16) -> String {
    seat_fragment(&sample.seat(seat))
}

fn on_screen(sample: &Sample) -> String {
    screen_fragment(&sample.screen())
}

fn shown(name: &str) -> String {
    state(name, &catalog()).unwrap_or_else(|| panic!("no state {name}")).into_string()
}

/// The part that is not hidden.
fn open_part(html: &str) -> &str {
    let sections = html.split("<section ").skip(1);
    sections
        .filter(|part| part.contains("data-part"))
        .find(|part| !part.split('>').next().unwrap_or_default().contains("hidden"))
        .expect("a part")
}

#[test]
fn before_the_reveal_others_receive_the_same_bytes_whatever_was_answered() {
    let quick = |value: &str, why: &str| joined().answers(BO, "q_encryption", value, why);
    let one = quick("yes", "");
    let other = quick("no", &"a long reason ".repeat(15));
    let changed = quick("no", "").answers(BO, "q_encryption", "tenant", "changed my mind");
    for seat in [ANA, CHIDI, EVE] {
        assert_eq!(seen(&one, seat), seen(&other, seat), "seat {seat}");
        assert_eq!(seen(&one, seat), seen(&changed, seat), "seat {seat}, changed again");
    }
    assert_eq!(on_screen(&one), on_screen(&other));
    assert_eq!(on_screen(&one), on_screen(&changed));
    assert_ne!(seen(&one, BO), seen(&other, BO), "one's own answer is seen");
}

#[test]
fn the_live_region_speaks_of_what_all_should_know_and_not_of_every_answer() {
    let says = |sample: &Sample| say(&sample.seat(BO).view.room);
    assert_eq!(says(&joined()), says(&joined().answers(BO, "q_encryption", "no", "")));
    assert_eq!(says(&answered().answers(CHIDI, "pods", "300", "")), "Everybody has answered.");
    let revealed = says(&answered().reveals("q_encryption"));
    assert!(revealed.starts_with("Revealed: Must pod traffic be encrypted? It matters"), "{revealed}");
}

#[test]
fn dots_are_in_the_order_of_seats_not_of_answering() {
    let first = |a, b| joined().answers(a, "q_encryption", "yes", "").answers(b, "q_encryption", "no", "");
    assert_eq!(seen(&first(BO, CHIDI), EVE), seen(&first(CHIDI, BO), EVE));
}

/// A number is that of the first workload: the form says of which where there are several.
#[test]
fn the_form_names_the_workload_that_a_number_is_of() {
    let asked = |query: &str| {
        let scenario = from_query(query).scenario;
        let suggested = |question| Suggested { question, matters: true, why: String::new() };
        let page = StartPage {
            scenario,
            key: "k".into(),
            questions: Question::all().map(suggested).collect(),
            typed: Typed::default(),
            problems: Vec::new(),
            supersedes: None,
        };
        words(&start::page(&page).into_string())
    };
    let one = asked("v=2&profile=web&pods=120");
    assert!(one.contains("How many pods will there be?"), "{one}");
    let two = asked("v=2&profile=web&pods=120&profile=cache&pods=12");
    for text in [
        "How many pods of \u{201c}web\u{201d} will there be?",
        "How much memory will a pod of \u{201c}web\u{201d} request?",
    ] {
        assert!(two.contains(text), "{two}");
    }
    assert!(!two.contains("How many pods will there be?"), "{two}");
}

#[test]
fn nothing_is_proposed_but_what_one_has_to_do() {
    check(open_part(&seen(&joined(), BO)), &["Question 1 of 4"]);
    let next = joined().answers(BO, "q_encryption", "yes", "");
    check(open_part(&seen(&next, BO)), &["Question 2 of 4"]);
    check(
        open_part(&seen(&answered(), BO)),
        &["Waiting for 1 answer", "3 of 4 have answered everything.", "Waiting for Chidi"],
    );
    check(open_part(&seen(&answered(), CHIDI)), &["Question 3 of 4"]);
    check(open_part(&seen(&joined(), EVE)), &["Waiting for 16 answers"]);
    let revealed = answered().reveals("q_density");
    for seat in [ANA, BO, CHIDI, EVE] {
        check(open_part(&seen(&revealed, seat)), &["Question 2 of 4"]);
    }
}

#[test]
fn the_reveal_shows_names_whys_and_who_is_missing() {
    let html = seen(&answered().reveals("q_encryption"), BO);
    let part = open_part(&html);
    check(
        part,
        &["Ana", "Card data: the auditors ask for it every year", "TLS everywhere already", "Dana Ruiz-Montgomery"],
    );
    assert!(!html.contains("We pack small pods"), "another question is still in the dark");
    let numbers = seen(&answered().reveals("pods"), EVE);
    check(open_part(&numbers), &["Not answered: Chidi .", "median 400 pods"]);
    assert!(numbers.contains("From 250 pods to 1,200 pods; the median is 400 pods."), "{numbers}");
}

#[test]
fn a_large_room_has_no_dot_for_everybody_in_every_question() {
    let mut sample = joined();
    for index in 0..195 {
        let name = format!("Guest number {index}");
        sample.take(None, Command::Join { key: KeyHash(name.clone()), name, role: Role::Answer });
    }
    let html = seen(&sample, BO);
    assert!(html.len() < 80_000, "{} bytes", html.len());
    check(open_part(&html), &["0 of 199 have answered."]);
}

#[test]
fn late_answers_are_marked_with_what_they_were() {
    let late = answered().reveals("pods").answers(CHIDI, "pods", "300", "").answers(BO, "pods", "350", "");
    check(open_part(&seen(&late, ANA)), &["Chidi late", "Bo late, was: 250 pods"]);
}

#[test]
fn only_the_facilitator_has_the_controls_and_watchers_have_none_to_answer() {
    let lead = ["/reveal\"", "/settle\"", "/park\"", "/again\"", "/show\"", "/ask\"", "/close\"", "/what-if-by\""];
    let revealed = answered().reveals("q_encryption");
    let (ana, bo, eve) = (seen(&revealed, ANA), seen(&revealed, BO), seen(&revealed, EVE));
    for command in lead {
        assert!(ana.contains(command), "{command}");
        assert!(!bo.contains(command) && !eve.contains(command), "{command}");
    }
    assert!(bo.contains("/answer\"") && !eve.contains("/answer\""));
}

#[test]
fn a_question_without_an_answer_is_not_the_one_to_reveal() {
    let everybody = [ANA, BO, CHIDI, 3];
    let sample = everybody.iter().fold(joined(), |sample, seat| sample.answers(*seat, "q_encryption", "no", ""));
    let page = seen(&sample, ANA);
    let shown = open_part(&page);
    check(shown, &["Question 2 of 4", "Nobody has answered yet.", "Question 1 : 4 of 4 have answered."]);
    assert!(shown.contains("data-turn=\"part-q_encryption\""), "{shown}");
    let (before, _) = shown.split_once("<details").expect("what is seldom wanted is folded");
    assert!(!before.contains("/reveal\""), "{before}");
    check(&page, &["Reveal the 1 answered question 3 questions have no answer at all and stay open."]);
    let half = sample.answers(BO, "q_density", "no", "");
    check(
        &seen(&half, ANA),
        &["Reveal the 2 answered questions 3 answers missing. Late answers still count, and are marked."],
    );
    let after = seen(&half.does(ANA, Command::RevealAll), ANA);
    check(&after, &["Question 3 of 4", "Waiting for 8 answers"]);
    assert!(!seen(&joined(), ANA).contains("reveal-all"), "nothing to reveal yet");
    assert!(!page.contains("id=\"all-reveal-q_density\"") && page.contains("id=\"all-reveal-q_encryption\""));
}

#[test]
fn another_may_take_over_once_the_facilitator_is_away() {
    let html = shown("take-over");
    check(&html, &["Ana , the facilitator, has been away for two minutes. Take over"]);
    assert!(!seen(&answered(), BO).contains("take-over"));
}

#[test]
fn the_screen_has_no_controls() {
    for sample in [joined(), answered(), answered().reveals("q_encryption"), answered().does(ANA, Command::RevealAll)] {
        let html = on_screen(&sample);
        for control in ["<form", "<button", "<input", "<select", "<textarea", "<summary"] {
            assert!(!html.contains(control), "{control}");
        }
    }
}

/// What the screen is about: its heading after the room's own.
fn on_stage(sample: &Sample) -> String {
    let html = on_screen(sample);
    let heading = html.split("<h2>").nth(1).and_then(|rest| rest.split("</h2>").next());
    heading.unwrap_or_default().to_string()
}

#[test]
fn the_screen_follows_what_is_done() {
    let all = answered().does(ANA, Command::RevealAll);
    assert_eq!(
        on_stage(&all),
        Question::of_key("q_encryption").expect("asked").text_for(&model::scenario::Scenario::default())
    );
    let decided = all.settles("q_encryption", "no", "TLS covers it");
    assert_eq!(
        on_stage(&decided),
        Question::of_key("q_density").expect("asked").text_for(&model::scenario::Scenario::default())
    );
    check(&on_screen(&decided), &["Question 1: we decide no .", "Question 2 of 4"]);
    let tried = decided.tries(BO, 700);
    assert_eq!(on_stage(&tried), "What if");
    check(&on_screen(&tried), &["Bo : Pods 700"]);
    let again = tried.does(ANA, Command::AskAgain { question: "pods".into(), round: 1 });
    check(&on_screen(&again), &["Question 3 of 4", "Asked again"]);
    let parked = again.parks("q_multicast", "Bo", "Asks the video team");
    assert_eq!(
        on_stage(&parked),
        Question::of_key("q_density").expect("asked").text_for(&model::scenario::Scenario::default())
    );
    check(&on_screen(&parked), &["Question 4: parked , Bo takes care of it"]);
}

#[test]
fn the_facilitator_shows_a_question_on_the_screen_and_is_told_which_is_there() {
    let show = |key: Option<&str>| Command::ShowOnScreen { question: key.map(str::to_string) };
    let question = |key: &str| Question::of_key(key).expect("asked").text_for(&model::scenario::Scenario::default());
    let controls = |sample: &Sample| words(&seen(sample, ANA));
    check(
        &seen(&answered(), ANA),
        &["Show on the screen On the screen now: all questions.", "This is on the screen now."],
    );
    // in the dark there is who has answered, and no answer
    let pods = answered().does(ANA, show(Some("pods")));
    assert_eq!(on_stage(&pods), question("pods"));
    check(&on_screen(&pods), &["Question 3 of 4", "3 of 4 have answered."]);
    for answer in ["1,200", "Twice what runs today", "$"] {
        assert!(!on_screen(&pods).contains(answer), "{answer}");
    }
    assert!(controls(&pods).contains("On the screen now: question 3."));
    assert_eq!(controls(&pods).matches("This is on the screen now.").count(), 1);
    assert_eq!(seen(&pods, BO).matches("on the screen now").count(), 0, "the others are not asked");
    // what is done takes it, and another can be chosen: one that is decided, too
    let decided = pods.reveals("q_encryption").settles("q_encryption", "no", "TLS").reveals("q_density");
    assert_eq!(on_stage(&decided), question("q_density"));
    let back = decided.does(ANA, show(Some("q_encryption")));
    assert_eq!(on_stage(&back), question("q_encryption"));
    check(&on_screen(&back), &["Question 1 of 4", "We decide: no . TLS"]);
    assert!(!on_screen(&back).contains("just-done"), "what was decided is on the screen already");
    let all = back.does(ANA, show(None));
    check(&on_screen(&all), &["Will many small pods share each node? revealed", "3 of 4", "We decide: no"]);
}

/// A line each has room for what six people said, why, and what it costs; a card each has not.
#[test]
fn numbers_on_the_screen_are_named_explained_and_priced_in_lines() {
    let html = shown("screen-numbers");
    check(
        &html,
        &["90 pods Chidi 250 pods Bo \u{201c}What runs today", "650 pods Fay Lindqvist \u{201c}What runs today"],
    );
    let (_, costs) = html.split_once("<table class=\"costs\">").expect("the table of costs");
    // numbers that lead to the same type are a line together, with how many nodes and for how much
    let lines =
        ["Network Nodes A month 90 pods EKS Auto Mode 6 \u{d7} m5.xlarge $982.20 250 pods to 2,500 pods VPC CNI"];
    check(costs, &lines);
    assert!(words(costs).contains(" $2,551.68 to $25,375.04") && !costs.contains("depends"), "{costs}");
    assert!(!html.contains("Cost runs from") && !html.contains("class=\"outcome\""), "the table says it: {html}");
    // what hangs on the other questions says so, and from what to what it costs
    let depends = shown("screen-numbers-depend");
    check(&depends, &["It matters, together with the other questions"]);
    // a seventh number is not hidden
    let mut sample = answered();
    for (seat, pods) in (5..9).zip(["90", "650", "2500", "4000"]) {
        let name = format!("Fay {seat}");
        sample.take(None, Command::Join { key: KeyHash(name.clone()), name, role: Role::Answer });
        sample = sample.answers(seat, "pods", pods, "");
    }
    check(&on_screen(&sample.reveals("pods")), &["and 1 more answer"]);
}

/// Most say no, and it stands last above and below.
#[test]
fn what_answers_lead_to_stands_in_the_order_of_the_answers() {
    let sample = joined().answers(ANA, "q_encryption", "no", "").answers(BO, "q_encryption", "tenant", "");
    let revealed = sample.answers(CHIDI, "q_encryption", "no", "").reveals("q_encryption");
    for html in [seen(&revealed, EVE), on_screen(&revealed)] {
        let at = |label: &str, words: &str| {
            let (_, list) = html.split_once(&format!("aria-label=\"{label}\"")).expect(label);
            list.find(words).unwrap_or_else(|| panic!("no {words} in {list}"))
        };
        assert!(at("Answers", "yes, with keys we hold") < at("Answers", "<span>no</span>"), "{html}");
        let cards = "What the answers lead to";
        assert!(at(cards, "<h3>yes, with keys we hold") < at(cards, "<h3>no"), "{html}");
    }
}

#[test]
fn figures_are_folded_until_something_is_revealed() {
    for seat in [ANA, BO, EVE] {
        let html = seen(&answered(), seat);
        assert!(!html.contains("part-what-if") && !html.contains('$'), "{html}");
    }
    let html = seen(&answered().reveals("q_encryption"), BO);
    assert!(html.contains("part-what-if") && html.contains('$'));
}

#[test]
fn a_fragment_is_one_line_and_what_people_typed_is_text() {
    let nasty = "<script>alert(1)</script> \"' &amp;";
    let sample = joined()
        .does(BO, Command::Rename { name: "<b>Bo</b>".into() })
        .answers(BO, "q_encryption", "yes", nasty)
        .reveals("q_encryption");
    let closing = Command::Close { title: nasty.into(), note: "one\r\ntwo\nthree".into(), with_what_if: false };
    for sample in [sample, joined().does(ANA, closing)] {
        for html in [seen(&sample, ANA), seen(&sample, BO), on_screen(&sample)] {
            assert!(!html.contains(['\n', '\r']), "{html}");
            assert!(!html.contains("<script") && !html.contains("<b>Bo"), "{html}");
        }
    }
}

#[test]
fn every_state_has_one_heading_unique_ids_and_labels_for_its_fields() {
    for name in STATES {
        let html = within("", || shown(name));
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: HashSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{name}: {ids:?}");
        for of in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&of), "{name}: a label for {of}");
        }
        for to in html.split("data-turn=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&to), "{name}: turns to {to}");
        }
    }
}

#[test]
fn every_form_can_be_found_again() {
    for name in STATES {
        let html = shown(name);
        if let Some((_, room)) = html.split_once("id=\"room\"") {
            for form in room.split("<form").skip(1) {
                let tag = form.split('>').next().unwrap_or_default();
                assert!(tag.contains(" id=\"") && tag.contains("method=\"post\""), "{name}: {tag}");
            }
        }
    }
}

#[test]
fn states_are_what_their_names_say() {
    for (name, wanted) in [
        ("start", "Open the room"),
        ("start-refused", "is not allowed"),
        ("code", "No room has this code."),
        ("join", "Ana asks you to decide this together: 4 questions"),
        ("answered", "Your answer: yes, with keys we hold ."),
        ("watching", "You are watching"),
        ("waiting", "You can change your answers until they are revealed."),
        ("waiting-facilitator", "Reveal anyway"),
        ("refused", "This has changed since you saw it."),
        ("settled", "We decide: no . TLS covers what the auditors ask for Disagree: Dana Ruiz-Montgomery ."),
        ("parked", "Parked , Bo takes care of it."),
        ("again", "asked for the second time"),
        ("what-if", "Ana : Pods 900"),
        ("close", "Close the room and keep the record"),
        ("closed", "closed this room on 2026-11-28"),
        ("gone", "This room has expired"),
        ("screen", "Code 4k7-m2p"),
    ] {
        check(&shown(name), &[wanted]);
    }
    // what was decided is on everybody's page too, not on the projector alone
    check(open_part(&shown("closed")), &["Pod network: ", " a month, bound by "]);
    check(open_part(&shown("again")), &["Asked again. Last time you answered: not sure ."]);
    assert!(shown("closed").contains("href=\"/s/0123456789a/record\""));
}

#[test]
fn what_was_sent_and_refused_comes_back_in_its_form() {
    let typed = [("question", "q_density"), ("why", "typed and refused")];
    let typed = typed.map(|(key, value)| (key.to_string(), value.to_string())).into();
    let page = SeatPage { typed, problems: vec!["why: too long.".into()], ..joined().seat(BO) };
    let html = seat_fragment(&page);
    let field = |key: &str| {
        let tag = html.split(&format!("id=\"why-{key}\"")).nth(1).and_then(|rest| rest.split('>').next());
        tag.expect("a field").contains("typed and refused")
    };
    assert!(field("q_density") && !field("q_encryption"));
    check(&html, &["why: too long."]);
}

#[test]
fn the_what_if_form_changes_what_it_offers_and_nothing_else() {
    let base = "v=2&pods=400&region=eu-west-1&profile=web&profile=batch&pods=30&cpu_m=1000&mem_mib=2048";
    let base = to_query(&from_query(base).scenario);
    let pairs = [
        ("scenario", base.as_str()),
        ("pods", "900"),
        ("q_encryption", "yes"),
        ("region", "us-east-1"),
        ("against", "0"),
    ];
    let pairs = pairs.map(|(key, value)| (key.to_string(), value.to_string()));
    let decoded = what_if::tried(&pairs);
    assert!(decoded.problems.is_empty(), "{:?}", decoded.problems);
    let mut expected = from_query(&base).scenario;
    expected.profiles[0].pods = 900;
    expected = from_query(&format!("{}&q_encryption=yes", to_query(&expected))).scenario;
    assert_eq!(encode(&decoded.scenario), encode(&expected));
    let wrong = what_if::tried(&[("scenario".into(), base), ("pods".into(), "-5".into())]);
    assert_eq!(wrong.problems.len(), 1);
}

#[test]
fn figures_are_worked_out_once_for_all() {
    let sample = answered().reveals("q_encryption");
    let page = sample.seat(BO);
    assert!(page.figures.is_of(&page.view.room));
    let later = answered().does(ANA, Command::RevealAll).seat(BO);
    assert!(page.figures.is_of(&later.view.room), "another reveal changes nothing that is tried out");
    assert!(!Figures::default().is_of(&page.view.room) && Figures::default().is_of(&joined().seat(BO).view.room));
}

#[test]
fn the_script_is_small() {
    assert!(SCRIPT.len() < 14_700, "{} bytes; 10 KB with brotli are what a room may take", SCRIPT.len());
    let read_out = words(&seen(&answered().reveals("q_encryption"), BO));
    assert!(!read_out.is_empty());
}

/// Whoever did not look would decide it.
#[test]
fn of_answers_that_as_many_gave_none_is_proposed() {
    let one_each = || joined().answers(BO, "q_encryption", "yes", "").answers(CHIDI, "q_encryption", "no", "");
    let none = "<option value=\"\" selected>Choose one</option>";
    assert!(seen(&one_each().reveals("q_encryption"), ANA).contains(none));
    let most = seen(&one_each().answers(ANA, "q_encryption", "no", "").reveals("q_encryption"), ANA);
    assert!(!most.contains(none) && most.contains("<option value=\"no\" selected>"), "{most}");
}

#[test]
fn the_screen_of_a_closed_room_names_what_was_left_open() {
    let closed = answered()
        .reveals("q_encryption")
        .does(ANA, Command::Close { title: "t".into(), note: String::new(), with_what_if: false });
    let said = words(&on_screen(&closed));
    assert!(said.contains("Left open: \u{201c}Must pod traffic be encrypted?\u{201d}"), "{said}");
    let at = |what: &str| said.find(what).unwrap_or_else(|| panic!("no {what} in {said}"));
    assert!(at("Pod network: ") < at(" a month"), "the question was the network: {said}");
}

/// Counts of nobody read as if all were done.
#[test]
fn nobody_to_wait_for_is_said_in_words() {
    let mut sample = joined();
    for seat in 0..4 {
        sample = sample.does(seat, Command::TakeRole { role: Role::Watch });
    }
    let said = [on_screen(&sample), seen(&sample, EVE)];
    assert!(said.iter().all(|said| said.contains("Nobody who answers has joined yet")), "{said:?}");
    assert!(said.iter().all(|said| !said.contains("0 of 0") && !said.contains("Waiting for 0")), "{said:?}");
}
