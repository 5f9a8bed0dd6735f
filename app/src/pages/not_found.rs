//! What an address that leads nowhere shows.

use super::no_address::PATH;
use crate::head::Head;
use crate::surroundings;
use crate::view::page_view::kept;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use maud::{Markup, html};
use model::catalog::family::family_of;

/// The page, with status 404.
#[component]
pub fn NotFound() -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    let path = surroundings::path();
    Head::titled("Not here: Berth").page(html! {
        article.page {
            h1 { "There is nothing at this address" }
            (about(&path))
            ul.plain {
                li { a href=(kept("/")) { "Start a plan" } ": which nodes and which pod network for your pods" }
                li { a href=(kept("/import")) { "Your cluster" } ": paste what kubectl prints" }
                li { a href=(kept("/instances")) { "Instance types" } ": all of them, with limits and prices" }
                li { a href=(kept("/regions")) { "Regions" } ": the same pods in each" }
                li { a href=(kept("/links")) { "My links" } ": what was saved from this browser" }
                li { a href=(kept(PATH)) { "Failed to assign an IP address" } ": the error, its causes and what to change" }
            }
            (find(&path))
        }
    })
}

/// Why there may be nothing, as far as the path tells.
fn about(path: &str) -> Markup {
    html! {
        p {
            @match path.split('/').nth(1) {
                Some("s") => "A saved scenario has 11 letters and digits after /s/. Perhaps a part is missing, or it was deleted by whoever has its secret.",
                Some("r") => "A room has its code after /r/. Perhaps a part is missing, or the room is over.",
                Some("instances") => "No instance type has this name, and none of November 2018 had.",
                _ => "Perhaps the link was cut off.",
            }
        }
    }
}

/// A search for types, of the family that a wrong name begins with.
fn find(path: &str) -> Markup {
    let name = path.strip_prefix("/instances/").unwrap_or_default();
    let family = family_of(name).chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>();
    html! {
        form.tools method="get" action="/instances" {
            label { "Find a type " input type="search" name="find" value=(family) maxlength="40" placeholder="m7i, graviton, gpu"; }
            button { "Find" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::Path;
    use crate::testing::{check, page};

    fn at(path: &str) -> String {
        page("", || {
            provide_context(Path(path.into()));
            NotFound()
        })
    }

    #[test]
    fn the_path_tells_what_may_be_wrong() {
        check(&at("/s/0Kd6bEU"), &["11 letters and digits after /s/", "My links"]);
        check(&at("/nope"), &["Perhaps the link was cut off."]);
        let types = at("/instances/m5.lrage");
        check(&types, &["No instance type has this name"]);
        assert!(types.contains("name=\"find\" value=\"m5\""), "{types}");
        assert!(!at("/instances/%22%3E<b>").contains("<b>"));
    }
}
