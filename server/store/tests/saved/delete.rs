//! Deleting: with the token, and only with it.

use crate::scenarios::{assert_sound, content, found, save_new, small, start};
use crate::support::{connect, number, place};
use store::saved::{Content, Deletion, Opened};

#[tokio::test]
async fn only_its_token_deletes_a_scenario() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let (id, token) = save_new(&saves, content(1)).await;
    let (other, others) = save_new(&saves, content(2)).await;
    assert_ne!(token, others);
    assert_eq!(saves.delete(id, others).await.expect("an answer"), Deletion::WrongToken);
    assert_eq!(found(&store, id).await.content, content(1));
    // as it is typed in
    let typed = token.to_string().parse().expect("a token");
    assert_eq!(saves.delete(id, typed).await.expect("an answer"), Deletion::Deleted);
    assert_eq!(store.saved(id).await.expect("an answer"), Opened::NotFound);
    assert_eq!(saves.delete(id, token).await.expect("an answer"), Deletion::NotFound);
    assert_eq!(found(&store, other).await.content, content(2));
    assert_sound(&path).await;
}

#[tokio::test]
async fn what_was_made_from_a_deleted_one_stays() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let (parent, token) = save_new(&saves, content(1)).await;
    let child = Content { parent: Some(parent), ..content(2) };
    let (id, _) = save_new(&saves, child.clone()).await;
    assert_eq!(saves.delete(parent, token).await.expect("an answer"), Deletion::Deleted);
    assert_eq!(found(&store, id).await.content, child);
    assert_sound(&path).await;
}

/// A thief of the file must not find what deletes.
#[tokio::test]
async fn the_token_is_nowhere_in_the_file() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let (_, token) = save_new(&saves, content(1)).await;
    assert_eq!(number(&mut connect(&path).await, "SELECT length(token_hash) FROM saved").await, 16);
    let mut bytes = std::fs::read(&path).expect("the file");
    bytes.extend(std::fs::read(path.with_file_name("berth.db-wal")).expect("the log"));
    let text = token.to_string();
    assert!(bytes.windows(9).any(|window| window == b"Scenario "));
    assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()));
}

#[tokio::test]
async fn saved_anew_after_a_deletion_it_has_another_token() {
    let (_directory, path) = place();
    let saves = start(&small(&path).await);
    let (id, first) = save_new(&saves, content(1)).await;
    saves.delete(id, first.clone()).await.expect("an answer");
    let (again, second) = save_new(&saves, content(1)).await;
    assert_eq!(again, id);
    assert_ne!(first, second);
    assert_eq!(saves.delete(id, first).await.expect("an answer"), Deletion::WrongToken);
}
