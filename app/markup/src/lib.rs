//! What a piece of our own markup is made of, as far as two versions of it must be told apart.
//!
//! Built for markup that this site wrote: tags are balanced, and `>` is in tags only at their end.

use std::borrow::Cow;
use std::ops::Range;

/// Elements that have no end tag: the void elements of the HTML standard (13.1.2, Elements), and `param`, which is
/// obsolete and which parsers close at once all the same.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Markup and where its elements are.
pub struct Tree {
    markup: String,
    /// In the order of the text. The first is not an element but the whole.
    elements: Vec<Element>,
}

#[derive(Default)]
struct Element {
    whole: Range<usize>,
    /// The content of the start tag.
    tag: Range<usize>,
    inner: Range<usize>,
    /// Index of the next element that is not inside this one.
    next: usize,
}

impl Tree {
    /// Finds the elements.
    pub fn of(markup: String) -> Tree {
        let length = markup.len();
        let mut elements = vec![Element { whole: 0..length, tag: 0..0, inner: 0..length, next: 0 }];
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(start) = find(&markup, '<', at) {
            let Some(end) = find(&markup, '>', start) else { break };
            at = end + 1;
            let tag = start + 1..end;
            if markup[tag.clone()].starts_with('/') {
                if let Some(index) = open.pop() {
                    let next = elements.len();
                    let element: &mut Element = &mut elements[index];
                    (element.inner.end, element.whole.end, element.next) = (start, at, next);
                }
                continue;
            }
            let index = elements.len();
            let is_closed = markup[tag.clone()].ends_with('/') || VOID.contains(&name(&markup[tag.clone()]));
            elements.push(Element { whole: start..at, tag, inner: at..at, next: index + 1 });
            if !is_closed {
                open.push(index);
            }
        }
        elements[0].next = elements.len();
        Tree { markup, elements }
    }

    /// The text of everything.
    pub fn markup(&self) -> &str {
        &self.markup
    }

    /// An element with its tags.
    pub fn whole(&self, index: usize) -> &str {
        &self.markup[self.elements[index].whole.clone()]
    }

    /// The content of an element.
    pub fn inner(&self, index: usize) -> &str {
        &self.markup[self.elements[index].inner.clone()]
    }

    /// Indices of the elements directly in an element.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let end = self.elements[index].next;
        let first = Some(index + 1).filter(|first| *first < end);
        std::iter::successors(first, move |at| Some(self.elements[*at].next).filter(|next| *next < end))
    }

    /// Attributes of an element: names, and values as they are written.
    pub fn attributes(&self, index: usize) -> impl Iterator<Item = (&str, &str)> {
        let tag = self.tag(index);
        let mut rest = tag[name(tag).len()..].trim_end_matches('/');
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            let end = rest.find(['=', ' ']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let Some(quoted) = after.strip_prefix("=\"") else {
                rest = after;
                return Some((name, "")).filter(|_| !name.is_empty());
            };
            let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            rest = after;
            Some((name, value))
        })
    }

    fn tag(&self, index: usize) -> &str {
        &self.markup[self.elements[index].tag.clone()]
    }

    /// What makes an element this and no other: its name, and its id or type.
    fn identity(&self, index: usize) -> (&str, Option<&str>) {
        let key = self.attributes(index).find(|(name, _)| matches!(*name, "id" | "data-type")).map(|(_, value)| value);
        (name(self.tag(index)), key)
    }

    /// The texts around the children of an element, one more than there are children.
    pub fn texts(&self, index: usize) -> impl Iterator<Item = &str> {
        let inner = self.elements[index].inner.clone();
        let starts = self.children(index).map(|child| self.elements[child].whole.start).chain([inner.end]);
        let ends = [inner.start].into_iter().chain(self.children(index).map(|child| self.elements[child].whole.end));
        ends.zip(starts).map(|(end, start)| &self.markup[end..start])
    }

    /// Whether an element of this tree and one of another hold the same elements, with text at the same positions: then
    /// one becomes the other without a node coming or going.
    pub fn is_like(&self, index: usize, other: &Tree, there: usize) -> bool {
        let elements = self.children(index).map(|child| self.identity(child));
        let texts = self.texts(index).map(str::is_empty);
        elements.eq(other.children(there).map(|child| other.identity(child)))
            && texts.eq(other.texts(there).map(str::is_empty))
    }

    /// Where an element of another tree holds the same elements in another order and no text between: for each of
    /// its children, in its order, which child of this element it was.
    pub fn order_in(&self, index: usize, other: &Tree, there: usize) -> Option<Vec<usize>> {
        let is_text = |text: &str| !text.is_empty();
        if self.texts(index).any(is_text) || other.texts(there).any(is_text) {
            return None;
        }
        let mut left: Vec<_> = self.children(index).map(|child| Some(self.identity(child))).collect();
        let mut order = Vec::with_capacity(left.len());
        for child in other.children(there) {
            let identity = Some(other.identity(child));
            let at = left.iter().position(|left| *left == identity)?;
            left[at] = None;
            order.push(at);
        }
        (order.len() == left.len()).then_some(order)
    }
}

/// The name at the start of a tag.
fn name(tag: &str) -> &str {
    &tag[..tag.find([' ', '/']).unwrap_or(tag.len())]
}

