//! Events as they are kept: what has been written once is read for ever. A line here is never changed; an event with
//! another field needs a line of its own.

use room::{Event, State};

/// A room with every kind of event, each as the first version wrote it.
const LINES: [&str; 19] = [
    r#"{"at":1800000000,"what":"opened","title":"Pod network","scenario":"v=2","questions":["q_encryption","pods"],"reveal":{"at":1800100000,"people":3},"what_if_by":"everyone","name":"Lea","role":"answer","key":"a1","supersedes":"k1"}"#,
    r#"{"at":1800000001,"what":"joined","seat":1,"name":"Ana","role":"watch","key":"b2"}"#,
    r#"{"at":1800000002,"what":"renamed","seat":1,"name":"Anna"}"#,
    r#"{"at":1800000003,"what":"role-taken","seat":1,"role":"answer"}"#,
    r#"{"at":1800000004,"what":"asked","questions":["q_encryption","pods","q_ipv6"]}"#,
    r#"{"at":1800000005,"what":"reveal-ruled","reveal":{"at":null,"people":null}}"#,
    r#"{"at":1800000006,"what":"answered","seat":0,"question":"q_encryption","round":1,"given":{"value":"tenant","why":"auditors"},"late":false}"#,
    r#"{"at":1800000007,"what":"answered","seat":1,"question":"q_encryption","round":1,"given":{"value":null},"late":false}"#,
    r#"{"at":1800000008,"what":"revealed","question":"q_encryption","round":1,"by":{"seat":0}}"#,
    r#"{"at":1800000009,"what":"asked-again","question":"q_encryption","round":2}"#,
    r#"{"at":1800000010,"what":"revealed","question":"q_encryption","round":2,"by":"everybody"}"#,
    r#"{"at":1800000011,"what":"settled","question":"q_encryption","round":2,"value":"no","reason":"TLS","dissent":[0]}"#,
    r#"{"at":1800000012,"what":"dissented","seat":1,"question":"q_encryption","round":2,"dissents":true}"#,
    r#"{"at":1800000013,"what":"parked","question":"pods","round":1,"owner":"Ops","reason":"later"}"#,
    r#"{"at":1800000014,"what":"tried","seat":1,"scenario":"v=2&q_encryption=no&mode=prefix-delegation"}"#,
    r#"{"at":1800000015,"what":"what-if-given","to":"facilitator"}"#,
    r#"{"at":1800000016,"what":"took-over","seat":1}"#,
    r#"{"at":1800000017,"what":"closed","by":1,"title":"Decided","note":"one\ntwo","scenario":"v=2&q_encryption=no"}"#,
    r#"{"at":1800000018,"what":"saved","id":"k3"}"#,
];

#[test]
fn events_of_the_first_version_are_read_and_written_as_they_were() {
    let events: Vec<Event> = LINES.iter().map(|line| serde_json::from_str(line).expect(line)).collect();
    for (event, line) in events.iter().zip(LINES) {
        assert_eq!(serde_json::to_string(event).expect("JSON"), line);
    }
    let state = State::fold(&events);
    assert_eq!((state.title(), state.record(), state.supersedes()), ("Pod network", Some("k3"), Some("k1")));
    let labels: Vec<_> = state.seats().iter().map(|seat| seat.label.as_str()).collect();
    assert_eq!(labels, ["Lea", "Anna"]);
    let meeting = state.meeting();
    let decided = meeting.questions[0].decided.as_ref().expect("it is decided");
    assert_eq!((decided.answer.as_str(), decided.dissent.as_slice()), ("no", &["Lea".to_string(), "Anna".into()][..]));
    assert_eq!(meeting.questions[1].parked.as_ref().map(|parked| parked.owner.as_str()), Some("Ops"));
    assert_eq!(state.what_if(), "v=2&q_encryption=no&mode=prefix-delegation");
}

#[test]
fn the_other_ways_of_a_reveal_and_an_end_and_what_the_screen_shows() {
    for line in [
        r#"{"at":1,"what":"revealed","question":"pods","round":1,"by":"date"}"#,
        r#"{"at":1,"what":"superseded","by":"k9"}"#,
        r#"{"at":1,"what":"shown-on-screen","question":"pods"}"#,
        r#"{"at":1,"what":"shown-on-screen","question":null}"#,
        r#"{"at":1,"what":"opened","title":"t","scenario":"v=2","questions":["pods"],"reveal":{"at":null,"people":null},"what_if_by":"facilitator","name":"n","role":"watch","key":"k"}"#,
    ] {
        let event: Event = serde_json::from_str(line).expect(line);
        assert_eq!(serde_json::to_string(&event).expect("JSON"), line);
    }
    assert!(serde_json::from_str::<Event>(r#"{"at":1,"what":"asked","questions":["q_colour"]}"#).is_err());
}
