//! What was saved is what is opened.

use crate::random::Random;
use crate::scenarios::{assert_sound, content, found, save_new, small, small_edition, start};
use crate::support::{connect, number, place, run};
use model::catalog::edition::EditionHash;
use sqlx::AssertSqlSafe;
use std::time::{SystemTime, UNIX_EPOCH};
use store::saved::{Content, MAX_NOTE, MAX_QUERY_BYTES, MAX_TITLE, Opened, SaveError, Saving, Settings};
use store::sqlite::SqliteSaves;

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs() as i64
}

#[tokio::test]
async fn it_opens_as_it_was_saved() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let before = now();
    let (id, _) = save_new(&saves, content(15)).await;
    let saved = found(&store, id).await;
    assert_eq!((saved.id, &saved.content, saved.expires_at), (id, &content(15), None));
    assert!((before..=now()).contains(&saved.created_at));
    assert_eq!(store.saved(content(16).id()).await.expect("an answer"), Opened::NotFound);
}

#[tokio::test]
async fn every_text_comes_back_to_the_character() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let mut random = Random(7);
    let odd = [
        "",
        " ",
        "'",
        "\"; DROP TABLE saved; --",
        "<b>&amp;</b>",
        "%00%0a",
        "e\u{301}",
        "\u{e9}",
        "\u{202e}abc",
        "\u{feff}",
        "\u{fffd}\u{ffff}",
        "\u{10ffff}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "  spaces at both ends  ",
    ];
    let mut contents: Vec<Content> = odd
        .iter()
        .map(|text| Content {
            query: (*text).into(),
            title: (*text).into(),
            note: format!("{text}\n\t{text}"),
            decided: format!("{text}\n"),
            ..content(1)
        })
        .collect();
    for _ in 0..300 {
        let lengths = [random.below(300), random.below(101), random.below(2_001), random.below(300)];
        let [query, title, note, decided] = lengths.map(|length| random.unicode(length));
        contents.push(Content { query, title, note, decided, model_version: random.next() as u32, ..content(2) });
    }
    for content in contents {
        let (id, _) = save_new(&saves, content.clone()).await;
        assert_eq!(found(&store, id).await.content, content);
    }
    assert_sound(&path).await;
}

#[tokio::test]
async fn the_same_again_is_the_same_row() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let (id, _) = save_new(&saves, content(1)).await;
    let first = found(&store, id).await;
    // the figures follow from the rest: the first ones stay
    let again = Content { decided: "other".into(), ..content(1) };
    let answer = saves.save(again).await.expect("an answer");
    assert_eq!(answer, Saving::AlreadySaved { id, created_at: first.created_at });
    assert_eq!(found(&store, id).await, first);
    assert_eq!(number(&mut connect(&path).await, "SELECT count(*) FROM saved").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_save_the_same_at_once_one_gets_the_token() {
    let (_directory, path) = place();
    let saves = start(&small(&path).await);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let saves = saves.clone();
        tasks.spawn(async move { saves.save(content(1)).await.expect("an answer") });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|answer| answer.id() == content(1).id()));
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Saving::Saved { .. })).count(), 1);
}

#[tokio::test]
async fn two_contents_of_one_id_are_told_apart() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    save_new(&saves, content(1)).await;
    // what no one will live to see: the row of another content under this one's id
    let id = content(2).id();
    let columns = "query, title, note, parent, edition_id, model_version, decided, token_hash, created_at, expires_at";
    let other = format!("INSERT INTO saved (id, {columns}) SELECT '{id}', {columns} FROM saved");
    run(&mut connect(&path).await, &other).await;
    let error = saves.save(content(2)).await.expect_err("a collision");
    assert!(matches!(error, SaveError::Collision { id: taken } if taken == id), "{error:?}");
    assert!(error.to_string().contains("Change the title"), "{error}");
    assert_eq!(found(&store, id).await.content, content(1));
}

