//! The record of a meeting: the decision on top, who was there, every answer with its reason, and links to the
//! decisions before and after.

use crate::cluster::{Worked, scenario};
use export::{Kept, Meeting, decision_record};
use model::scenario::{Era, Scenario};
use room::{Command, Event, KeyHash, Moment, Opening, Presence, RevealRule, Role, SeatId, State, WhoMay};

const NOW: Moment = Moment(1_800_000_000);

/// A room, led through its commands.
struct Live(State);

impl Live {
    fn open() -> Live {
        let opening = Opening {
            title: "Pod network".into(),
            scenario: "v=2".into(),
            questions: ["q_encryption", "pods", "q_ipv6"].map(String::from).to_vec(),
            reveal: RevealRule::default(),
            what_if_by: WhoMay::Everyone,
            name: "Lea".into(),
            role: Role::Answer,
            key: KeyHash("lead".into()),
            supersedes: None,
        };
        Live(State::fold([&room::open(opening, NOW).expect("it can be opened")]))
    }

    fn send(&mut self, seat: Option<u16>, command: Command) {
        let events = self.0.decide(seat.map(SeatId), command, NOW, &Presence::default()).expect("it is taken");
        events.iter().for_each(|event: &Event| self.0.apply(event));
    }

    fn join(&mut self, name: &str, role: Role) {
        self.send(None, Command::Join { key: KeyHash(name.into()), name: name.into(), role });
    }

    fn answer(&mut self, seat: u16, question: &str, value: &str, why: &str) {
        let board = self.0.board(room::Question::of_key(question).expect("a question")).expect("it is asked");
        let (round, against) = (board.round, board.answers.get(&SeatId(seat)).map_or(0, |a| a.revision));
        let (question, value, why) = (question.into(), value.into(), why.into());
        self.send(Some(seat), Command::Answer { question, round, against, value, why });
    }
}

fn meeting() -> Meeting {
    let mut live = Live::open();
    live.join("Ana <b>", Role::Answer);
    live.join("Ben", Role::Answer);
    live.join("Cleo", Role::Watch);
    let encryption = || "q_encryption".to_string();
    live.answer(1, "q_encryption", "tenant", "auditors\n## ask");
    live.answer(2, "q_encryption", "no", "TLS is above it");
    live.send(Some(0), Command::Reveal { question: encryption(), round: 1 });
    live.send(Some(0), Command::AskAgain { question: encryption(), round: 1 });
    live.answer(1, "q_encryption", "tenant", "auditors\n## ask");
    live.answer(2, "q_encryption", "", "");
    live.send(Some(0), Command::Reveal { question: encryption(), round: 2 });
    live.answer(2, "q_encryption", "no", "TLS is above it");
    live.answer(0, "q_encryption", "no", "");
    live.answer(1, "pods", "900", "a secret");
    let board = live.0.board(room::Question::of_key("q_encryption").expect("a question")).expect("asked");
    let (round, against) = (board.round, board.revision);
    let (value, reason) = ("no".to_string(), "TLS is above it.".to_string());
    let settle = Command::Settle { question: encryption(), round, against, value, reason, dissent: vec![SeatId(1)] };
    live.send(Some(0), settle);
    let (owner, reason) = ("Ops".to_string(), String::new());
    live.send(Some(0), Command::Park { question: "pods".into(), round: 1, against: 1, owner, reason });
    live.0.meeting()
}

fn record(era: Era, kept: &Kept) -> String {
    decision_record(&Worked::out(Scenario { era, ..scenario() }).subject(), kept)
}

#[test]
fn the_decision_is_on_top_and_every_answer_below() {
    let meeting = meeting();
    let text = record(Era::Today, &Kept { date: "2026-11-28", meeting: Some(&meeting), ..Kept::default() });
    let (decided, held) = (
        "## Decided together\n\n- Must pod traffic be encrypted? **no**: TLS is above it. Dissent: Ana \\<b\\>.\n- How many pods will there be? **parked**, owner Ops.\n- IPv6: left open.\n",
        "## The meeting\n\n- Present: Lea (led), Ana \\<b\\>, Ben and Cleo (watched).\n- Must pod traffic be encrypted? (2 rounds) **yes, with keys we hold**: Ana \\<b\\> (\u{201c}auditors \\#\\# ask\u{201d}); **no**: Lea (after the reveal), Ben (\u{201c}TLS is above it\u{201d}; changed after the reveal, was not sure).\n- How many pods will there be? no answer was revealed.\n- IPv6: no answer was revealed.\n",
    );
    assert!(text.contains(decided), "{text}");
    assert!(text.contains(held), "{text}");
    assert!(text.contains("- Status: accepted.\n") && !text.contains("proposed"), "{text}");
    assert!(!text.contains("a secret"), "{text}");
    let heading = |name: &str| text.find(&format!("\n## {name}\n")).expect(name);
    assert!(heading("Decided together") < heading("Decision") && heading("The meeting") < heading("What is judgement"));
    let article = record(Era::Article, &Kept { meeting: Some(&meeting), ..Kept::default() });
    assert!(article.contains(decided) && article.contains(held), "{article}");
}

#[test]
fn a_meeting_that_decided_nothing_accepts_nothing() {
    let mut meeting = meeting();
    meeting.questions.iter_mut().for_each(|question| question.decided = None);
    let text = record(Era::Today, &Kept { date: "2026-11-28", meeting: Some(&meeting), ..Kept::default() });
    assert!(text.contains("- Status: proposed. The meeting decided no question;"), "{text}");
    assert!(!text.contains("Status: accepted"), "{text}");
}

#[test]
fn without_a_meeting_a_record_is_what_it_was() {
    let meeting = meeting();
    for era in [Era::Today, Era::Article] {
        let kept = Kept { title: "t", note: "n", date: "2026-11-28", ..Kept::default() };
        let (without, with) = (record(era, &kept), record(era, &Kept { meeting: Some(&meeting), ..kept }));
        let mut as_it_was = with.replace("Status: accepted.", "Status: proposed. Write accepted here once it is.");
        for heading in ["\n## Decided together\n", "\n## The meeting\n"] {
            let start = as_it_was.find(heading).expect(heading);
            let length = as_it_was[start + 1..].find("\n## ").map_or(as_it_was.len() - start, |end| end + 1);
            as_it_was.replace_range(start..start + length, "");
        }
        assert_eq!(without, as_it_was);
        assert!(without.contains("- Status: proposed. Write accepted here once it is.\n- Date: "), "{without}");
    }
}

#[test]
fn decisions_link_to_those_before_and_after() {
    let links = |ids: &[&str]| ids.iter().map(|id| format!("https://berth.example/s/{id}")).collect::<Vec<_>>();
    let (before, after) = (links(&["k1", "k2"]), links(&["k9"]));
    let kept = Kept { date: "2026-11-28", supersedes: &before, superseded_by: &after, ..Kept::default() };
    let text = record(Era::Today, &kept);
    let head = "- Status: proposed. Write accepted here once it is.\n- A later decision says that it supersedes this one: <https://berth.example/s/k9>\n- Supersedes: <https://berth.example/s/k1> and <https://berth.example/s/k2>\n- Date: 2026-11-28\n";
    assert!(text.contains(head), "{text}");
    let text = record(Era::Today, &Kept { supersedes: &before, ..Kept::default() });
    assert!(text.contains("- Status: proposed.") && text.contains("- Supersedes: "), "{text}");
}
