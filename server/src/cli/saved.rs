//! `berth saved list`, `show` and `delete`: what people have saved, for the operator of a site, also while it is served.

use crate::cli::open_store::open_existing;
use crate::cli::options::{DeleteSaved, Format, ListSaved, ShowSaved};
use crate::wrong_input::WrongInput;
use crate::{json, table};
use anyhow::Result;
use std::io::Write;
use std::sync::Arc;
use store::saved::{Id, IdError, Opened, Saved, Settings};
use store::{Location, SavedStore, Store};

/// Prints the newest, or those in which a text stands.
pub async fn list(options: ListSaved) -> Result<()> {
    let store = OpenStore::of(&options.store.store).await?;
    let found = store.saves.newest(&options.find, options.rows).await;
    store.close().await;
    let text = match options.format {
        Format::Json => json::saved_rows::list(&found?)?,
        Format::Table => table::saved::list(&found?, options.rows),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Prints all that is kept of some.
pub async fn show(options: ShowSaved) -> Result<()> {
    let ids = ids(&options.ids)?;
    let store = OpenStore::of(&options.store.store).await?;
    let found = store.all(&ids).await;
    store.close().await;
    let text = match options.format {
        Format::Json => json::saved_rows::list(&found?)?,
        Format::Table => found?.iter().map(table::saved::one).collect::<Vec<_>>().join("\n"),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// Deletes some, all that are named or none.
pub async fn delete(options: DeleteSaved) -> Result<()> {
    let ids = ids(&options.ids)?;
    let store = OpenStore::of(&options.store.store).await?;
    let done = store.delete(&ids, options.yes).await;
    store.close().await;
    let lines: String = done?.iter().map(|line| format!("{line}\n")).collect();
    std::io::stdout().write_all(lines.as_bytes())?;
    match options.yes {
        true => Ok(()),
        false => {
            Err(WrongInput(vec!["Nothing was deleted: that cannot be undone. Add --yes to delete these.".into()])
                .into())
        }
    }
}

/// A store that is there already, and its saving side.
struct OpenStore {
    store: Arc<dyn Store>,
    saves: Arc<dyn SavedStore>,
}

impl OpenStore {
    async fn of(location: &Location) -> Result<OpenStore> {
        let store = open_existing(location, "to look into").await?;
        let saves = store.start_saving(Settings::default());
        Ok(OpenStore { store, saves })
    }

    /// Those with these ids, or which of them are not there.
    async fn all(&self, ids: &[Id]) -> Result<Vec<Saved>> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for id in ids {
            match self.saves.open(*id).await? {
                Opened::Found(saved) => found.push(*saved),
                Opened::Expired { .. } => {
                    missing.push(format!("{id}: it has expired, and is removed within the hour."))
                }
                Opened::NotFound => missing.push(format!("{id}: the store holds no scenario with this id.")),
            }
        }
        if missing.is_empty() { Ok(found) } else { Err(WrongInput(missing).into()) }
    }

    /// What was deleted or, unless that is meant, what would be, a line each.
    async fn delete(&self, ids: &[Id], is_meant: bool) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        for saved in self.all(ids).await? {
            if is_meant {
                // whoever has deleted it meanwhile wanted the same
                self.saves.remove(saved.id).await?;
            }
            lines.push(format!("{}{}", if is_meant { "Deleted " } else { "" }, table::saved::named(&saved)));
        }
        Ok(lines)
    }

    async fn close(self) {
        self.saves.stop().await;
        self.store.close().await;
    }
}

/// The ids in what was given, or all that is wrong with it. Each is named once.
fn ids(given: &[String]) -> Result<Vec<Id>, WrongInput> {
    let (mut ids, mut wrong) = (Vec::new(), Vec::new());
    for text in given {
        match id(text) {
            Ok(id) if ids.contains(&id) => {}
            Ok(id) => ids.push(id),
            Err(error) => wrong.push(format!("{text}: {error}")),
        }
    }
    if wrong.is_empty() { Ok(ids) } else { Err(WrongInput(wrong)) }
}

/// The id in a link as somebody reports it, or by itself.
fn id(text: &str) -> Result<Id, IdError> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let after = path.split_once("/s/").map_or(path, |(_, after)| after);
    after.split('/').next().unwrap_or_default().trim().parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_a_link() {
        for given in [
            "0Kd6bEUlL2x",
            " 0Kd6bEUlL2x",
            "/s/0Kd6bEUlL2x",
            "https://berth.example/s/0Kd6bEUlL2x",
            "https://berth.example/s/0Kd6bEUlL2x/record/fleet?x=/s/1#y",
        ] {
            assert_eq!(id(given).map(|id| id.to_string()).as_deref(), Ok("0Kd6bEUlL2x"), "{given}");
        }
        for wrong in ["", "0Kd6bEUlL2", "https://berth.example/", "https://berth.example/s/", "/s/?0Kd6bEUlL2x"] {
            assert!(id(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_given_twice_counts_once_and_all_that_is_wrong_is_said() {
        let given = |texts: &[&str]| ids(&texts.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(given(&["0Kd6bEUlL2x", "/s/0Kd6bEUlL2x"]).map(|ids| ids.len()).ok(), Some(1));
        let wrong = given(&["a", "0Kd6bEUlL2x", "b"]).expect_err("two are wrong");
        assert!(wrong.0.len() == 2 && wrong.0[0].starts_with("a: ") && wrong.0[1].starts_with("b: "), "{wrong}");
    }
}
