//! Several servers that write to one database at the same time.

use crate::postgres_server::server;
use crate::small::{content, edition, is_there, save, server_of, small};
use std::collections::BTreeSet;
use std::time::Duration;
use store::rooms::{Append, Closing, Code, NewRoom, RoomError};
use store::saved::{Content, Deletion, SaveError, Saving, Settings};
use store::{RoomId, SavedStore};
use tokio::task::JoinSet;

#[tokio::test]
async fn what_one_saves_another_opens_and_deletes() {
    let Some(database) = small().await else { return };
    let (_one, one) = server_of(&database, Settings::default()).await;
    let (_other, other) = server_of(&database, Settings::default()).await;
    let Saving::Saved { id, token } = save(&*one, content(1)).await else { unreachable!("it is new") };
    assert!(is_there(&*other, id).await);
    assert!(matches!(save(&*other, content(1)).await, Saving::AlreadySaved { id: same, .. } if same == id));
    assert_eq!(other.delete(id, token).await.expect("an answer"), Deletion::Deleted);
    assert!(!is_there(&*one, id).await);
}

#[tokio::test]
async fn a_link_opens_although_every_connection_was_cut() {
    let Some(database) = small().await else { return };
    let (_store, saves) = server_of(&database, Settings::default()).await;
    let Saving::Saved { id, .. } = save(&*saves, content(1)).await else { unreachable!("it is new") };
    for _ in 0..5 {
        // several at once, so that several connections are left behind
        let mut tasks = JoinSet::new();
        for _ in 0..16 {
            let saves = saves.clone();
            tasks.spawn(async move { is_there(&*saves, id).await });
        }
        assert_eq!(tasks.join_all().await, [true; 16]);
        server().expect("it runs").cut(&database.name);
    }
    assert!(is_there(&*saves, id).await);
}

#[tokio::test]
async fn in_a_storm_nothing_is_lost_and_nothing_is_there_twice() {
    let Some(database) = small().await else { return };
    let mut servers = Vec::new();
    for _ in 0..3 {
        servers.push(server_of(&database, Settings { keep_days: Some(90), ..Settings::default() }).await);
    }
    let mut tasks = JoinSet::new();
    for (_, saves) in &servers {
        for client in 0..8 {
            let saves = saves.clone();
            // each scenario is saved by every server, in another order by every second client
            tasks.spawn(async move {
                let numbers: Vec<u64> = (0..40).map(|n| client * 40 + n).collect();
                let mut new = Vec::new();
                for at in 0..numbers.len() {
                    let number = if client % 2 == 0 { numbers[at] } else { numbers[numbers.len() - 1 - at] };
                    if let Saving::Saved { id, token } = save(&*saves, content(number)).await {
                        new.push((id, token));
                    }
                    if at % 16 == 0 {
                        saves.sweep().await.expect("a sweep");
                    }
                }
                new
            });
        }
    }
    let new: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let ids: BTreeSet<_> = new.iter().map(|(id, _)| *id).collect();
    assert_eq!((new.len(), ids.len()), (320, 320), "each is new once");
    let count = |sql: &str| server().expect("it runs").run(&database.name, sql);
    assert_eq!(count("SELECT count(*), (SELECT sum(total) FROM saved_total) FROM saved"), "320|320");
    // each token deletes, whoever gave it
    let mut deleted = 0;
    for (at, (id, token)) in new.into_iter().enumerate() {
        let (_, saves) = &servers[at % servers.len()];
        deleted += u32::from(saves.delete(id, token).await.expect("an answer") == Deletion::Deleted);
    }
    assert_eq!((deleted, count("SELECT sum(total) FROM saved_total").as_str()), (320, "0"));
}

fn new_room() -> NewRoom {
    let (id, code) = (RoomId::random().expect("randomness"), Code::random().expect("randomness"));
    NewRoom { id, code, events: vec!["opened".into()] }
}

