//! The buttons of the table of workloads, where a page works without its browser half: the form is submitted with one, and
//! the server answers with the address of the changed form. What was typed stays as it was typed, wrong or not.

use super::workloads::EDIT;
use crate::factor;
use form_urlencoded::Serializer;
use model::scenario::fields::{PROFILE_CHOICES, PROFILE_NUMBERS, choice, number, text};
use model::scenario::link::query_pairs;
use model::scenario::{MAX_PROFILES, PodProfile};

/// The query that a submitted form leads to, and the line of the page to go on at; `None` where no such button was used.
pub fn edited(query: &str) -> Option<(String, String)> {
    if !query.contains(EDIT) {
        return None;
    }
    let pairs: Vec<Pair> = query_pairs(query).collect();
    let (_, what) = pairs.iter().find(|(key, _)| key == EDIT)?.clone();
    let typed = pairs.iter().find(|(key, _)| key == factor::KEY).map(|(_, value)| value.clone()).unwrap_or_default();
    let mut list = List::of(pairs.into_iter().filter(|(key, _)| key != EDIT && key != factor::KEY));
    let (what, of) = what.split_once('-').unwrap_or((&what, ""));
    let by = if of.is_empty() { typed.as_str() } else { of };
    let row = of.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|at| *at < list.profiles.len());
    let at = match (what, row) {
        ("add", _) => list.add(),
        ("copy", Some(at)) => list.copy(at),
        ("remove", Some(at)) => list.remove(at),
        ("scale", _) => list.scale(by),
        _ => 0,
    };
    let line = if at == 0 { "f-profile".into() } else { format!("f-profile-{}", at + 1) };
    Some((list.query(), line))
}

type Pair = (String, String);

/// A form's pairs: those of each profile, starting with its name, and the rest.
struct List {
    profiles: Vec<Vec<Pair>>,
    rest: Vec<Pair>,
}

impl List {
    fn of(pairs: impl Iterator<Item = Pair>) -> List {
        let mut list = List { profiles: Vec::new(), rest: Vec::new() };
        let is_of_profile = |key: &str| {
            number(&PROFILE_NUMBERS, key).is_some() || choice(&PROFILE_CHOICES, key).is_some() || text(key).is_some()
        };
        for (key, value) in pairs {
            if key == "profile" {
                list.profiles.push(vec![(key, value)]);
            } else if !is_of_profile(&key) {
                list.rest.push((key, value));
            } else {
                match list.profiles.last_mut() {
                    Some(last) => last.push((key, value)),
                    None => list.profiles.push(vec![named(&PodProfile::default().name), (key, value)]),
                }
            }
        }
        if list.profiles.is_empty() {
            list.profiles.push(vec![named(&PodProfile::default().name)]);
        }
        list
    }

    fn has_room(&self) -> bool {
        self.profiles.len() < MAX_PROFILES
    }

    /// At the end. Gives where to go on, as all of these do.
    fn add(&mut self) -> usize {
        if self.has_room() {
            self.profiles.push(vec![named(&PodProfile::added(self.profiles.len()).name)]);
        }
        self.profiles.len() - 1
    }

    fn copy(&mut self, at: usize) -> usize {
        if !self.has_room() {
            return at;
        }
        let mut copy = self.profiles[at].clone();
        let name = PodProfile { name: copy[0].1.clone(), ..PodProfile::default() }.copied().name;
        copy[0] = named(&name);
        self.profiles.insert(at + 1, copy);
        at + 1
    }

    fn remove(&mut self, at: usize) -> usize {
        if self.profiles.len() > 1 {
            self.profiles.remove(at);
        }
        at.min(self.profiles.len() - 1)
    }

    /// A factor that is none stays, for the page to say so.
    fn scale(&mut self, by: &str) -> usize {
        match factor::read(by) {
            Some(factor) => {
                let pods = self.profiles.iter_mut().flatten().filter(|(key, _)| key == PROFILE_NUMBERS[0].key);
                pods.for_each(|(_, pods)| *pods = factor::scaled(pods, factor));
            }
            None => self.rest.push((factor::KEY.into(), by.into())),
        }
        0
    }

    fn query(&self) -> String {
        let pairs = self.profiles.iter().flatten().chain(&self.rest);
        Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

fn named(name: &str) -> Pair {
    ("profile".into(), name.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::link::from_query;

    fn names(query: &str) -> Vec<String> {
        from_query(query).scenario.profiles.into_iter().map(|p| p.name).collect()
    }

    fn after(button: &str) -> (String, String) {
        let form = "v=2&profile=web&pods=407&own_sg=0&own_sg=1&region=eu-west-1&profile=db&pods=x&volumes=2&min_nodes=3&factor=";
        edited(&format!("{form}&workload={button}")).expect("a button was used")
    }

    #[test]
    fn a_row_is_added_copied_and_removed() {
        let (query, line) = after("add");
        assert_eq!(
            (names(&query), line.as_str()),
            (vec!["web".into(), "db".into(), "workload 3".into()], "f-profile-3")
        );
        let (query, line) = after("copy-1");
        assert_eq!((names(&query), line.as_str()), (vec!["web".into(), "web copy".into(), "db".into()], "f-profile-2"));
        let copied = from_query(&query).scenario;
        assert_eq!((copied.profiles[1].pods, copied.region.as_str(), copied.min_nodes), (407, "eu-west-1", 3));
        let (query, line) = after("remove-1");
        assert_eq!((names(&query), line.as_str()), (vec!["db".into()], "f-profile"));
        assert!(query.contains("pods=x"), "what was typed stays: {query}");
        for (key, _) in query_pairs(&query) {
            assert!(![EDIT, factor::KEY].contains(&key.as_str()), "{query}");
        }
    }

    #[test]
    fn all_pods_are_scaled_and_what_is_no_number_stays() {
        let pods = |query: &str| -> Vec<String> {
            query_pairs(query).filter(|(key, _)| key == "pods").map(|(_, value)| value).collect()
        };
        assert_eq!(pods(&after("scale-0.5").0), ["204", "x"]);
        assert_eq!(pods(&after("scale-2").0), ["814", "x"]);
        let own = edited("profile=web&pods=100&factor=1.25&workload=scale").expect("a button").0;
        assert_eq!(own, "profile=web&pods=125");
        let wrong = edited("profile=web&pods=100&factor=lots&workload=scale").expect("a button").0;
        assert_eq!(wrong, "profile=web&pods=100&factor=lots");
    }

    #[test]
    fn nonsense_changes_nothing_and_the_last_row_stays() {
        for button in ["", "remove-0", "remove-3", "copy-99", "copy-x", "remove", "scale-", "burn-1"] {
            assert_eq!(names(&after(button).0), ["web", "db"], "{button}");
        }
        assert_eq!(names(&edited("workload=remove-1").expect("a button").0), ["web"]);
        assert_eq!(edited("v=2&profile=workload"), None);
        let full = format!("{}workload=add", "profile=a&".repeat(MAX_PROFILES));
        assert_eq!(names(&edited(&full).expect("a button").0).len(), MAX_PROFILES);
    }
}
