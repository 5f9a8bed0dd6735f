//! What is done to a store by `berth check`, and by Postgres's own tools as the advice says.

use crate::postgres_server::{Database, server};
use crate::small::{content, is_there, location, save, server_of, small};
use store::Holds;
use store::RoomId;
use store::rooms::{Code, NewRoom};
use store::saved::{Saving, Settings};

#[tokio::test]
async fn a_damaged_edition_is_found_and_named() {
    let Some(database) = small().await else { return };
    let (store, saves) = server_of(&database, Settings::default()).await;
    save(&*saves, content(1)).await;
    // the only edition of a small store has bytes that are nothing
    let checked = store::check(&location(&database)).await.expect("it is looked through");
    assert_eq!(checked.holds, Holds { catalog: Some("2026-11-23.1".into()), editions: 1, saved: 1, rooms: 0 });
    let [problem] = checked.problems.as_slice() else { unreachable!("{:?}", checked.problems) };
    assert!(problem.contains("us-east-1 is damaged") && problem.contains("1 saved scenarios"), "{problem}");
    let error = store.current().await.expect_err("a damaged edition");
    assert!(error.to_string().contains("pg_restore"), "{error}");
}

#[tokio::test]
async fn a_dump_is_put_back_as_the_advice_says() {
    let Some(database) = small().await else { return };
    let server = server().expect("it runs");
    let (store, saves) = server_of(&database, Settings::default()).await;
    let Saving::Saved { id, .. } = save(&*saves, content(1)).await else { unreachable!("it is new") };
    let (room, code) = (RoomId::random().expect("randomness"), Code::random().expect("randomness"));
    let opened = NewRoom { id: room, code, events: vec!["opened".into()] };
    saves.rooms().open(opened).await.expect("a room");

    // the address without its password, which is in the environment
    let directory = tempfile::TempDir::new().expect("a directory");
    let dump = directory.path().join("dump");
    let shown = location(&database).to_string();
    let status = server.program("pg_dump").args(["--format=custom", "--file"]).arg(&dump).arg(shown).status();
    assert!(status.expect("pg_dump runs").success());
    saves.stop().await;
    store.close().await;

    let empty = server.database();
    let to = format!("--dbname={}", location(&empty));
    let status = server.program("pg_restore").args(["--no-owner", &to]).arg(&dump).status();
    assert!(status.expect("pg_restore runs").success());
    let (_store, saves) = server_of(&Database { url: empty.url, name: empty.name }, Settings::default()).await;
    assert!(is_there(&*saves, id).await);
    assert_eq!(saves.rooms().by_code(code).await.expect("an answer"), Some(room));
    assert!(matches!(save(&*saves, content(2)).await, Saving::Saved { .. }), "it goes on");
}
