//! What a request takes of the processor is worked out on threads of its own, and no more is taken on than they can do.
//!
//! A page takes a millisecond or more. Worked out where connections are read, hundreds of them would stand before
//! whatever comes next, health too, and the queue would be in the runtime, where nobody sees how long it is. So the threads
//! that read and write work nothing out; [`queue`] counts what waits for the [`Workers`] and says when there is too much.

mod queue;

use prometheus::IntCounter;
use queue::{Queue, Waiting};
use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

/// There is more to do than can be done soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overloaded;

/// Threads that work requests out. Clones are the same threads.
#[derive(Clone)]
pub struct Workers {
    threads: Arc<Threads>,
    queue: Arc<Queue>,
    refused: IntCounter,
}

impl Workers {
    /// As many as there are cores, or as the runtime's own variable says. Nobody is to wait longer for one than this; who is
    /// refused for it is counted there.
    pub fn start(patience: Duration, refused: IntCounter) -> io::Result<Workers> {
        let runtime = Builder::new_multi_thread().thread_name("berth-work").enable_all().build()?;
        let at_once = runtime.metrics().num_workers();
        let threads = Arc::new(Threads { handle: runtime.handle().clone(), runtime: Some(runtime) });
        Ok(Workers { threads, queue: Arc::new(Queue::new(at_once, patience)), refused })
    }

    /// Works something out in its turn, unless there is too much to do. What its asker no longer waits for is given up.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Overloaded> {
        let done = self.in_turn(work).await;
        if done.is_err() {
            self.refused.inc();
        }
        done
    }

    /// How many requests wait for a thread.
    pub fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Overloaded> {
        let place = self.queue.enter(Instant::now())?;
        let mut task = GivenUp(self.threads.handle.spawn(begun(place, work)));
        match (&mut task.0).await {
            Ok(done) => done,
            Err(failed) => match failed.try_into_panic() {
                // for whoever answers for faults
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(Overloaded),
            },
        }
    }
}

async fn begun<T>(place: Waiting, work: impl Future<Output = T>) -> Result<T, Overloaded> {
    place.begin(Instant::now())?;
    Ok(work.await)
}

/// The threads, which end with the last that could give them work.
struct Threads {
    handle: Handle,
    runtime: Option<Runtime>,
}

impl Drop for Threads {
    fn drop(&mut self) {
        // by itself it would wait for its threads, which one of another runtime must not
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A task that ends when nobody waits for it any more.
struct GivenUp<T>(JoinHandle<T>);

impl<T> Drop for GivenUp<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use tokio::sync::oneshot;

    fn workers() -> Workers {
        let refused = IntCounter::new("refused", "of this test").expect("a counter");
        Workers::start(Duration::from_secs(60), refused).expect("threads")
    }

    #[tokio::test]
    async fn work_is_done_elsewhere_and_its_fault_comes_back() {
        let workers = workers();
        let here = std::thread::current().id();
        assert_eq!(workers.run(async move { std::thread::current().id() == here }).await, Ok(false));
        let asked = workers.clone();
        let failed = tokio::spawn(async move { asked.run(async { None::<()>.expect("a fault") }).await });
        assert!(failed.await.is_err_and(|error| error.is_panic()));
        assert_eq!(workers.waiting(), 0);
    }

    #[tokio::test]
    async fn what_nobody_waits_for_is_given_up() {
        struct Ended(Arc<AtomicBool>, Option<oneshot::Sender<()>>);
        impl Drop for Ended {
            fn drop(&mut self) {
                self.0.store(true, Ordering::SeqCst);
                let _ = self.1.take().map(|told| told.send(()));
            }
        }
        let workers = workers();
        let (is_over, (told, over)) = (Arc::new(AtomicBool::new(false)), oneshot::channel());
        let (begun, has_begun) = oneshot::channel();
        let held = Ended(is_over.clone(), Some(told));
        let asked = tokio::spawn(async move {
            let work = async move {
                let _held = held;
                let _ = begun.send(());
                std::future::pending::<()>().await;
            };
            workers.run(work).await
        });
        has_begun.await.expect("it has begun");
        asked.abort();
        over.await.expect("it has ended");
        assert!(is_over.load(Ordering::SeqCst));
    }
}
