//! A whole meeting, and each rule that people meet in one.

use crate::support::{LEAD, Live};
use room::view::Phase;
use room::{Command, Moment, Refusal, State};

#[test]
fn a_meeting_from_opening_to_closing() {
    let mut live = Live::of(&["q_encryption", "pods"]);
    let (ana, ben) = (live.join("Ana"), live.join("Ben"));
    assert_eq!(live.answer(ana, "q_encryption", "tenant", "auditors"), Ok(1));
    assert_eq!(live.answer(ben, "q_encryption", "no", ""), Ok(1));
    let seen = live.state.for_seat(ben, &live.around());
    assert_eq!(seen.room.questions[0].answered, [ana, ben]);
    assert_eq!(seen.room.questions[0].revealed, None);
    assert!(!live.bytes(Some(ben)).contains("tenant") && !live.bytes(None).contains("auditors"));
    assert!(live.bytes(Some(ana)).contains("auditors"));

    assert_eq!(live.reveal("q_encryption"), Ok(1));
    let screen = live.state.for_screen(&live.around());
    let revealed = screen.room.questions[0].revealed.as_ref().expect("it is revealed");
    let columns: Vec<_> = revealed.columns.iter().map(|c| (c.words.as_str(), c.chips[0].label.as_str())).collect();
    assert_eq!(columns, [("yes, with keys we hold", "Ana"), ("no", "Ben")]);
    assert_eq!(revealed.missing, [LEAD]);

    assert_eq!(live.settle("q_encryption", "no", "TLS is above it"), Ok(1));
    let dissent = Command::Dissent { question: "q_encryption".into(), round: 1, dissents: true };
    assert_eq!(live.send(ana, dissent), Ok(1));
    let close = Command::Close { title: String::new(), note: String::new(), with_what_if: false };
    assert_eq!(live.send(ana, close.clone()), Err(Refusal::NotYours));
    assert_eq!(live.send(LEAD, close.clone()), Ok(1));
    assert_eq!(live.send(LEAD, close), Ok(0));
    assert_eq!(live.answer(ben, "pods", "200", ""), Err(Refusal::Closed));
    let closing = live.state.closing().expect("it is closed");
    assert_eq!((closing.title.as_str(), closing.scenario.as_str()), ("Pod network for shop", "v=2&q_encryption=no"));
    assert_eq!(live.state.for_screen(&live.around()).room.questions[0].phase, Phase::Settled);
    assert_eq!(live.send_from(None, Command::Saved { id: "k3".into() }), Ok(1));
    assert_eq!(live.state.expires_at(None), None);
    assert_eq!(State::fold(&live.events), live.state);
    assert!(live.state.last_event() >= Moment(1));
}
