//! What the planner finds around it: the address, the regions, their catalogues. The only module with
//! one implementation for the server and one for the browser.

use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use std::sync::Arc;

/// A region to choose, and where its catalogue is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionRef {
    /// `us-east-1`.
    pub code: String,
    /// `US East (N. Virginia)`.
    pub location: String,
    /// Address of the catalogue; `None` where no price is known, so that there is none to choose.
    pub url: Option<String>,
}

impl RegionRef {
    /// As lists name it: `US East (N. Virginia) (us-east-1)`.
    pub fn label(&self) -> String {
        let end = if self.url.is_some() { "" } else { ": no price is known" };
        format!("{} ({}){end}", self.location, self.code)
    }
}

/// The query string of the page, without `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search(pub String);

/// The query of the scenario that the page's links keep, so that whoever reads on comes back to it. In the context of
/// a page that was requested with one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenQuery(pub String);

/// The path of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub String);

/// A view that takes long to work out, as the server worked it out before the page was rendered: in the page's context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewHere {
    /// It in a sentence.
    pub headline: String,
    /// The same where there is room for less.
    pub summary: String,
    /// The whole view as HTML.
    pub html: String,
    /// For those who read a link's description.
    pub description: String,
}

/// Instead of such a view.
pub const BUSY: &str = "Many others are being worked out right now. Reload the page in a moment.";

impl ViewHere {
    /// None, for the moment.
    pub fn busy() -> ViewHere {
        ViewHere { headline: BUSY.into(), ..ViewHere::default() }
    }
}

pub use side::*;

#[cfg(not(feature = "hydrate"))]
mod side {
    use super::*;
    use crate::site::site;
    use leptos::prelude::use_context;

    /// The query string that the shell provides.
    pub fn search() -> String {
        use_context::<Search>().unwrap_or_default().0
    }

    /// The query that links keep, if the shell provides one.
    pub fn given_query() -> Option<String> {
        use_context::<GivenQuery>().map(|given| given.0)
    }

    /// The path that the shell provides.
    pub fn path() -> String {
        use_context::<Path>().unwrap_or_default().0
    }

    /// The view that the server worked out for this page.
    pub fn view_here() -> ViewHere {
        use_context().unwrap_or_default()
    }

    /// Every region, those without prices last.
    pub fn regions() -> Vec<RegionRef> {
        let region = |r: &crate::site::SiteRegion| RegionRef {
            code: r.catalog.region.code.clone(),
            location: r.catalog.region.location.clone(),
            url: Some(r.download.url.clone()),
        };
        let site = site();
        let unpriced = site.unpriced().iter().map(|region| RegionRef {
            code: region.code.clone(),
            location: region.location.clone(),
            url: None,
        });
        site.regions().iter().map(region).chain(unpriced).collect()
    }

    /// Whether a region of this code is there to choose. Before there is any, none is refused.
    pub fn knows_region(code: &str) -> bool {
        let site = site();
        site.regions().is_empty() || site.region(code).is_some()
    }

    /// The catalogue of a region.
    pub fn catalog(code: &str) -> Option<Arc<Catalog>> {
        site().region(code).map(|r| r.catalog.clone())
    }

    /// A scenario in the region of a catalogue, with all that follows from it.
    pub fn evaluation(catalog: Arc<Catalog>, scenario: Scenario) -> Arc<Evaluation> {
        match site().region(&scenario.region).filter(|region| Arc::ptr_eq(&region.catalog, &catalog)) {
            Some(region) => region.evaluation(scenario),
            None => Arc::new(Evaluation::of(catalog, scenario)),
        }
    }
}

#[cfg(feature = "hydrate")]
mod side {
    use super::*;
    use std::cell::RefCell;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    thread_local! {
        static REGIONS: RefCell<Vec<RegionRef>> = const { RefCell::new(Vec::new()) };
        static CATALOGS: RefCell<Vec<Arc<Catalog>>> = const { RefCell::new(Vec::new()) };
    }

    /// The query string of the address bar.
    pub fn search() -> String {
        leptos::prelude::window().location().search().unwrap_or_default().trim_start_matches('?').to_string()
    }

    /// None: `live` adds the query of the moment when somebody turns to a link.
    pub fn given_query() -> Option<String> {
        None
    }

    /// The path of the address bar.
    pub fn path() -> String {
        leptos::prelude::window().location().pathname().unwrap_or_default()
    }

    /// A scenario in the region of a catalogue, with all that follows from it.
    pub fn evaluation(catalog: Arc<Catalog>, scenario: Scenario) -> Arc<Evaluation> {
        Arc::new(Evaluation::of(catalog, scenario))
    }

    /// Every region, as the page lists them.
    pub fn regions() -> Vec<RegionRef> {
        REGIONS.with_borrow(Clone::clone)
    }

    /// Whether a region of this code is there to choose.
    pub fn knows_region(code: &str) -> bool {
        REGIONS.with_borrow(|all| all.iter().any(|r| r.code == code && r.url.is_some()))
    }

    /// The catalogue of a region, if it has been fetched.
    pub fn catalog(code: &str) -> Option<Arc<Catalog>> {
        CATALOGS.with_borrow(|all| all.iter().find(|c| c.region.code == code).cloned())
    }

    /// Reads the list of regions from the page: code, location and address (none: no prices), a line each.
    pub fn read_regions() {
        let text = leptos::prelude::document().get_element_by_id("regions").and_then(|e| e.text_content());
        let line = |line: &str| {
            let mut parts = line.splitn(3, '|').map(str::to_string);
            let (code, location, url) = (parts.next()?, parts.next()?, parts.next()?);
            Some(RegionRef { code, location, url: Some(url).filter(|url| !url.is_empty()) })
        };
        REGIONS.set(text.unwrap_or_default().lines().filter_map(line).collect());
    }

    /// Fetches a region's catalogue and keeps it.
    pub async fn fetch_catalog(url: &str) -> Option<Arc<Catalog>> {
        let response = JsFuture::from(leptos::prelude::window().fetch_with_str(url)).await.ok()?;
        let response: web_sys::Response = response.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        let catalog = Arc::new(model::catalog::wire::decode(&js_sys::Uint8Array::new(&buffer).to_vec()).ok()?);
        CATALOGS.with_borrow_mut(|all| all.push(catalog.clone()));
        Some(catalog)
    }
}
