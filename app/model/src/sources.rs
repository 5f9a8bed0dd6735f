//! Where figures and rules come from: one row a source, in one table a field.

mod aws;
mod benchmarks;
mod eks;
mod figures;
mod launch;
mod networks;

/// A source that figures cite by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// The id that figures carry.
    pub id: &'static str,
    /// What it is, for a reader.
    pub title: &'static str,
    /// Where to look: a URL, or `owner/repo@commit:path`.
    pub place: &'static str,
    /// Date of the source or of our reading of it, ISO 8601 to the precision known.
    pub date: &'static str,
}

const fn row(id: &'static str, title: &'static str, place: &'static str, date: &'static str) -> SourceRow {
    SourceRow { id, title, place, date }
}

/// The tables, each in a file of its own.
const TABLES: [&[SourceRow]; 6] =
    [figures::FIGURES, eks::EKS, networks::NETWORKS, aws::AWS, launch::LAUNCH, benchmarks::BENCHMARKS];

/// Every source that the model cites.
pub static SOURCES: [SourceRow; count()] = joined();

const fn count() -> usize {
    let (mut n, mut table) = (0, 0);
    while table < TABLES.len() {
        n += TABLES[table].len();
        table += 1;
    }
    n
}

const fn joined() -> [SourceRow; count()] {
    let mut all = [TABLES[0][0]; count()];
    let (mut n, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut i = 0;
        while i < TABLES[table].len() {
            all[n] = TABLES[table][i];
            n += 1;
            i += 1;
        }
        table += 1;
    }
    all
}

/// A source by id.
pub fn source(id: &str) -> Option<&'static SourceRow> {
    SOURCES.iter().find(|s| s.id == id)
}

impl SourceRow {
    /// A link to it, where its place is one: URLs as they are, repositories at GitHub.
    pub fn url(&self) -> Option<String> {
        if self.place.starts_with("https://") || self.place.starts_with('/') {
            return Some(self.place.to_string());
        }
        let (repo, rest) = self.place.split_once('@')?;
        let (commit, path) = rest.split_once(':')?;
        Some(format!("https://github.com/{repo}/blob/{commit}/{path}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_row_is_full() {
        for (i, s) in SOURCES.iter().enumerate() {
            assert!(!s.title.is_empty() && !s.place.is_empty() && !s.date.is_empty(), "{}", s.id);
            assert!(SOURCES[..i].iter().all(|other| other.id != s.id), "{} stands twice", s.id);
        }
    }

    #[test]
    fn every_source_but_the_article_and_berth_itself_can_be_followed() {
        for s in &SOURCES {
            let url = s.url();
            let is_link = url.as_deref().is_some_and(|u| u.starts_with("https://") || u.starts_with('/'));
            assert_eq!(is_link, !["article", "berth"].contains(&s.id), "{}: {url:?}", s.id);
            assert!(url.is_none_or(|u| !u.contains([' ', '"', '<'])), "{}", s.id);
        }
    }

    #[test]
    fn repositories_become_links() {
        let url = source("ebs-csi").and_then(SourceRow::url);
        assert_eq!(
            url.as_deref(),
            Some("https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/429e202e5897/pkg/driver/node.go")
        );
        assert_eq!(source("article").and_then(SourceRow::url), None);
    }
}
