//! A writer that dies of a fault is replaced.

use crate::scenarios::{content, found, save_new, small, start};
use crate::support::{connect, number, place, run};
use std::sync::atomic::{AtomicUsize, Ordering};
use store::saved::SaveError;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// A log that dies of every error that it is told of, as a fault in any code of the writer would.
#[derive(Default)]
struct DeadlyLog(AtomicUsize);

impl Subscriber for DeadlyLog {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        *about.level() == Level::ERROR && about.target().starts_with("store")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        let times = self.0.fetch_add(1, Ordering::Relaxed);
        assert!(times > 5, "a deadly log");
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_writer_that_dies_of_a_fault_is_replaced_and_later_saves_work() {
    let (_directory, path) = place();
    let store = small(&path).await;
    // the log is of this thread, and of the writer that is started from it
    let log = tracing::subscriber::set_default(DeadlyLog::default());
    let saves = start(&store);
    let (before, _) = save_new(&saves, content(1)).await;
    let mut beside = connect(&path).await;
    run(&mut beside, "ALTER TABLE saved RENAME TO away").await;
    for _ in 0..2 {
        let error = saves.save(content(2)).await.expect_err("no table");
        assert!(matches!(error, SaveError::Interrupted), "{error:?}");
        assert!(error.to_string().contains("Save again"), "{error}");
    }
    run(&mut beside, "ALTER TABLE away RENAME TO saved").await;
    drop(log);
    let (after, _) = save_new(&saves, content(2)).await;
    for (id, n) in [(before, 1), (after, 2)] {
        assert_eq!(found(&store, id).await.content, content(n));
    }
    assert_eq!(number(&mut beside, "SELECT count(*) FROM saved").await, 2);
    saves.stop().await;
    let error = saves.save(content(3)).await.expect_err("after the stop");
    assert!(matches!(error, SaveError::Stopping), "{error:?}");
}
