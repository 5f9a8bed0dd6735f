//! Each rule of a room, and what people are told where something cannot be.

use crate::support::{LEAD, Live, START, opening};
use room::limits::{DAY, MAX_SEATS, TAKE_OVER_AFTER};
use room::view::Phase;
use room::{
    ActedOn, Command, KeyHash, Moment, Opening, Question, Refusal, RevealRule, RevealedBy, Role, SeatId, State, WhoMay,
    open,
};

fn answer(question: &str, round: u32, against: u32, value: &str, why: &str) -> Command {
    Command::Answer { question: question.into(), round, against, value: value.into(), why: why.into() }
}

fn problems(refused: Result<usize, Refusal>) -> Vec<String> {
    match refused {
        Err(Refusal::Problems(problems)) => problems.iter().map(ToString::to_string).collect(),
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn all_problems_of_a_command_are_named_at_once() {
    let mut live = Live::of(&["q_density", "pods"]);
    let wrong = answer("q_density", 1, 0, "maybe", &"x".repeat(10_240));
    let said = problems(live.send(LEAD, wrong));
    assert_eq!(said[0], "q_density: \u{201c}maybe\u{201d} is not allowed; it takes one of yes, no, unsure");
    assert!(
        said[1].starts_with("why: \u{201c}xxx") && said[1].ends_with("it takes at most 280 characters"),
        "{said:?}"
    );
    assert!(said[1].len() < 200);
    let said = problems(live.send(LEAD, answer("pods", 1, 0, "-5", "")));
    assert_eq!(said, ["pods: \u{201c}-5\u{201d} is not allowed; it takes a whole number from 1 to 150,000, or unsure"]);
    let said = problems(Live::of(&["mem_mib"]).send(LEAD, answer("mem_mib", 1, 0, "1.5", "")));
    assert!(said[0].ends_with("or with a unit such as 512Mi, 1.5Gi or 1G, or unsure"), "{said:?}");
    let said = problems(live.send(LEAD, answer("q_vpc", 1, 0, "yes", "")));
    assert_eq!(said, ["question: \u{201c}q_vpc\u{201d} is not allowed; it takes one of q_density, pods"]);
}

#[test]
fn a_room_that_cannot_be_opened_says_everything_that_is_wrong() {
    let wrong = Opening {
        title: " \u{7} ".into(),
        name: "n".repeat(41),
        scenario: "v=2&pods=0".into(),
        questions: vec!["q_density".into(), "q_colour".into()],
        reveal: RevealRule { at: Some(START), people: Some(201) },
        ..opening(&[])
    };
    let Err(Refusal::Problems(said)) = open(wrong, START) else { unreachable!("it was opened") };
    let fields: Vec<_> = said.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["title", "name", "questions", "pods", "reveal_at", "reveal_people"]);
    assert!(matches!(open(opening(&[]), START), Err(Refusal::Problems(_))), "it asks nothing");
}

#[test]
fn names_are_plain_text_as_typed() {
    let mut live = Live::of(&["q_density"]);
    let seat = live.join(" <b>Zo\u{eb}\u{202e}\u{0}</b>\n\u{1f469}\u{200d}\u{1f4bb} ");
    assert_eq!(live.state.seat(seat).map(|s| s.name.as_str()), Some("<b>Zo\u{eb}</b> \u{1f469}\u{200d}\u{1f4bb}"));
}

#[test]
fn people_of_the_same_name_are_told_apart() {
    let mut live = Live::of(&["q_density"]);
    let seats = [live.join("Ana"), live.join("Ana (2)"), live.join("ana"), live.join("Ana")];
    let labels = seats.map(|seat| live.state.seat(seat).map(|s| s.label.clone()).unwrap_or_default());
    assert_eq!(labels, ["Ana", "Ana (2)", "ana (3)", "Ana (4)"]);
    live.send(seats[0], Command::Rename { name: "Lea".into() }).expect("it is taken");
    assert_eq!(live.state.seat(seats[0]).map(|s| s.label.as_str()), Some("Lea (2)"));
}

#[test]
fn an_older_tab_never_overwrites() {
    let mut live = Live::of(&["q_density"]);
    let ana = live.join("Ana");
    // Both tabs saw no answer yet; one is quicker.
    assert_eq!(live.send(ana, answer("q_density", 1, 0, "yes", "")), Ok(1));
    assert_eq!(live.send(ana, answer("q_density", 1, 0, "no", "")), Err(Refusal::Stale));
    let own = live.state.for_seat(ana, &live.around()).you.expect("it has a seat").answers[0].clone();
    assert_eq!((own.value.as_deref(), own.revision), (Some("yes"), 1));
    // That others join and answer makes nothing stale.
    let ben = live.join("Ben");
    assert_eq!(live.answer(ben, "q_density", "no", ""), Ok(1));
    assert_eq!(live.send(ana, answer("q_density", 1, 1, "no", "")), Ok(1));
    // What was sent first and comes again last is late, not new.
    assert_eq!(live.send(ana, answer("q_density", 1, 0, "yes", "")), Err(Refusal::Stale));
    assert_eq!(live.send(ana, answer("q_density", 2, 2, "yes", "")), Err(Refusal::Stale));
}

#[test]
fn a_decision_is_made_against_what_was_seen() {
    let mut live = Live::of(&["q_density"]);
    let settle = |against, value: &str| Command::Settle {
        question: "q_density".into(),
        round: 1,
        against,
        value: value.into(),
        reason: String::new(),
        dissent: vec![],
    };
    assert!(matches!(live.send(LEAD, settle(1, "no")), Err(Refusal::NotNow(_))));
    assert_eq!(live.reveal("q_density"), Ok(1));
    let seen = live.board("q_density").revision;
    let named = |seats: Vec<SeatId>| match settle(seen, "no") {
        Command::Settle { question, round, against, value, reason, .. } => {
            Command::Settle { question, round, against, value, reason, dissent: seats }
        }
        other => other,
    };
    let said = problems(live.send(LEAD, named(vec![SeatId(9); 3])));
    assert_eq!(said, ["dissent: \u{201c}9\u{201d} is not allowed; it takes the numbers of seats in this room"]);
    assert_eq!(live.send(LEAD, named(vec![LEAD; 60_000])), Ok(1));
    assert!(serde_json::to_string(live.events.last().expect("an event")).is_ok_and(|text| text.len() < 200));
    assert_eq!(live.send(LEAD, settle(seen, "no")), Ok(0));
    assert_eq!(live.send(LEAD, settle(seen, "yes")), Err(Refusal::Stale));
    let said = problems(live.send(LEAD, settle(seen + 1, "")));
    assert_eq!(
        said,
        ["q_density: \u{201c}\u{201d} is not allowed; it takes a decision; park the question to leave it open"]
    );
}

#[test]
fn two_reveals_at_once_are_one() {
    let mut live = Live::of(&["q_density"]);
    assert_eq!(live.reveal("q_density"), Ok(1));
    assert_eq!(live.reveal("q_density"), Ok(0));
    assert_eq!(live.send(LEAD, Command::RevealAll), Ok(0));
    assert_eq!(live.send(LEAD, Command::AskAgain { question: "q_density".into(), round: 1 }), Ok(1));
    assert_eq!(live.send(LEAD, Command::AskAgain { question: "q_density".into(), round: 1 }), Ok(0));
    // The reveal of the first round, come again, must not open the second.
    let late = Command::Reveal { question: "q_density".into(), round: 1 };
    assert_eq!(live.send(LEAD, late), Err(Refusal::Stale));
}

#[test]
fn late_answers_count_and_say_so() {
    let mut live = Live::of(&["q_density"]);
    let (ana, ben) = (live.join("Ana"), live.join("Ben"));
    live.answer(ana, "q_density", "no", "because").expect("it is taken");
    live.reveal("q_density").expect("it is revealed");
    live.answer(ana, "q_density", "yes", "").expect("it is taken");
    live.answer(ana, "q_density", "", "").expect("it is taken");
    live.answer(ben, "q_density", "yes", "").expect("it is taken");
    let view = live.state.for_screen(&live.around());
    let revealed = view.room.questions[0].revealed.clone().expect("it is revealed");
    let chips: Vec<_> = revealed.columns.iter().flat_map(|c| c.chips.iter().map(|chip| (&*c.words, chip))).collect();
    let said: Vec<_> = chips.iter().map(|(words, c)| (*words, &*c.label, c.late, c.was.as_deref())).collect();
    assert_eq!(said, [("yes", "Ben", true, None), ("not sure", "Ana", true, Some("no"))]);
    assert_eq!(revealed.missing, [LEAD]);
}

#[test]
fn watchers_are_never_counted() {
    let mut live = Live::open(Opening { role: Role::Watch, ..opening(&["q_density"]) });
    let (ana, ben) = (live.join("Ana"), live.join_as("Ben", Role::Watch));
    assert_eq!(live.answer(ben, "q_density", "no", ""), Err(Refusal::Watching));
    live.answer(ana, "q_density", "no", "").expect("it is taken");
    let view = live.state.for_screen(&live.around());
    assert_eq!((view.room.answering, view.room.questions[0].answered.as_slice()), (1, &[ana][..]));
    // Whoever watches from now on has not answered, and what they said is not shown.
    live.send(ana, Command::TakeRole { role: Role::Watch }).expect("it is taken");
    assert!(live.state.for_screen(&live.around()).room.questions[0].answered.is_empty());
    live.reveal("q_density").expect("it is revealed");
    let view = live.state.for_screen(&live.around());
    assert!(view.room.questions[0].revealed.as_ref().is_some_and(|r| r.columns.is_empty() && r.missing.is_empty()));
}

#[test]
fn a_join_that_comes_twice_is_one_person() {
    let mut live = Live::of(&["q_density"]);
    let join = Command::Join { key: KeyHash("k".into()), name: "Ana".into(), role: Role::Answer };
    assert_eq!(live.send_from(None, join.clone()), Ok(1));
    assert_eq!(live.send_from(None, join), Ok(0));
    assert_eq!(live.state.seats().len(), 2);
}

#[test]
fn a_full_room_says_so_and_keys_of_other_rooms_open_nothing() {
    let mut live = Live::of(&["q_density"]);
    for n in 1..MAX_SEATS {
        live.join(&format!("p{n}"));
    }
    let join = Command::Join { key: KeyHash("one more".into()), name: "Zed".into(), role: Role::Answer };
    let Err(refused) = live.send_from(None, join) else { unreachable!("it has a seat") };
    assert_eq!(refused.to_string(), "This room is full: it has 200 seats.");
    assert_eq!(live.state.seat_of(&KeyHash("key of another room".into())), None);
    for seat in [None, Some(SeatId(200)), Some(SeatId(u16::MAX))] {
        assert_eq!(live.send_from(seat, answer("q_density", 1, 0, "no", "")), Err(Refusal::NotSeated));
    }
    assert_eq!(live.send(SeatId(3), Command::RevealAll), Err(Refusal::NotYours));
    assert_eq!(live.send(SeatId(3), Command::Saved { id: "x".into() }), Err(Refusal::NotYours));
}

#[test]
fn another_takes_over_once_the_facilitator_has_been_away_for_two_minutes() {
    let mut live = Live::of(&["q_density"]);
    let (ana, ben) = (live.join("Ana"), live.join("Ben"));
    live.presence.here.extend([LEAD, ana, ben]);
    let refused = live.send(ana, Command::TakeOver).expect_err("Lea is here");
    assert_eq!(refused.to_string(), "Lea is here and leads this room.");
    live.presence.here.remove(&LEAD);
    live.now = START.plus(1_000);
    live.presence.last_seen.insert(LEAD, live.now);
    live.now = live.now.plus(TAKE_OVER_AFTER - 1);
    let refused = live.send(ana, Command::TakeOver).expect_err("it is too early");
    assert_eq!(refused.to_string(), "Lea may come back: you can take over in 1 second.");
    assert!(!live.state.for_screen(&live.around()).room.may_take_over);
    live.now = live.now.plus(1);
    assert!(live.state.for_screen(&live.around()).room.may_take_over);
    assert_eq!(live.send(ana, Command::TakeOver), Ok(1));
    assert_eq!(live.send(LEAD, Command::RevealAll), Err(Refusal::NotYours));
    // Who took over has just been there, even where no stream of theirs is open.
    live.presence.here.remove(&ana);
    assert!(matches!(live.send(ben, Command::TakeOver), Err(Refusal::NotNow(_))));
    let view = live.state.for_screen(&live.around());
    assert_eq!((view.room.facilitator, view.room.led_before), (ana, Some(LEAD)));
    assert_eq!(view.room.people.iter().filter(|p| p.leads).map(|p| p.seat).collect::<Vec<_>>(), [ana]);
}

#[test]
fn a_restart_of_the_server_is_no_absence() {
    let mut live = Live::of(&["q_density"]);
    let ana = live.join("Ana");
    live.now = START.plus(10 * DAY);
    live.presence = room::Presence { since: live.now, ..Default::default() };
    live.now = live.now.plus(TAKE_OVER_AFTER - 1);
    assert!(matches!(live.send(ana, Command::TakeOver), Err(Refusal::NotNow(_))));
    live.now = live.now.plus(1);
    assert_eq!(live.send(ana, Command::TakeOver), Ok(1));
}

#[test]
fn a_date_reveals_what_was_asked_before_it() {
    let at = START.plus(DAY);
    let reveal = RevealRule { at: Some(at), people: None };
    let mut live = Live::open(Opening { reveal, ..opening(&["q_density", "pods"]) });
    assert_eq!(live.state.due_at(), Some(at));
    live.now = START.plus(DAY - 1);
    assert_eq!(live.send_from(None, Command::Due), Ok(0));
    live.answer(LEAD, "q_density", "no", "").expect("it is taken");
    live.answer(LEAD, "pods", "400", "").expect("it is taken");
    live.now = at;
    assert_eq!(live.send_from(None, Command::Due), Ok(2));
    assert_eq!((live.board("pods").revealed, live.state.due_at()), (Some(RevealedBy::Date), None));
    assert_eq!(live.send(LEAD, Command::AskAgain { question: "pods".into(), round: 1 }), Ok(1));
    assert_eq!((live.send_from(None, Command::Due), live.state.due_at()), (Ok(0), None));
}

#[test]
fn what_nobody_has_answered_stays_in_the_dark_when_all_is_revealed() {
    let mut live = Live::of(&["q_density", "pods", "q_multicast"]);
    let ana = live.join("Ana");
    live.answer(ana, "q_density", "no", "").expect("it is taken");
    live.answer(ana, "pods", "400", "").expect("it is taken");
    // Whoever watches has not answered: what they said before is nothing to show.
    live.send(ana, Command::TakeRole { role: Role::Watch }).expect("it is taken");
    assert_eq!(live.send(LEAD, Command::RevealAll), Ok(0));
    live.answer(LEAD, "q_density", "yes", "").expect("it is taken");
    assert_eq!(live.send(LEAD, Command::RevealAll), Ok(1));
    assert!(!live.board("q_density").is_blind() && live.board("pods").is_open() && live.board("q_multicast").is_open());
    // One question by itself may be revealed without an answer, by whoever means to decide it.
    assert_eq!(live.reveal("pods"), Ok(1));
}

#[test]
fn a_date_leaves_what_nobody_has_answered_open_and_is_over() {
    let at = START.plus(DAY);
    let reveal = RevealRule { at: Some(at), people: None };
    let mut live = Live::open(Opening { reveal, ..opening(&["q_density", "pods"]) });
    live.answer(LEAD, "q_density", "no", "").expect("it is taken");
    live.now = at;
    assert_eq!(live.send_from(None, Command::Due), Ok(2), "one is revealed, and the date is taken away");
    assert_eq!(live.board("q_density").revealed, Some(RevealedBy::Date));
    assert_eq!((live.state.due_at(), live.state.reveal_rule().at), (None, None));
    live.answer(LEAD, "pods", "400", "").expect("it is taken");
    assert_eq!(live.send_from(None, Command::Due), Ok(0));
    assert!(live.board("pods").is_blind(), "its first answer is shown to nobody");
}

#[test]
fn the_last_answer_reveals_where_that_was_chosen() {
    let reveal = RevealRule { people: Some(3), at: None };
    let mut live = Live::open(Opening { reveal, ..opening(&["q_density"]) });
    live.answer(LEAD, "q_density", "no", "").expect("it is taken");
    let ana = live.join("Ana");
    // Everybody who is there has answered, but a third is expected.
    assert_eq!(live.answer(ana, "q_density", "no", ""), Ok(1));
    let (ben, cleo) = (live.join("Ben"), live.join("Cleo"));
    assert_eq!(live.answer(ben, "q_density", "yes", ""), Ok(1));
    assert!(live.board("q_density").is_blind());
    // The one who is still waited for goes over to watching: that makes it complete, too.
    assert_eq!(live.send(cleo, Command::TakeRole { role: Role::Watch }), Ok(2));
    assert_eq!(live.board("q_density").revealed, Some(RevealedBy::Everybody));
}

#[test]
fn parking_is_an_outcome_before_and_after_the_reveal() {
    let mut live = Live::of(&["q_density", "pods"]);
    let ana = live.join("Ana");
    live.answer(ana, "pods", "4000", "a secret").expect("it is taken");
    let park = |question: &str, against, owner: &str| Command::Park {
        question: question.into(),
        round: 1,
        against,
        owner: owner.into(),
        reason: "after the load test".into(),
    };
    assert_eq!(
        problems(live.send(LEAD, park("pods", 1, "")))[0],
        "owner: \u{201c}\u{201d} is not allowed; it takes 1 to 280 characters"
    );
    assert_eq!(live.send(LEAD, park("pods", 1, "Ops")), Ok(1));
    assert_eq!(live.send(LEAD, park("pods", 1, "Ops")), Ok(0));
    let view = live.state.for_screen(&live.around());
    assert_eq!(view.room.questions[1].phase, Phase::Parked);
    assert!(!live.bytes(None).contains("a secret"));
    let pods = &live.state.meeting().questions[1];
    assert!(pods.votes.is_empty() && pods.parked.as_ref().is_some_and(|p| p.owner == "Ops"));
    live.answer(LEAD, "q_density", "no", "").expect("it is taken");
    assert_eq!(live.send(LEAD, Command::RevealAll), Ok(1));
    assert_eq!(live.reveal("pods"), Ok(1));
    assert_eq!(live.state.meeting().questions[1].votes[0].by[0].why, "a secret");
}

#[test]
fn a_move_of_a_workload_names_it_where_there_are_several() {
    let several = "v=2&profile=web&pods=100&profile=jobs&pods=40";
    let mut live = Live::open(Opening { scenario: several.into(), ..opening(&["q_density"]) });
    let moved = "v=2&profile=web&pods=300&profile=jobs&pods=40&mode=prefix-delegation";
    live.send(LEAD, Command::WhatIf { scenario: moved.into(), against: 0 }).expect("it is taken");
    let what = &live.state.for_screen(&live.around()).room.what_if.moves[0].what;
    let names: Vec<&str> = what.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Pods of \u{201c}web\u{201d}", "Networking mode"]);
}

#[test]
fn the_what_if_says_who_moved_what_and_is_never_overwritten() {
    let mut live = Live::of(&["q_density"]);
    let ana = live.join("Ana");
    let what_if = |query: &str, against| Command::WhatIf { scenario: query.into(), against };
    assert_eq!(live.send(ana, what_if("v=2&pods=300", 0)), Ok(1));
    assert_eq!(live.send(LEAD, what_if("v=2&pods=400", 0)), Err(Refusal::Stale));
    assert_eq!(live.send(LEAD, what_if("v=2&pods=300&mode=prefix-delegation", 1)), Ok(1));
    let view = live.state.for_screen(&live.around());
    let moves: Vec<_> = view.room.what_if.moves.iter().map(|m| (m.seat, m.what.clone())).collect();
    let said = |label: &str, value: &str| vec![(label.to_string(), value.to_string())];
    assert_eq!(moves[0], (LEAD, said("Networking mode", "VPC CNI, prefix delegation")));
    assert_eq!(moves[1], (ana, said("Pods", "300")));
    for pods in 1..30 {
        live.send(ana, what_if(&format!("v=2&pods={pods}"), live.state.what_if_revision())).expect("it is taken");
    }
    let view = live.state.for_screen(&live.around());
    assert_eq!((view.room.what_if.moves.len(), &view.room.what_if.moves[0].what), (8, &said("Pods", "29")));
    assert_eq!(live.send(LEAD, Command::GiveWhatIf { to: WhoMay::Facilitator }), Ok(1));
    assert_eq!(live.send(ana, what_if("v=2", 31)), Err(Refusal::NotYours));
    assert_eq!(problems(live.send(LEAD, what_if("v=2&pods=x", 31))).len(), 1);
    assert_eq!(live.state.decided_scenario(true), "v=2&profile=web&pods=29");
    assert_eq!(live.state.decided_scenario(false), "v=2");
    // A decision is part of what is tried from then on, and nobody has moved it.
    live.reveal("q_density").expect("it is revealed");
    live.settle("q_density", "no", "").expect("it is settled");
    assert_eq!(live.state.decided_scenario(true), "v=2&profile=web&pods=29&q_density=no");
    let view = live.state.for_screen(&live.around());
    assert_eq!((view.room.what_if.revision, &view.room.what_if.moves[0].what), (32, &said("Pods", "29")));
    assert_eq!(live.send(LEAD, what_if("v=2&pods=30", 31)), Err(Refusal::Stale));
}

#[test]
fn a_question_that_is_taken_out_keeps_its_answers_for_when_it_comes_back() {
    let mut live = Live::of(&["q_density", "pods"]);
    live.answer(LEAD, "pods", "7", "").expect("it is taken");
    let ask =
        |keys: &[&str], against| Command::Ask { questions: keys.iter().map(ToString::to_string).collect(), against };
    assert_eq!(live.send(LEAD, ask(&["q_density"], 1)), Ok(1));
    assert!(!problems(live.answer(LEAD, "pods", "8", "")).is_empty());
    assert_eq!(live.send(LEAD, ask(&["pods"], 1)), Err(Refusal::Stale));
    assert_eq!(live.send(LEAD, ask(&["pods", "q_density"], 2)), Ok(1));
    assert_eq!(live.state.asked().iter().map(|q| q.key()).collect::<Vec<_>>(), ["pods", "q_density"]);
    let own = live.state.for_seat(LEAD, &live.around()).you.expect("a seat").answers[0].clone();
    assert_eq!(own.value.as_deref(), Some("7"));
}

#[test]
fn dissent_by_name_outlives_a_better_reason_and_ends_with_another_decision() {
    let mut live = Live::of(&["q_density"]);
    let ana = live.join("Ana");
    live.reveal("q_density").expect("it is revealed");
    live.settle("q_density", "no", "").expect("it is settled");
    let dissent = |dissents| Command::Dissent { question: "q_density".into(), round: 1, dissents };
    assert_eq!(live.send(ana, dissent(true)), Ok(1));
    live.settle("q_density", "no", "a better reason").expect("it is settled");
    let named =
        |live: &Live| live.state.for_screen(&live.around()).room.questions[0].settled.clone().expect("settled").dissent;
    assert_eq!(named(&live), [ana]);
    live.settle("q_density", "yes", "").expect("it is settled");
    assert_eq!(named(&live), []);
    assert_eq!(live.send(ana, dissent(true)), Ok(1));
    assert_eq!(live.send(ana, dissent(false)), Ok(1));
    assert_eq!(named(&live), []);
}

#[test]
fn a_closed_room_takes_nothing_but_its_record() {
    let mut live = Live::of(&["q_density"]);
    let ana = live.join("Ana");
    let expires = START.plus(30 * DAY);
    assert_eq!(
        (live.state.expires_at(None), live.state.expires_at(Some(2))),
        (Some(expires), Some(START.plus(2 * DAY)))
    );
    live.now = START.plus(5 * DAY);
    live.answer(ana, "q_density", "no", "").expect("it is taken");
    assert_eq!(live.state.expires_at(None), Some(START.plus(35 * DAY)), "thirty days after the last event");
    assert!(matches!(live.send_from(None, Command::Saved { id: "k3".into() }), Err(Refusal::NotNow(_))));
    let close = Command::Close { title: " Decided ".into(), note: "one\r\n\ttwo\u{7}".into(), with_what_if: false };
    live.send(LEAD, close).expect("it is closed");
    let closed = live.state.for_seat(ana, &live.around()).room.closed.clone().expect("it is closed");
    assert_eq!((closed.title.as_str(), closed.note.as_str(), closed.record), ("Decided", "one\ntwo", None));
    assert_eq!(live.send(ana, Command::TakeOver), Err(Refusal::Closed));
    assert_eq!(live.send(LEAD, Command::RevealAll), Err(Refusal::Closed));
    let join = Command::Join { key: KeyHash("late".into()), name: "Late".into(), role: Role::Watch };
    assert_eq!(live.send_from(None, join), Err(Refusal::Closed));
    // Closed but not saved, as after a crash: it stays until its record is there.
    assert_eq!(live.send_from(None, Command::Saved { id: "k3".into() }), Ok(1));
    assert_eq!(live.send_from(None, Command::Saved { id: "k3".into() }), Ok(0));
    assert_eq!((live.state.record(), live.state.expires_at(None)), (Some("k3"), None));
    assert_eq!(live.send_from(None, Command::SupersededBy { id: "k9".into() }), Ok(1));
    assert_eq!(live.state.superseded_by(), Some("k9"));
}

#[test]
fn a_clock_that_runs_backwards_does_not_turn_events_around() {
    let mut live = Live::of(&["q_density"]);
    live.now = START.plus(100);
    live.join("Ana");
    live.now = Moment(5);
    live.join("Ben");
    assert_eq!(live.events.iter().map(|e| e.at).collect::<Vec<_>>(), [START, START.plus(100), START.plus(100)]);
}

#[test]
fn medians_of_odd_and_even_counts() {
    let mut live = Live::of(&["pods"]);
    let seats = [live.join("a"), live.join("b"), live.join("c")];
    for (seat, pods) in seats.iter().zip(["10", "40", "15"]) {
        live.answer(*seat, "pods", pods, "").expect("it is taken");
    }
    live.reveal("pods").expect("it is revealed");
    let numbers = |live: &Live| {
        let view = live.state.for_screen(&live.around());
        view.room.questions[0].revealed.as_ref().and_then(|r| r.numbers).map(|n| (n.least, n.median, n.greatest))
    };
    assert_eq!(numbers(&live), Some((10, 15, 40)));
    live.answer(LEAD, "pods", "30", "").expect("it is taken");
    assert_eq!(numbers(&live), Some((10, 23, 40)));
    assert_eq!(Question::of_key("pods").map(|q| q.words("1200")), Some("1,200 pods".into()));
}

#[test]
fn a_number_names_its_workload_where_there_are_several() {
    let texts = |scenario: &str| {
        let live = Live::open(Opening { scenario: scenario.into(), ..opening(&["q_ipv6", "pods", "cpu_m"]) });
        let view = live.state.for_screen(&live.around());
        let asked: Vec<_> = view.room.questions.iter().map(|asked| asked.text.clone()).collect();
        let discussed: Vec<_> = live.state.meeting().questions.into_iter().map(|question| question.text).collect();
        assert_eq!(asked, discussed);
        asked
    };
    assert_eq!(texts("v=2"), ["IPv6", "How many pods will there be?", "How much CPU will a pod request?"]);
    let two = [
        "IPv6",
        "How many pods of \u{201c}<web>\u{201d} will there be?",
        "How much CPU will a pod of \u{201c}<web>\u{201d} request?",
    ];
    assert_eq!(texts("v=2&profile=<web>&profile=db"), two);
}

#[test]
fn what_was_acted_on_last_is_what_all_talk_about() {
    let mut live = Live::of(&["q_density", "q_encryption", "pods"]);
    let ana = live.join("Ana");
    let on = |key: &str| Some(ActedOn::Question(Question::of_key(key).expect("a question")));
    let seen = |live: &Live| live.state.for_screen(&live.around()).room.acted_on;
    assert_eq!(seen(&live), None);
    live.answer(ana, "q_encryption", "no", "").expect("it is taken");
    assert_eq!(seen(&live), None, "an answer in the dark turns nobody to its question");
    live.reveal("q_encryption").expect("it is revealed");
    assert_eq!(seen(&live), on("q_encryption"));
    live.now = live.now.plus(1);
    for (question, value) in [("q_density", "no"), ("pods", "400")] {
        live.answer(ana, question, value, "").expect("it is taken");
    }
    live.send(LEAD, Command::RevealAll).expect("all are revealed");
    assert_eq!(seen(&live), on("q_density"), "the first of those revealed at once");
    live.settle("q_density", "no", "").expect("it is settled");
    live.settle("pods", "50", "").expect("it is settled");
    assert_eq!(seen(&live), on("pods"));
    live.send(ana, Command::WhatIf { scenario: "v=2&pods=9".into(), against: live.state.what_if_revision() })
        .expect("it is taken");
    assert_eq!(seen(&live), Some(ActedOn::WhatIf));
    live.send(LEAD, Command::AskAgain { question: "pods".into(), round: 1 }).expect("it is asked again");
    assert_eq!(seen(&live), on("pods"));
    assert_eq!(State::fold(&live.events).acted_on(), on("pods"));
}
