//! The files: of a server, or of a directory.

use super::figures::codes;
use super::progress::Shown;
use crate::cli::options::Refresh;
use crate::wrong_input::WrongInput;
use ::refresh::read::Places;
use anyhow::{Context, Result, anyhow};
use catalog_files::Figures;
use download::{Client, Gathered, Kept, Pace, Regions, Wanted, address, directory};
use std::path::Path;

/// Gets and reads them, in a thread that may wait.
pub async fn gather(options: &Refresh, figures: &Figures) -> Result<Gathered> {
    let places = Places::of(figures);
    let gathered = if options.from.contains("://") {
        let regions = match options.region.is_empty() {
            true => Regions::AnyOf(codes(figures)),
            false => Regions::These(options.region.clone()),
        };
        let wanted = Wanted { url: options.from.clone(), regions, compared: options.compare };
        let kept = Kept::in_directory(&options.read);
        let client = Client::new(Pace::default(), options.ca.as_deref())?;
        of_address(client, wanted, places, kept).await?
    } else {
        of_directory(options.from.clone(), places).await?
    };
    if gathered.found.is_empty() {
        let nothing = "No file could be used; nothing was changed.".to_owned();
        return Err(anyhow!([gathered.failures, vec![nothing]].concat().join("\n")));
    }
    Ok(gathered)
}

async fn of_address(client: Client, wanted: Wanted, places: Places, kept: Kept) -> Result<Gathered> {
    let got = tokio::task::spawn_blocking(move || {
        let mut shown = Shown::new();
        address(&client, &wanted, &places, &kept, &mut |progress| shown.show(progress))
    });
    Ok(got.await.context("The download ended unexpectedly; run the command again.")??)
}

async fn of_directory(from: String, places: Places) -> Result<Gathered> {
    let read = tokio::task::spawn_blocking(move || {
        let mut shown = Shown::new();
        directory(Path::new(&from), &places, &mut |progress| shown.show(progress))
    });
    let found = read.await.context("The files could not be read; run the command again.")?;
    Ok(Gathered { found: found.map_err(WrongInput)?, ..Gathered::default() })
}
