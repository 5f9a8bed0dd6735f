//! What servers hear of each other.

#[allow(dead_code)] // shared with the tests of the import; each uses its own part
#[path = "../../../catalog/tests/common/mod.rs"]
mod common;

use crate::postgres_server::server;
use crate::small::{server_of, small};
use std::time::Duration;
use store::rooms::{Append, Code, NewRoom};
use store::saved::Settings;
use store::{Change, Changes, RoomId};
use tokio::time::timeout;

/// However busy the machine is.
const PATIENCE: Duration = Duration::from_secs(120);

async fn next(changes: &mut Box<dyn Changes>) -> Change {
    timeout(PATIENCE, changes.next()).await.expect("something is told")
}

#[tokio::test]
async fn each_hears_what_happens_in_rooms_and_what_is_said() {
    let Some(database) = small().await else { return };
    let (_one, one) = server_of(&database, Settings::default()).await;
    let (other, _saves) = server_of(&database, Settings::default()).await;
    let mut changes = other.changes().expect("Postgres tells");
    assert_eq!(next(&mut changes).await, Change::Missed, "before, nobody has listened");
    let (id, code) = (RoomId::random().expect("randomness"), Code::random().expect("randomness"));
    let rooms = one.rooms();
    rooms.open(NewRoom { id, code, events: vec!["opened".into()] }).await.expect("a room");
    rooms.append(Append { room: id, expected: 1, events: vec!["a".into(), "b".into()] }).await.expect("added");
    assert_eq!(next(&mut changes).await, Change::Room { id, events: 3 });
    let refused = rooms.append(Append { room: id, expected: 1, events: vec!["late".into()] }).await;
    refused.expect_err("there are others by now");
    rooms.say(id, "4 here, 'quoted'").await.expect("said");
    assert_eq!(next(&mut changes).await, Change::Said { room: id, note: "4 here, 'quoted'".into() });
}

#[tokio::test]
async fn whoever_was_cut_off_hears_that_something_was_missed() {
    let Some(database) = small().await else { return };
    let (store, saves) = server_of(&database, Settings::default()).await;
    let mut changes = store.changes().expect("Postgres tells");
    let id = RoomId::random().expect("randomness");
    for _ in 0..3 {
        assert_eq!(next(&mut changes).await, Change::Missed);
        saves.rooms().say(id, "hello").await.expect("said");
        assert_eq!(next(&mut changes).await, Change::Said { room: id, note: "hello".into() });
        server().expect("it runs").cut(&database.name);
    }
}

#[tokio::test]
async fn another_catalogue_is_told() {
    let Some(database) = small().await else { return };
    let (one, _) = server_of(&database, Settings::default()).await;
    let (other, _) = server_of(&database, Settings::default()).await;
    let mut changes = other.changes().expect("Postgres tells");
    assert_eq!(next(&mut changes).await, Change::Missed);
    let figures = common::Copy::new().parse().expect("the carried catalogue");
    one.load(&figures, &mut |_| ()).await.expect("a load");
    assert_eq!(next(&mut changes).await, Change::Catalog);
    assert_eq!(other.current_name().await.expect("a name").content_hash, figures.content_hash);
}
