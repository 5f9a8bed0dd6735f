//! Reads what postcard writes of plain columns: numbers of seven bits a byte, the lowest first, each list after its length.
//!
//! By hand, because a catalogue is read by every program for the browser, where the code that serde derives for it weighs as much
//! as a view. What is damaged is remembered and told at the end: until then a column is empty or a number 0.

/// Bytes that are read from the front.
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
    is_damaged: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes, is_damaged: false }
    }

    /// Whether all that was read was there, and nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        !self.is_damaged && self.rest.is_empty()
    }

    fn damaged(&mut self) {
        (self.rest, self.is_damaged) = (&[], true);
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => {
                self.damaged();
                0
            }
        }
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.damaged();
        0
    }

    pub(super) fn flag(&mut self) -> bool {
        let byte = self.byte();
        if byte > 1 {
            self.damaged();
        }
        byte == 1
    }

    /// How many follow: no more than there are bytes, so that no damage asks for much memory.
    fn length(&mut self) -> usize {
        let length = self.number();
        if length > self.rest.len() as u64 {
            self.damaged();
            return 0;
        }
        length as usize
    }

    #[inline(never)]
    pub(super) fn text(&mut self) -> String {
        let length = self.length();
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        String::from_utf8(text.to_vec()).unwrap_or_else(|_| {
            self.damaged();
            String::new()
        })
    }

    pub(super) fn texts(&mut self) -> Vec<String> {
        (0..self.length()).map(|_| self.text()).collect()
    }

    #[inline(never)]
    pub(super) fn long_numbers(&mut self) -> Vec<u64> {
        (0..self.length()).map(|_| self.number()).collect()
    }

    pub(super) fn short_number(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or_else(|_| {
            self.damaged();
            0
        })
    }

    #[inline(never)]
    pub(super) fn numbers(&mut self) -> Vec<u32> {
        (0..self.length()).map(|_| self.short_number()).collect()
    }

    #[inline(never)]
    pub(super) fn flags(&mut self) -> Vec<bool> {
        (0..self.length()).map(|_| self.flag()).collect()
    }

    /// Numbers with a text each.
    pub(super) fn texts_by_number(&mut self) -> Vec<(u32, String)> {
        (0..self.length()).map(|_| (self.short_number(), self.text())).collect()
    }
}
