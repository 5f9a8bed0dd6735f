//! Keeps what was drawn last, and bounds how much is drawn at once: a flood of pictures must not take the
//! threads from the pages.

use super::not_drawn::NotDrawn;
use crate::fnv1a::fnv1a;
use axum::body::Bytes;
use std::collections::VecDeque;
use std::sync::{LazyLock, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Most bytes that are kept, keys included.
const MOST_BYTES: usize = 8 << 20;
/// Pictures that may wait for their turn, a third of a second's work.
const MOST_WAITING: usize = 32;

/// A file with the tag that tells it from others.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub bytes: Bytes,
    /// As it stands in a header, quoted.
    pub tag: String,
}

/// Why there is no picture.
#[derive(Debug)]
pub enum Missed {
    /// Too many are being drawn.
    Busy,
    /// It could not be drawn.
    Failed,
}

/// Half of the cores, at least one: the other half answers.
fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2))
}

static DRAWING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(at_once()));
static WAITING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(at_once() + MOST_WAITING));
static KEPT: Mutex<Kept> = Mutex::new(Kept { files: VecDeque::new(), bytes: 0 });

fn kept() -> std::sync::MutexGuard<'static, Kept> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The file of a key: kept, or drawn now. Equal keys must mean equal files.
pub async fn drawn<F>(key: String, draw: F) -> Result<Drawn, Missed>
where
    F: FnOnce() -> Result<Vec<u8>, NotDrawn> + Send + 'static,
{
    if let Some(found) = kept().find(&key) {
        return Ok(found);
    }
    let _place = WAITING.try_acquire().map_err(|_| Missed::Busy)?;
    let turn = DRAWING.acquire().await.map_err(|_| Missed::Busy)?;
    // Somebody before us may have wanted the same.
    if let Some(found) = kept().find(&key) {
        return Ok(found);
    }
    let work = tokio::task::spawn_blocking(move || {
        // Whoever asked may have gone meanwhile: the turn ends with the work, not with the asking.
        let _turn = turn;
        draw().map(Drawn::of)
    });
    match work.await {
        Ok(Ok(file)) => {
            kept().keep(key, file.clone());
            Ok(file)
        }
        Ok(Err(error)) => {
            tracing::error!("a picture was not drawn: {error}");
            Err(Missed::Failed)
        }
        Err(error) => {
            tracing::error!("a picture was not drawn: {error}");
            Err(Missed::Failed)
        }
    }
}

impl Drawn {
    /// A file, tagged by its content.
    pub fn of(bytes: Vec<u8>) -> Drawn {
        Drawn { tag: format!("\"{:016x}\"", fnv1a(&bytes)), bytes: bytes.into() }
    }
}

/// Files by key, those asked for last at the end.
struct Kept {
    files: VecDeque<(String, Drawn)>,
    bytes: usize,
}

impl Kept {
    fn find(&mut self, key: &str) -> Option<Drawn> {
        let place = self.files.iter().position(|(known, _)| known == key)?;
        let found = self.files.remove(place)?;
        let file = found.1.clone();
        self.files.push_back(found);
        Some(file)
    }

    fn keep(&mut self, key: String, file: Drawn) {
        if self.find(&key).is_some() {
            return;
        }
        self.bytes += key.len() + file.bytes.len();
        self.files.push_back((key, file));
        while self.bytes > MOST_BYTES {
            let Some((key, file)) = self.files.pop_front() else { break };
            self.bytes -= key.len() + file.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_asked_for_last_are_kept() {
        let mut kept = Kept { files: VecDeque::new(), bytes: 0 };
        let third = || Drawn::of(vec![1; MOST_BYTES / 3 - 10]);
        for key in ["a", "b", "c"] {
            kept.keep(key.into(), third());
        }
        assert!(kept.find("a").is_some(), "asked for again");
        kept.keep("d".into(), third());
        let keys: Vec<_> = kept.files.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["c", "a", "d"]);
        kept.keep("d".into(), third());
        assert_eq!(kept.files.len(), 3, "one file a key");
        let held: usize = kept.files.iter().map(|(key, file)| key.len() + file.bytes.len()).sum();
        assert_eq!(held, kept.bytes);
        kept.keep("large".into(), Drawn::of(vec![0; MOST_BYTES + 1]));
        assert_eq!((kept.files.len(), kept.bytes), (0, 0), "what is too large for all is not kept");
    }

    #[test]
    fn a_tag_tells_contents_apart() {
        assert_eq!(Drawn::of(b"a".to_vec()).tag, "\"af63dc4c8601ec8c\""); // FNV-1a of "a"
        assert_ne!(Drawn::of(b"a".to_vec()).tag, Drawn::of(b"b".to_vec()).tag);
    }
}
