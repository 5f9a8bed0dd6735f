//! For tests: reads SVG text back, strictly, into elements and the dots of a path.

/// An element with what is directly inside it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    /// The class of the element around it.
    pub(crate) within: String,
}

impl Element {
    /// An attribute, empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// An attribute as a whole number.
    pub(crate) fn int(&self, name: &str) -> i32 {
        self.get(name).parse().expect("a whole number")
    }

    /// The pixels of a path of dots.
    pub(crate) fn dots(&self) -> Vec<(i32, i32)> {
        let (mut x, mut y) = (0, 0);
        let moves = self.get("d").split('m').skip(1);
        moves
            .map(|step| {
                let step = step.strip_suffix("h0").expect("a line of no length");
                let cut = 1 + step[1..].find([' ', '-']).expect("two numbers");
                x += step[..cut].parse::<i32>().expect("a number");
                y += step[cut..].trim_start().parse::<i32>().expect("a number");
                (x, y)
            })
            .collect()
    }
}

/// Every element in the order of their start tags. Fails the test unless tags balance, attributes are
/// quoted and unique, and text is escaped.
pub(crate) fn parse(svg: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let text = unescape(&rest[..start]);
        match open.last() {
            Some(&around) => elements[around].text.push_str(&text),
            None => assert!(text.is_empty() && elements.is_empty(), "text outside of the root: {text}"),
        }
        let end = rest.find('>').expect("a closed tag");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let around = open.pop().expect("an open element");
            assert_eq!(elements[around].name, name);
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let mut element = element(tag);
        if let Some(&around) = open.last() {
            element.within = elements[around].get("class").to_owned();
        }
        elements.push(element);
        if !empty {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "not closed: {rest}");
    elements
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    while !rest.is_empty() {
        let (key, after) = rest.split_once("=\"").expect("a quoted attribute");
        let (value, after) = after.split_once('"').expect("a closing quote");
        assert_eq!(element.get(key), "", "{key} twice");
        element.attributes.push((key.trim().to_owned(), unescape(value)));
        rest = after;
    }
    element
}

fn unescape(text: &str) -> String {
    assert!(!text.contains('>'), "not escaped: {text}");
    for (at, _) in text.match_indices('&') {
        assert!(["&amp;", "&lt;", "&gt;"].iter().any(|entity| text[at..].starts_with(entity)), "not escaped: {text}");
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
