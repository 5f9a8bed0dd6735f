//! Keeps what was drawn last, and bounds how much is drawn at once: a flood of pictures must not take the
//! threads from the pages.

use super::not_drawn::NotDrawn;
use crate::fnv1a::fnv1a;
use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Most bytes that are kept, keys included.
const MOST_BYTES: u64 = 8 << 20;
/// As many pictures of the usual size have room.
const USUAL: usize = 180;
/// Pictures that may wait for their turn, a third of a second's work.
const MOST_WAITING: usize = 32;

/// A file with the tag that tells it from others.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub bytes: Bytes,
    /// As in a header, quoted.
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
/// Files by key.
type Kept = Cache<String, Drawn, Bytewise>;

static KEPT: LazyLock<Kept> = LazyLock::new(|| Cache::with_weighter(USUAL, MOST_BYTES, Bytewise));

/// What a file takes: its bytes and its key's.
#[derive(Clone)]
struct Bytewise;

impl Weighter<String, Drawn> for Bytewise {
    fn weight(&self, key: &String, file: &Drawn) -> u64 {
        (key.len() + file.bytes.len()) as u64
    }
}

/// The file of a key: kept, or drawn now. Equal keys must mean equal files.
pub async fn drawn<F>(key: String, draw: F) -> Result<Drawn, Missed>
where
    F: FnOnce() -> Result<Vec<u8>, NotDrawn> + Send + 'static,
{
    // Requests for what is being drawn wait for it.
    let guard = match KEPT.get_value_or_guard_async(&key).await {
        Ok(found) => return Ok(found),
        Err(guard) => guard,
    };
    let _waiting = WAITING.try_acquire().map_err(|_| Missed::Busy)?;
    let turn = DRAWING.acquire().await.map_err(|_| Missed::Busy)?;
    let work = tokio::task::spawn_blocking(move || {
        // Whoever asked may have gone meanwhile: the turn ends with the work, not with the asking.
        let _turn = turn;
        draw().map(Drawn::of)
    });
    match work.await {
        Ok(Ok(file)) => {
            // An error means that the entry was evicted meanwhile; then it is drawn again on the next request.
            let _ = guard.insert(file.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn what_is_kept_has_a_bound() {
        let kept: Kept = Cache::with_weighter(USUAL, MOST_BYTES, Bytewise);
        let keep = |key: String, bytes: usize| kept.insert(key, Drawn::of(vec![1; bytes]));
        for n in 0..1_000 {
            keep(format!("picture {n}"), 50_000);
            assert!(kept.weight() <= MOST_BYTES, "{n}: {}", kept.weight());
        }
        assert!(kept.weight() > MOST_BYTES / 2 && kept.get("picture 999").is_some(), "{}", kept.weight());
        keep("large".into(), MOST_BYTES as usize + 1);
        assert!(kept.get("large").is_none(), "what is too large for all is not kept");
    }

    #[tokio::test]
    async fn who_wants_what_is_being_drawn_waits_for_it() {
        static TIMES: AtomicU32 = AtomicU32::new(0);
        let once = || {
            drawn("wanted by many".into(), || {
                TIMES.fetch_add(1, Ordering::Relaxed);
                Ok(b"a picture".to_vec())
            })
        };
        let (one, other, third) = tokio::join!(once(), once(), once());
        let tags = [one, other, third].map(|file| file.expect("a picture").tag);
        assert!(tags.iter().all(|tag| *tag == tags[0]));
        assert_eq!(TIMES.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn what_was_not_drawn_is_tried_again() {
        let asked = |result| drawn("tried twice".into(), move || result);
        assert!(matches!(asked(Err(NotDrawn::Font)).await, Err(Missed::Failed)));
        assert_eq!(asked(Ok(b"a picture".to_vec())).await.expect("a picture").bytes, "a picture");
    }

    #[test]
    fn a_tag_tells_contents_apart() {
        assert_eq!(Drawn::of(b"a".to_vec()).tag, "\"af63dc4c8601ec8c\""); // FNV-1a of "a"
        assert_ne!(Drawn::of(b"a".to_vec()).tag, Drawn::of(b"b".to_vec()).tag);
    }
}
