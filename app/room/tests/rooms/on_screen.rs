//! What the facilitator chooses for the screen, and what takes it again.

use crate::support::{LEAD, Live};
use room::{Command, OnScreen, Question, Refusal, SeatId, State};

fn show(question: Option<&str>) -> Command {
    Command::ShowOnScreen { question: question.map(str::to_string) }
}

/// What is chosen, as the screen and a seat receive it.
fn chosen(live: &Live) -> Option<OnScreen> {
    let around = live.around();
    let [screen, seat] = [live.state.for_screen(&around), live.state.for_seat(SeatId(1), &around)];
    assert_eq!(screen.room.on_screen, seat.room.on_screen);
    screen.room.on_screen
}

fn on(key: &str) -> Option<OnScreen> {
    Question::of_key(key).map(OnScreen::Question)
}

/// A room in which Ana has answered all, with `pods` on the screen.
fn shown() -> (Live, SeatId) {
    let mut live = Live::of(&["q_density", "q_encryption", "pods"]);
    let ana = live.join("Ana");
    for (question, value) in [("q_density", "no"), ("q_encryption", "no"), ("pods", "400")] {
        live.answer(ana, question, value, "").expect("it is taken");
    }
    assert_eq!(chosen(&live), None);
    assert_eq!(live.send(LEAD, show(Some("pods"))), Ok(1));
    (live, ana)
}

#[test]
fn the_facilitator_chooses_what_the_screen_shows() {
    let (mut live, ana) = shown();
    assert_eq!(chosen(&live), on("pods"));
    assert_eq!(live.send(LEAD, show(Some("pods"))), Ok(0), "it is there already");
    assert_eq!(live.send(LEAD, show(None)), Ok(1));
    assert_eq!(chosen(&live), Some(OnScreen::All));
    assert_eq!(live.send(ana, show(Some("pods"))), Err(Refusal::NotYours));
    let refused = live.send(LEAD, show(Some("q_vpc")));
    assert!(matches!(refused, Err(Refusal::Problems(_))), "it is not asked: {refused:?}");
    assert_eq!(chosen(&live), Some(OnScreen::All));
    assert_eq!(State::fold(&live.events).on_screen(), Some(OnScreen::All), "it outlives a restart");
}

/// What all talk about, and with it what each seat is turned to, is not the facilitator's choice for the screen.
#[test]
fn what_is_chosen_turns_the_screen_and_nobody_else() {
    let (live, _) = shown();
    assert_eq!(live.state.acted_on(), None);
    let answers = live.state.for_screen(&live.around()).room.questions.iter().any(|asked| asked.revealed.is_some());
    assert!(!answers, "what is shown is not revealed by it");
}

#[test]
fn whatever_is_acted_on_takes_the_screen_again() {
    type Does = fn(&mut Live, SeatId);
    let acts: [(&str, Does); 6] = [
        ("a reveal", |live, _| drop(live.reveal("q_density").expect("it is revealed"))),
        ("all reveals", |live, _| drop(live.send(LEAD, Command::RevealAll).expect("they are revealed"))),
        ("a decision", |live, _| drop(live.settle("q_encryption", "no", "").expect("it is settled"))),
        ("another round", |live, _| {
            live.send(LEAD, Command::AskAgain { question: "q_encryption".into(), round: 1 })
                .expect("it is asked again");
        }),
        ("a parked question", |live, _| {
            let against = live.board("q_density").revision;
            let (question, owner) = ("q_density".into(), "Ops".into());
            live.send(LEAD, Command::Park { question, round: 1, against, owner, reason: String::new() })
                .expect("it is parked");
        }),
        ("a what-if", |live, ana| {
            live.send(ana, Command::WhatIf { scenario: "v=2&pods=9".into(), against: 0 }).expect("it is tried");
        }),
    ];
    for (what, act) in acts {
        let (mut live, ana) = shown();
        live.reveal("q_encryption").expect("it is revealed");
        live.send(LEAD, show(Some("pods"))).expect("it is shown");
        act(&mut live, ana);
        assert_eq!(chosen(&live), None, "{what}");
        assert!(live.state.acted_on().is_some(), "{what}");
        live.send(LEAD, show(Some("pods"))).expect("it is shown");
        assert_eq!(chosen(&live), on("pods"), "after {what} it can be chosen anew");
    }
}

/// Answers, people who come and one person's dissent leave the screen as it is.
#[test]
fn what_single_people_do_leaves_the_screen_alone() {
    let (mut live, ana) = shown();
    live.reveal("q_encryption").expect("it is revealed");
    live.settle("q_encryption", "yes", "").expect("it is settled");
    live.send(LEAD, show(Some("pods"))).expect("it is shown");
    live.send(ana, Command::Dissent { question: "q_encryption".into(), round: 1, dissents: true })
        .expect("it is noted");
    live.answer(ana, "q_density", "yes", "").expect("it is taken");
    live.join("Bo");
    assert_eq!(chosen(&live), on("pods"));
}

#[test]
fn a_question_that_is_taken_out_leaves_the_screen() {
    let (mut live, _) = shown();
    let ask = |live: &Live, keys: &[&str]| Command::Ask {
        questions: keys.iter().map(ToString::to_string).collect(),
        against: live.state.asked_revision(),
    };
    let without_another = ask(&live, &["q_density", "pods"]);
    live.send(LEAD, without_another).expect("another is taken out");
    assert_eq!(chosen(&live), on("pods"));
    let without = ask(&live, &["q_density"]);
    live.send(LEAD, without).expect("it is taken out");
    assert_eq!(chosen(&live), None);
}
