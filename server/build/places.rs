//! Takes out of a wasm the places in the source at which it would panic: `panics` has taken out who would name them, and they
//! are 16 bytes each, beside the paths of the machine that compiled it.

use walrus::ir::Value;
use walrus::{ConstExpr, DataId, DataKind, Module};

/// A `core::panic::Location` in 32 bits: address and length of the file's name, line, column.
const PLACE: usize = 16;

/// Overwrites places and the names of their files with zeros, which compress to nothing.
pub fn cut(module: &mut Module) {
    let memory = Memory::of(module);
    let mut written = memory.clone();
    for (segment, at, name) in memory.places() {
        written.0[segment].bytes[at..at + PLACE].fill(0);
        let (segment, at) = name.found;
        written.0[segment].bytes[at..at + name.length].fill(0);
    }
    for segment in written.0 {
        module.data.get_mut(segment.id).value = segment.bytes;
    }
}

/// What a program finds in its memory when it starts.
#[derive(Clone)]
struct Memory(Vec<Segment>);

#[derive(Clone)]
struct Segment {
    id: DataId,
    address: usize,
    bytes: Vec<u8>,
}

/// The name of a file: in which segment and where in it, and its bytes.
struct Name {
    found: (usize, usize),
    length: usize,
}

impl Memory {
    fn of(module: &Module) -> Memory {
        let segments = module.data.iter().filter_map(|data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(address)), .. } => {
                Some(Segment { id: data.id(), address: address as usize, bytes: data.value.clone() })
            }
            _ => None,
        });
        Memory(segments.collect())
    }

    /// Every place: in which segment, where in it, and the name of its file.
    fn places(&self) -> impl Iterator<Item = (usize, usize, Name)> {
        let all = self.0.iter().enumerate().flat_map(|(nth, segment)| {
            let first = segment.address.next_multiple_of(4) - segment.address;
            (first..(segment.bytes.len() + 1).saturating_sub(PLACE)).step_by(4).map(move |at| (nth, at))
        });
        all.filter_map(|(nth, at)| Some((nth, at, self.file_of(&self.0[nth].bytes[at..at + PLACE])?)))
    }

    /// The name of the file if these bytes are a place in one.
    fn file_of(&self, bytes: &[u8]) -> Option<Name> {
        let word = |nth: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| bytes[4 * nth + byte])) as usize;
        let [address, length, line, column] = [0, 1, 2, 3].map(word);
        if !(4..256).contains(&length) || !(1..100_000).contains(&line) || !(1..1_000).contains(&column) {
            return None;
        }
        let holds = |segment: &Segment| (segment.address..segment.address + segment.bytes.len()).contains(&address);
        let nth = self.0.iter().position(holds)?;
        let at = address - self.0[nth].address;
        let is_source = self.0[nth].bytes.get(at..at + length)?.ends_with(b".rs");
        is_source.then_some(Name { found: (nth, at), length })
    }
}
