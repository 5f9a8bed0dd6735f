//! What a query asks of the view that there is not. A page shows the nearest that there is; a file must be what was asked for.

use super::modes::MODE_COLUMNS;
use super::{BROUGHT, COLUMNS, ZONES};
use model::node::limit::Limit;
use model::scenario::link::Problem;

/// Most characters that are looked for.
const MOST_SOUGHT: usize = 40;

/// Everything that a view cannot be, in the order of the pairs.
pub fn problems(pairs: &[(String, String)]) -> Vec<Problem> {
    pairs.iter().filter_map(|(key, value)| problem(key, value)).collect()
}

fn problem(key: &str, value: &str) -> Option<Problem> {
    let words: Vec<&str> = match key {
        "sort" => COLUMNS.iter().map(|column| column.1).collect(),
        "msort" => MODE_COLUMNS.iter().map(|column| column.1).collect(),
        "dir" | "mdir" => vec!["asc", "desc"],
        // nothing is any limit
        "limit" if value.is_empty() => return None,
        "limit" => Limit::ALL.into_iter().map(Limit::code).collect(),
        "show" => vec!["eligible", "excluded"],
        "dots" => vec!["0", "1"],
        "rows" => vec!["all"],
        "which" => vec!["best", "chosen"],
        BROUGHT => vec!["", ZONES],
        "find" => {
            let is_fine = value.chars().count() <= MOST_SOUGHT && !value.chars().any(char::is_control);
            let allowed = format!("at most {MOST_SOUGHT} characters, none of them a control character");
            return (!is_fine).then(|| Problem::new(key, value, allowed));
        }
        _ => return None,
    };
    (!words.contains(&value)).then(|| Problem::new(key, value, format!("one of {}", words.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::state::ViewState;

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    #[test]
    fn all_that_there_is_not_is_named_at_once() {
        let wrong = problems(&pairs(&[
            ("sort", "price"),
            ("dir", "down"),
            ("pods", "-1"),
            ("limit", "luck"),
            ("which", ""),
            ("find", &"m".repeat(41)),
        ]));
        let fields: Vec<&str> = wrong.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["sort", "dir", "limit", "which", "find"]);
        assert!(wrong[1].to_string().contains("one of asc, desc"), "{}", wrong[1]);
    }

    #[test]
    fn whatever_a_view_writes_is_fine() {
        let asked = [("sort", "hourly"), ("dir", "desc"), ("find", "m7i"), ("limit", "cpu"), ("show", "excluded")];
        let view = ViewState::from_pairs(asked.into_iter());
        assert_eq!(problems(&pairs(&asked)), []);
        let written: Vec<_> = view.pairs().into_iter().map(|(key, value)| (key.to_string(), value)).collect();
        assert_eq!((written.len(), problems(&written)), (asked.len(), vec![]));
        assert_eq!(problems(&pairs(&[("limit", ""), ("show", "eligible"), ("utm_source", "x")])), []);
    }
}