/// Adds an event as the task of a room does: after those that are there, however often that takes.
async fn add(saves: &dyn SavedStore, room: RoomId, event: String) {
    let rooms = saves.rooms();
    loop {
        let expected = rooms.read(room, 0).await.expect("an answer").expect("the room").events.len() as u64;
        match rooms.append(Append { room, expected, events: vec![event.clone()] }).await {
            Ok(()) => return,
            Err(RoomError::Moved { .. }) => {}
            Err(other) => unreachable!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn events_from_two_servers_are_one_row() {
    let Some(database) = small().await else { return };
    let (_one, one) = server_of(&database, Settings::default()).await;
    let (_other, other) = server_of(&database, Settings::default()).await;
    let room = new_room();
    one.rooms().open(room.clone()).await.expect("a room");
    let mut tasks = JoinSet::new();
    for (name, saves) in [("one", one.clone()), ("other", other.clone())] {
        for client in 0..4 {
            let (saves, id) = (saves.clone(), room.id);
            tasks.spawn(async move {
                for n in 0..10 {
                    add(&*saves, id, format!("{name} {client} {n}")).await;
                }
            });
        }
    }
    tasks.join_all().await;
    let events = other.rooms().read(room.id, 0).await.expect("an answer").expect("the room").events;
    assert_eq!(events.iter().collect::<BTreeSet<_>>().len(), 81);
    for writer in ["one 0", "one 3", "other 0", "other 3"] {
        let of: Vec<_> = events.iter().filter(|event| event.starts_with(writer)).collect();
        assert!(of.is_sorted() && of.len() == 10, "each in its order: {of:?}");
    }
}

#[tokio::test]
async fn a_room_is_closed_once_and_leaves_one_record() {
    let Some(database) = small().await else { return };
    let (_one, one) = server_of(&database, Settings::default()).await;
    let (_other, other) = server_of(&database, Settings::default()).await;
    for _ in 0..10 {
        let room = new_room();
        one.rooms().open(room.clone()).await.expect("a room");
        let mut tasks = JoinSet::new();
        for (number, saves) in [(1, one.clone()), (2, other.clone())] {
            let record = Content { room: Some(room.id), ..content(number) };
            let append = Append { room: room.id, expected: 1, events: vec!["closed".into()] };
            tasks.spawn(async move { saves.rooms().close(Closing { append, record, supersedes: None }).await });
        }
        let closed = tasks.join_all().await;
        assert_eq!(closed.iter().filter(|closed| closed.is_ok()).count(), 1, "{closed:?}");
        let stored = other.rooms().read(room.id, 0).await.expect("an answer").expect("the room");
        let id = closed.into_iter().find_map(Result::ok).map(|saving| saving.id());
        assert_eq!((stored.record, stored.events.len()), (id, 2));
    }
    let saved = server().expect("it runs").run(&database.name, "SELECT count(*) FROM saved");
    assert_eq!(saved, "10", "the one that came too late has saved nothing");
}

#[tokio::test]
async fn an_edition_that_is_being_saved_with_is_not_swept_away() {
    let Some(database) = small().await else { return };
    let (_one, one) = server_of(&database, Settings::default()).await;
    let (_other, other) = server_of(&database, Settings::default()).await;
    let run = |sql: &str| server().expect("it runs").run(&database.name, sql);
    let mut saved = 0;
    for number in 0..30 {
        run("DELETE FROM catalog_edition; DELETE FROM saved");
        let (saving, swept) = tokio::join!(one.save(content(number)), other.sweep());
        swept.expect("a sweep");
        match saving {
            Ok(_) => saved += 1,
            Err(SaveError::UnknownEdition { version }) => assert_eq!(version, edition().version),
            Err(other) => unreachable!("{other:?}"),
        }
        let kept = run("SELECT count(*) FROM edition");
        let named = run("SELECT count(*) FROM saved");
        assert_eq!(kept, if named == "1" { "1" } else { "0" }, "round {number}");
        let hash = edition().hash;
        run(&format!(
            "INSERT INTO edition (hash, version, region, content) VALUES ('\\x{hash}', '2026-11-23.1', 'us-east-1', '\\x00')
             ON CONFLICT DO NOTHING"
        ));
    }
    println!("{saved} of 30 were saved before the sweep");
}

#[tokio::test]
async fn a_server_goes_on_when_its_connections_are_cut() {
    let Some(database) = small().await else { return };
    let (store, saves) = server_of(&database, Settings::default()).await;
    for number in 0..5 {
        let Saving::Saved { id, .. } = save(&*saves, content(number)).await else { unreachable!("it is new") };
        server().expect("it runs").cut(&database.name);
        assert!(is_there(&*saves, id).await);
        assert!(store.current_name().await.is_ok());
    }
    assert!(saves.not_ready().await.is_empty());
}

#[tokio::test]
async fn all_servers_keep_one_pace_for_each() {
    let Some(database) = small().await else { return };
    let (_one, one) = server_of(&database, Settings::default()).await;
    let (_other, other) = server_of(&database, Settings::default()).await;
    // once an hour, five at once
    let (share, ahead) = (Duration::from_secs(3_600), Duration::from_secs(4 * 3_600));
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let saves = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { saves.admit("saves 192.0.2.1", share, ahead).await.expect("an answer") });
    }
    let waits = tasks.join_all().await;
    assert_eq!(waits.iter().filter(|wait| wait.is_none()).count(), 5);
    for wait in waits.into_iter().flatten() {
        assert!(wait <= share && wait > Duration::from_secs(3_000), "{wait:?}");
    }
    assert_eq!(other.admit("saves 192.0.2.2", share, ahead).await.expect("an answer"), None, "another is not held up");
    let kept = || server().expect("it runs").run(&database.name, "SELECT count(*) FROM pace");
    assert_eq!(one.admit("saves 192.0.2.3", Duration::ZERO, ahead).await.expect("an answer"), None);
    assert_eq!(kept(), "3");
    one.sweep().await.expect("a sweep");
    assert_eq!(kept(), "2", "whoever is clear is forgotten");
}
