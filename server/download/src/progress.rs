//! What is told to who waits.

use std::io::{self, Read};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// So much of a file has been read.
    Reading {
        /// The file.
        name: &'a str,
        /// Bytes, as they come.
        done: u64,
        /// Of so many; `None`: nobody says.
        of: Option<u64>,
    },
    /// A file has been read.
    Read {
        /// The file.
        name: &'a str,
        /// Bytes of it.
        bytes: u64,
    },
    /// A file is as it was the last time.
    Unchanged {
        /// The file.
        name: &'a str,
    },
    /// A file could not be got or read.
    Failed {
        /// The file.
        name: &'a str,
    },
}

/// How many bytes lie between two words.
const STEP: u64 = 8 << 20;

/// A stream that says how far it is.
pub(crate) struct Told<'a, R> {
    inner: R,
    name: &'a str,
    of: Option<u64>,
    tell: &'a mut dyn FnMut(Progress),
    /// Bytes so far.
    pub done: u64,
    next: u64,
}

impl<'a, R: Read> Told<'a, R> {
    pub fn new(inner: R, name: &'a str, of: Option<u64>, tell: &'a mut dyn FnMut(Progress)) -> Told<'a, R> {
        Told { inner, name, of, tell, done: 0, next: STEP }
    }
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.done += read as u64;
        if self.done >= self.next {
            self.next = self.done + STEP;
            (self.tell)(Progress::Reading { name: self.name, done: self.done, of: self.of });
        }
        Ok(read)
    }
}
