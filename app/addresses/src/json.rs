//! JSON, as far as a list of subnets needs it. It is read in the browser's worker too, where serde_json and its numbers weigh an
//! eighth of the program.

/// A value.
#[derive(Debug)]
pub(crate) enum Json {
    Null,
    Flag,
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// Lists and maps within each other, at most.
const DEEPEST: usize = 100;

impl Json {
    /// The only value of a text, or what is wrong and where.
    pub(crate) fn of(text: &str) -> Result<Json, String> {
        let mut reader = Reader { text, at: 0 };
        let read = reader.value(0).and_then(|value| match reader.next() {
            None => Ok(value),
            Some(_) => Err("more follows"),
        });
        read.map_err(|why| format!("{why} at {}", reader.place()))
    }

    /// What it is, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Flag => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Map(_) => "an object",
        }
    }

    /// What a map has under a key: of several the last, and nothing where that is null.
    pub(crate) fn under(&self, key: &str) -> Option<&Json> {
        let Json::Map(entries) = self else { return None };
        let (_, value) = entries.iter().rev().find(|(name, _)| name == key)?;
        (!matches!(value, Json::Null)).then_some(value)
    }

    /// The list under a key, an empty one where there is none.
    pub(crate) fn list(&self, key: &str) -> Result<&[Json], String> {
        match self.under(key) {
            None => Ok(&[]),
            Some(Json::List(list)) => Ok(list),
            Some(other) => Err(format!("{key} is {}, not a list", other.kind())),
        }
    }

    /// The texts of the list under a key.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<&str>, String> {
        let mut texts = Vec::new();
        for item in self.list(key)? {
            match item {
                Json::Text(text) => texts.push(text.as_str()),
                other => return Err(format!("{key} holds {}, not texts alone", other.kind())),
            }
        }
        Ok(texts)
    }

    /// The text under a key.
    pub(crate) fn text(&self, key: &str) -> Result<Option<String>, String> {
        match self.under(key) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text.clone())),
            Some(other) => Err(format!("{key} is {}, not a text", other.kind())),
        }
    }

    /// The whole number under a key.
    pub(crate) fn number(&self, key: &str) -> Result<Option<u32>, String> {
        let wrong = |what: &str| format!("{key} is {what}, not a whole number from 0 to {}", u32::MAX);
        match self.under(key) {
            None => Ok(None),
            Some(Json::Number(written)) => written.parse().map(Some).map_err(|_| wrong(written)),
            Some(other) => Err(wrong(other.kind())),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// Where it stands, as people look for it.
    fn place(&self) -> String {
        let before = &self.text.as_bytes()[..self.at.min(self.text.len())];
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        format!("line {} column {}", lines + 1, column + 1)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not blank; it is not taken.
    fn next(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()
    }

    fn value(&mut self, depth: usize) -> Result<Json, &'static str> {
        match self.next().ok_or("it ends where a value is expected")? {
            _ if depth > DEEPEST => Err("too many lists and objects within each other"),
            b'[' => self.list(depth),
            b'{' => self.map(depth),
            b'"' => self.string().map(Json::Text),
            b'-' | b'0'..=b'9' => {
                let from = self.at;
                while matches!(self.byte(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
                    self.at += 1;
                }
                Ok(Json::Number(self.text[from..self.at].into()))
            }
            _ if self.takes("null") => Ok(Json::Null),
            _ if self.takes("true") || self.takes("false") => Ok(Json::Flag),
            _ => Err("a value is expected"),
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_there = self.text[self.at..].starts_with(word);
        self.at += if is_there { word.len() } else { 0 };
        is_there
    }

    fn list(&mut self, depth: usize) -> Result<Json, &'static str> {
        let mut list = Vec::new();
        while self.goes_on(b']', list.is_empty(), "it ends within a list", "a comma or ] is expected")? {
            list.push(self.value(depth + 1)?);
        }
        Ok(Json::List(list))
    }

    fn map(&mut self, depth: usize) -> Result<Json, &'static str> {
        let mut entries = Vec::new();
        while self.goes_on(b'}', entries.is_empty(), "it ends within an object", "a comma or } is expected")? {
            if self.next() != Some(b'"') {
                return Err("a key in quotes is expected");
            }
            let key = self.string()?;
            if self.next() != Some(b':') {
                return Err("a colon is expected");
            }
            self.at += 1;
            entries.push((key, self.value(depth + 1)?));
        }
        Ok(Json::Map(entries))
    }

    /// Goes to the next item of a list or a map; false at its end, which is taken.
    fn goes_on(
        &mut self,
        end: u8,
        is_first: bool,
        cut: &'static str,
        wrong: &'static str,
    ) -> Result<bool, &'static str> {
        if is_first {
            self.at += 1;
        }
        let next = self.next().ok_or(cut)?;
        if next != end && is_first {
            return Ok(true);
        }
        if next != end && next != b',' {
            return Err(wrong);
        }
        self.at += 1;
        if next == b',' && self.next().is_none() {
            return Err(cut);
        }
        Ok(next == b',')
    }

    fn string(&mut self) -> Result<String, &'static str> {
        let mut read = String::new();
        loop {
            // behind the quote, or behind what was escaped
            self.at += 1;
            let from = self.at;
            while self.byte().is_some_and(|byte| byte != b'"' && byte != b'\\' && byte >= b' ') {
                self.at += 1;
            }
            read += &self.text[from..self.at];
            match self.byte().ok_or("it ends within a text")? {
                b'"' => break,
                b'\\' => read.push(self.escaped()?),
                _ => return Err("a text holds a control character"),
            }
        }
        self.at += 1;
        Ok(read)
    }

    /// The character behind a backslash; its last byte is not taken.
    fn escaped(&mut self) -> Result<char, &'static str> {
        self.at += 1;
        Ok(match self.byte().ok_or("it ends within a text")? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let high = self.unit()?;
                let is_half = (0xd800..0xdc00).contains(&high) && self.text[self.at + 1..].starts_with("\\u");
                let code = match is_half {
                    true => {
                        self.at += 2;
                        let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400);
                        0x10000 + ((high - 0xd800) << 10) + low.ok_or("half of a character")?
                    }
                    false => high,
                };
                char::from_u32(code).ok_or("half of a character")?
            }
            same @ (b'"' | b'\\' | b'/') => char::from(same),
            _ => return Err("a backslash before what needs none"),
        })
    }

    /// Four digits behind a `u`.
    fn unit(&mut self) -> Result<u32, &'static str> {
        let digits = self.text.get(self.at + 1..self.at + 5).ok_or("four digits are expected")?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| "four digits are expected")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// The same as serde_json has it.
    fn value(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Flag => Value::Bool(true),
            Json::Number(written) => serde_json::from_str(written).expect("a number"),
            Json::Text(text) => text.as_str().into(),
            Json::List(list) => list.iter().map(value).collect(),
            Json::Map(entries) => Value::Object(entries.iter().map(|(key, v)| (key.clone(), value(v))).collect()),
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            Just(Value::Bool(true)),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(json in any_json()) {
            for text in [json.to_string(), format!("{json:#}")] {
                prop_assert_eq!(value(&Json::of(&text).expect("it is JSON")), json.clone());
            }
        }

        #[test]
        fn what_is_cut_off_or_changed_is_read_alike(json in any_json(), at in any::<prop::sample::Index>(), put in "[\\[\\]{}\",:\\\\ 1ntu]?") {
            let mut text: Vec<char> = json.to_string().chars().collect();
            let at = at.index(text.len());
            text.splice(at.., put.chars());
            let text: String = text.into_iter().collect();
            let (ours, theirs) = (Json::of(&text), serde_json::from_str::<Value>(&text));
            // a number is taken as it is written
            prop_assert!(ours.is_ok() == theirs.is_ok() || text.contains(|c: char| c.is_ascii_digit() || c == '-'), "{} {:?} {:?}", text, ours, theirs);
        }
    }

    #[test]
    fn texts_may_be_escaped() {
        let read = Json::of(r#""\u00e9\ud83d\ude00\n\"\\\/ é""#).expect("it is JSON");
        assert_eq!(value(&read), "é😀\n\"\\/ é");
        for wrong in [r#""\ud83d""#, r#""\ud83d\u0041""#, r#""\u12""#, r#""\x""#, "\"a\nb\"", "\"", r#""\"#] {
            assert!(Json::of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let said = |text: &str| Json::of(text).expect_err("it is wrong");
        assert_eq!(said("{ \"Subnets\": ["), "it ends within a list at line 1 column 15");
        assert_eq!(said("{\n  \"a\" 1 }"), "a colon is expected at line 2 column 7");
        assert_eq!(said("[1 2]"), "a comma or ] is expected at line 1 column 4");
        assert_eq!(said("[1,]"), "a value is expected at line 1 column 4");
        assert_eq!(said("{} x"), "more follows at line 1 column 4");
        assert_eq!(said(""), "it ends where a value is expected at line 1 column 1");
        assert!(said(&"[".repeat(100_000)).starts_with("too many lists"));
    }
}