fn find(text: &str, what: char, from: usize) -> Option<usize> {
    text[from..].find(what).map(|at| from + at)
}

/// A text or a value as it was before it was written into markup.
pub fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(markup: &str) -> Tree {
        Tree::of(markup.into())
    }

    fn parts(tree: &Tree, index: usize) -> Vec<&str> {
        tree.children(index).map(|child| tree.whole(child)).collect()
    }

    #[test]
    fn elements_are_found_at_every_depth() {
        let tree = tree(r#"a<p class="x">b<i>c</i> d</p><br><svg><path d="M0"/><text>e</text></svg>f"#);
        let roots: Vec<usize> = tree.children(0).collect();
        assert_eq!(parts(&tree, 0).len(), 3);
        assert_eq!(tree.inner(roots[0]), "b<i>c</i> d");
        assert_eq!(tree.whole(roots[1]), "<br>");
        assert_eq!(parts(&tree, roots[2]), [r#"<path d="M0"/>"#, "<text>e</text>"]);
        assert_eq!(tree.texts(0).collect::<Vec<_>>(), ["a", "", "", "f"]);
    }

    /// The list of the HTML standard, 13.1.2: whatever is between their start tag and an end tag elsewhere is next to
    /// them, never in them.
    #[test]
    fn void_elements_end_with_their_start_tag() {
        let of_the_standard = "area, base, br, col, embed, hr, img, input, link, meta, source, track, wbr";
        for name in of_the_standard.split(", ").chain(["param"]) {
            let text = format!("<p>a<{name} class=\"x\">b<i>c</i></p><p>d</p>");
            let tree = tree(&text);
            let roots: Vec<usize> = tree.children(0).collect();
            assert_eq!(roots.len(), 2, "{name}");
            assert_eq!(parts(&tree, roots[0]), [&format!("<{name} class=\"x\">"), "<i>c</i>"], "{name}");
            assert_eq!(tree.texts(roots[0]).collect::<Vec<_>>(), ["a", "b", ""], "{name}");
        }
        for name in ["p", "source-list", "columns", "a", "i", "textarea", "option", "iframe", "button"] {
            let tree = tree(&format!("<{name}>b<i>c</i></{name}>d"));
            assert_eq!(parts(&tree, 0).len(), 1, "{name} has an end tag");
        }
    }

    #[test]
    fn attributes_have_names_and_values() {
        let tree = tree(r#"<details open id="a=b" class="c d"></details><path d="M 1 2"/><hr>"#);
        let of = |index| tree.attributes(index).collect::<Vec<_>>();
        assert_eq!(of(1), [("open", ""), ("id", "a=b"), ("class", "c d")]);
        assert_eq!(of(2), [("d", "M 1 2")]);
        assert_eq!(of(3), []);
    }

    #[test]
    fn pieces_are_alike_that_have_the_same_nodes() {
        let before = tree("<p>12 <b>a</b></p><td class=\"x\">1</td>");
        let like = |other: &str| before.is_like(0, &tree(other), 0);
        assert!(like("<p>13 <i>b</i></p><td>2</td>"));
        assert!(like("<p></p><td>2</td>"));
        assert!(!like("<p>12 <b>a</b></p>"));
        assert!(!like("<p>12 <b>a</b></p> <td>1</td>"));
        assert!(!like("<p>12 <b>a</b></p><th>1</th>"));
        assert!(!like("<p id=\"p\">12 <b>a</b></p><td>1</td>"));
        assert!(before.is_like(1, &tree("<p>13 <b>b</b></p>"), 1));
        assert!(!before.is_like(1, &tree("<p>13 <b>b</b>.</p>"), 1));
    }

    #[test]
    fn elements_are_found_again_in_another_order() {
        let before = tree("<h2>x</h2><p id=\"a\">1</p><p>2</p><p id=\"b\">3</p><p>4</p>");
        let order = |other: &str| before.order_in(0, &tree(other), 0);
        let turned = "<h2>y</h2><p id=\"b\">3</p><p>5</p><p id=\"a\">1</p><p>4</p>";
        assert_eq!(order(turned), Some(vec![0, 3, 2, 1, 4]));
        assert_eq!(order(&turned.replace("</h2>", "</h2> ")), None);
        assert_eq!(order(&turned.replace("<p>5</p>", "")), None);
        assert_eq!(order(&turned.replace("id=\"b\"", "id=\"c\"")), None);
    }

    #[test]
    fn values_are_read_as_they_were_written() {
        assert_eq!(unescaped("a=1&amp;b=&lt;x&gt;&quot;"), "a=1&b=<x>\"");
        assert_eq!(unescaped("&amp;lt;"), "&lt;");
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in ["", "<", ">", "</p>", "<p>", "<p", "< >", "a</b></b><i x=\"", "\u{e4}<\u{e4}>", "<a =>", "<p/ >"] {
            let tree = tree(text);
            let found: Vec<usize> = tree.children(0).collect();
            found.iter().for_each(|index| {
                assert!(tree.attributes(*index).count() < 4 && tree.inner(*index).len() <= text.len())
            });
            assert!(tree.is_like(0, &tree, 0));
        }
    }
}
