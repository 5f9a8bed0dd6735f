//! Scenarios that go after some days, where the settings say so.

use crate::scenarios::{assert_sound, content, found, save_new, small, start};
use crate::support::{connect, number, place, run};
use store::saved::{Deletion, Opened, Saving, Settings, Swept};
use store::sqlite::{SqliteSaves, SqliteStore};

const DAY: i64 = 86_400;

fn keeping(store: &SqliteStore, days: u32) -> SqliteSaves {
    SqliteSaves::start(store, Settings { keep_days: Some(days), ..Settings::default() })
}

/// As if that many days had passed for all that expires.
async fn pass(path: &std::path::Path, days: i64) {
    let sql = format!(
        "DROP TRIGGER saved_stays; UPDATE saved SET created_at = created_at - {0}, expires_at = expires_at - {0}",
        days * DAY
    );
    run(&mut connect(path).await, &sql).await;
}

#[tokio::test]
async fn a_day_is_stamped_only_where_the_settings_say_so() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let (stays, _) = save_new(&start(&store), content(1)).await;
    let (goes, _) = save_new(&keeping(&store, 90), content(2)).await;
    assert_eq!(found(&store, stays).await.expires_at, None);
    let saved = found(&store, goes).await;
    assert_eq!(saved.expires_at, Some(saved.created_at + 90 * DAY));
}

#[tokio::test]
async fn past_its_day_it_says_so_and_can_be_saved_anew() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = keeping(&store, 90);
    let (id, old) = save_new(&saves, content(1)).await;
    let first = found(&store, id).await;
    pass(&path, 91).await;
    assert_eq!(store.saved(id).await.expect("an answer"), Opened::Expired { at: first.created_at - DAY });

    let (again, token) = save_new(&saves, content(1)).await;
    assert_eq!(again, id);
    assert!(found(&store, id).await.expires_at > first.expires_at.map(|at| at - DAY));
    assert_eq!(saves.delete(id, old).await.expect("an answer"), Deletion::WrongToken);
    assert_eq!(saves.delete(id, token).await.expect("an answer"), Deletion::Deleted);
    assert_sound(&path).await;
}

#[tokio::test]
async fn saving_again_keeps_it_longer_and_never_shorter() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let (id, _) = save_new(&keeping(&store, 90), content(1)).await;
    pass(&path, 60).await;
    let first = found(&store, id).await;
    let again = |saves: SqliteSaves| async move {
        let answer = saves.save(content(1)).await.expect("an answer");
        assert_eq!(answer, Saving::AlreadySaved { id, created_at: first.created_at });
    };
    again(keeping(&store, 7)).await;
    assert_eq!(found(&store, id).await.expires_at, first.expires_at);
    again(keeping(&store, 90)).await;
    assert!(found(&store, id).await.expires_at >= first.expires_at.map(|at| at + 60 * DAY));
    again(start(&store)).await;
    assert_eq!(found(&store, id).await.expires_at, None);
    again(keeping(&store, 7)).await;
    assert_eq!(found(&store, id).await.expires_at, None);
}

#[tokio::test]
async fn a_sweep_removes_what_is_past_its_day_and_nothing_else() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = keeping(&store, 90);
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept::default());
    for n in 0..450 {
        save_new(&saves, content(n)).await;
    }
    pass(&path, 91).await;
    let (fresh, _) = save_new(&saves, content(1_000)).await;
    let (stays, _) = save_new(&start(&store), content(1_001)).await;
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { scenarios: 450, ..Swept::default() });
    assert_eq!(number(&mut connect(&path).await, "SELECT count(*) FROM saved").await, 2);
    assert_eq!(found(&store, fresh).await.content, content(1_000));
    assert_eq!(found(&store, stays).await.content, content(1_001));
    assert_eq!(store.saved(content(7).id()).await.expect("an answer"), Opened::NotFound);
    assert_sound(&path).await;
}
