//! Blindness: whatever somebody answers in the dark, however often, when and how long, nobody else receives another
//! byte.

use crate::generate::config;
use crate::script::{QUESTIONS, Said, Step, room, said, steps, take};
use crate::support::Live;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use room::{Moment, SeatId};

/// What everybody but one seat receives.
fn of_others(live: &Live, but: SeatId) -> Vec<(u64, String)> {
    let others: Vec<_> = live.seats().into_iter().filter(|seat| *seat != Some(but)).chain([None]).collect();
    live.seen(&others)
}

/// One telling of a history: what the victim says where it answers in the dark, and how late in its turn.
#[derive(Clone, Debug)]
struct Telling {
    said: Vec<(Said, u64)>,
}

fn telling() -> impl Strategy<Value = Vec<Telling>> {
    vec(vec((said(), 0..90_u64), 1..4).prop_map(|said| Telling { said }), 40)
}

/// Takes a victim's turn in the dark: one answer or several, of which it does not say how many.
fn tell(live: &mut Live, step: &Step, telling: &Telling) {
    let Step::Answer(seat, question, _) = step else { return };
    let start = live.now;
    for (said, after) in &telling.said {
        live.now = Moment(start.0 + after);
        let _ = take(live, &Step::Answer(*seat, *question, said.clone()));
    }
    live.now = start;
}

proptest! {
    #![proptest_config(config(150))]

    /// Two tellings that differ in one seat's hidden answers, their values, whys, lengths, times and number, are the
    /// same bytes to all others and the screen, up to the reveal.
    #[test]
    fn hidden_answers_change_no_byte_that_others_receive(
        opening in room(), steps in steps(), victim in any::<Index>(), about in any::<Index>(),
        one in telling(), other in telling()
    ) {
        let question = QUESTIONS[about.index(QUESTIONS.len())];
        let (mut a, mut b) = (Live::open(opening.clone()), Live::open(opening));
        for _ in 0..3 {
            for live in [&mut a, &mut b] {
                take(live, &Step::Join(room::Role::Answer)).expect("there is room");
            }
        }
        let victim = SeatId(victim.index(4) as u16);
        let mut compared = 0;
        for (n, step) in steps.iter().enumerate() {
            (a.now, b.now) = (Moment(a.now.0 + 100), Moment(b.now.0 + 100));
            let is_hidden = matches!(step, Step::Answer(seat, about, _)
                if seat.index(a.state.seats().len()) == usize::from(victim.0)
                && QUESTIONS[about.index(QUESTIONS.len())] == question);
            match is_hidden {
                true => {
                    tell(&mut a, step, &one[n]);
                    tell(&mut b, step, &other[n]);
                }
                false => prop_assert_eq!(take(&mut a, step), take(&mut b, step), "{:?}", step),
            }
            let board = a.board(question);
            if !board.is_blind() || !board.earlier.is_empty() {
                break;
            }
            prop_assert_eq!(of_others(&a, victim), of_others(&b, victim), "after {:?}", step);
            compared += 1;
        }
        prop_assert!(compared > 0 || !a.board(question).is_blind());
    }
}

#[test]
fn the_seat_itself_sees_its_answer_and_a_change_of_it() {
    let mut live = Live::of(&["q_density"]);
    let ana = live.join("Ana");
    live.answer(ana, "q_density", "yes", "many small ones").expect("it is taken");
    let before = (live.bytes(Some(ana)), live.bytes(None));
    live.answer(ana, "q_density", "no", "").expect("it is taken");
    assert_ne!(live.bytes(Some(ana)), before.0);
    assert_eq!(live.bytes(None), before.1);
    let version = |live: &Live| live.state.for_seat(ana, &live.around()).version;
    let seen = version(&live);
    live.answer(ana, "q_density", "yes", "").expect("it is taken");
    assert_eq!(version(&live), seen + 1);
}
