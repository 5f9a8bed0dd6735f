//! Lines on their way to a reader that may be slow, or may have stopped reading: they wait in a queue for a thread of their own. Where
//! the queue is full, lines are left out, and it says how many.

use std::io::{Result, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tracing_subscriber::fmt::MakeWriter;

/// Lines that wait.
const MOST: usize = 4_096;
/// How long the end of the program waits for the reader.
const PATIENCE: Duration = Duration::from_millis(500);

/// Takes lines. Clones are for the same reader.
#[derive(Clone)]
pub struct Lines {
    queue: SyncSender<Vec<u8>>,
    lost: Arc<AtomicU64>,
    /// Ends with the thread.
    end: Arc<Mutex<Receiver<()>>>,
}

impl Lines {
    /// Lines for this reader.
    pub fn to(reader: impl Write + Send + 'static) -> Lines {
        let (queue, lines) = sync_channel(MOST);
        let (ended, end) = sync_channel(0);
        let lost = Arc::new(AtomicU64::new(0));
        let of_thread = lost.clone();
        let write = move || {
            write_all(&lines, reader, &of_thread);
            drop(ended);
        };
        // without a thread nothing is logged, and all else goes on
        let _ = std::thread::Builder::new().name("berth-log".into()).spawn(write);
        Lines { queue, lost, end: Arc::new(Mutex::new(end)) }
    }

    /// Writes what is waiting, for so long as a reader that reads takes.
    pub fn finish(&self) {
        // an empty line is the last
        if self.queue.try_send(Vec::new()).is_ok() {
            let _ = self.end.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE);
        }
    }
}

fn write_all(lines: &Receiver<Vec<u8>>, mut reader: impl Write, lost: &AtomicU64) {
    for line in lines.iter().take_while(|line| !line.is_empty()) {
        // a log that cannot be written stops nothing
        let _ = reader.write_all(&line);
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            let _ = writeln!(reader, "{lost} lines of the log were left out: its reader was too slow");
        }
    }
    let _ = reader.flush();
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> Result<usize> {
        if let Err(TrySendError::Full(_)) = self.queue.try_send(line.to_vec()) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Lines;

    fn make_writer(&self) -> Lines {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader got, which reads only while the lock is free.
    #[derive(Clone, Default)]
    struct Reader(Arc<Mutex<Vec<u8>>>);

    impl Write for Reader {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            self.0.lock().expect("a lock").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn lines_arrive_in_their_order() {
        let reader = Reader::default();
        let mut lines = Lines::to(reader.clone());
        for n in 0..1_000 {
            writeln!(lines, "{n}").expect("it is taken");
        }
        lines.finish();
        let read = String::from_utf8(reader.0.lock().expect("a lock").clone()).expect("text");
        assert!(read.lines().eq((0..1_000).map(|n| n.to_string())), "{read}");
    }

    #[test]
    fn a_reader_that_stops_holds_nobody_up_and_is_told_what_it_missed() {
        let reader = Reader::default();
        let mut lines = Lines::to(reader.clone());
        let stopped = reader.0.lock().expect("a lock");
        for n in 0..3 * MOST {
            // in one write, as the log does it
            lines.write_all(format!("{n}\n").as_bytes()).expect("it is taken");
        }
        drop(stopped);
        // the thread has to come to its end before the last line finds room
        let started = std::time::Instant::now();
        while lines.lost.load(Ordering::Relaxed) > 0 && started.elapsed() < Duration::from_secs(60) {
            std::thread::yield_now();
        }
        lines.finish();
        let read = String::from_utf8(reader.0.lock().expect("a lock").clone()).expect("text");
        let is_told = |line: &&str| line.contains("lines of the log were left out");
        let lost = read.lines().filter(is_told).filter_map(|line| line.split(' ').next()?.parse::<usize>().ok());
        let (lost, there) = (lost.sum::<usize>(), read.lines().filter(|line| !is_told(line)).count());
        assert!(lost >= MOST && there >= MOST && lost + there == 3 * MOST, "{there} there, {lost} lost");
    }
}