#[tokio::test]
async fn what_is_too_long_or_no_text_is_refused() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let wrong = [
        (Content { query: "q".repeat(MAX_QUERY_BYTES + 1), ..content(1) }, "The scenario has 8193 bytes; at most 8192"),
        (Content { title: "\u{e9}".repeat(MAX_TITLE + 1), ..content(1) }, "The title has 101 characters; at most 100"),
        (Content { note: "\u{e9}".repeat(MAX_NOTE + 1), ..content(1) }, "The note has 2001 characters; at most 2000"),
        (Content { decided: "d".repeat(4_097), ..content(1) }, "The summary of the figures has 4097 bytes"),
        (Content { query: "a=1\n".into(), ..content(1) }, "The scenario holds the control character U+000A"),
        (Content { title: "a\tb".into(), ..content(1) }, "The title holds the control character U+0009"),
        (Content { title: "a\u{85}b".into(), ..content(1) }, "The title holds the control character U+0085"),
        (Content { note: "a\r\nb".into(), ..content(1) }, "The note holds the control character U+000D"),
        (Content { note: "a\0b".into(), ..content(1) }, "The note holds the control character U+0000"),
        (Content { decided: "\u{1b}".into(), ..content(1) }, "The summary of the figures holds the control character"),
    ];
    for (content, said) in wrong {
        let error = saves.save(content).await.expect_err(said).to_string();
        assert!(error.starts_with(said) && error.ends_with("save again."), "{error}");
    }
    let longest = Content {
        query: "q".repeat(MAX_QUERY_BYTES),
        title: "\u{1f468}".repeat(MAX_TITLE),
        note: "\u{1f468}".repeat(MAX_NOTE),
        decided: "d".repeat(4_096),
        ..content(1)
    };
    let (id, _) = save_new(&saves, longest.clone()).await;
    assert_eq!(found(&store, id).await.content, longest);
}

#[tokio::test]
async fn an_edition_that_is_not_there_is_said() {
    let (_directory, path) = place();
    let saves = start(&small(&path).await);
    let mut other = small_edition();
    other.hash = EditionHash([0xbb; 32]);
    let error = saves.save(Content { edition: other, ..content(1) }).await.expect_err("no edition");
    assert!(error.to_string().contains("no longer holds the catalogue 2026-11-23.1"), "{error}");
}

#[tokio::test]
async fn the_cap_holds_and_lets_go() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = SqliteSaves::start(&store, Settings { most: 3, ..Settings::default() });
    let (_, token) = save_new(&saves, content(0)).await;
    for n in 1..3 {
        save_new(&saves, content(n)).await;
    }
    let error = saves.save(content(3)).await.expect_err("a fourth");
    assert!(matches!(error, SaveError::Full { most: 3 }), "{error:?}");
    assert!(error.to_string().contains("3 saved scenarios"), "{error}");
    // what is in stays reachable, and may be saved again
    assert!(matches!(saves.save(content(2)).await, Ok(Saving::AlreadySaved { .. })));
    assert_eq!(found(&store, content(1).id()).await.content, content(1));

    saves.delete(content(0).id(), token).await.expect("an answer");
    save_new(&saves, content(3)).await;
    saves.save(content(4)).await.expect_err("a fourth");
}

#[tokio::test]
async fn a_saved_scenario_is_never_changed() {
    let (_directory, path) = place();
    let store = small(&path).await;
    save_new(&start(&store), content(1)).await;
    let mut beside = connect(&path).await;
    for column in ["id", "query", "title", "note", "parent", "decided"] {
        let sql = format!("UPDATE saved SET {column} = '0Kd6bEUlL2x'");
        let error = sqlx::query(AssertSqlSafe(sql)).execute(&mut beside).await.expect_err(column);
        assert!(error.to_string().contains("never changed"), "{error}");
    }
    assert_eq!(found(&store, content(1).id()).await.content, content(1));
}
