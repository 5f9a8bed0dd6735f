//! The page that reads a dump, manifests or a table in the browser. The server makes what is around it: what to give, what
//! a dump can hold, and how the command line does the same. What was understood is written by a worker (`cluster::understood`).

use crate::assets::AssetUrls;
use crate::head::Head;
use crate::surroundings::{RegionRef, regions};
use cluster::understood::{COMMAND, FILTER, ID};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::scenario::Scenario;

/// The page's script: what patches what is shown, and what talks to the worker.
const SCRIPT: &str = concat!(include_str!("../rooms/patch.js"), include_str!("import.js"));

/// What can be given: what to run or choose, and what it tells.
const GIVEN: [(&str, &str); 7] = [
    (
        "kubectl get nodes,pods -A -o json",
        "The whole picture: pods as they run, and the nodes with their price. Start with this.",
    ),
    (
        "kubectl get deploy,sts,ds,cronjob -A -o yaml",
        "What makes pods, by replicas. Any manifests will do, such as helm template prints.",
    ),
    ("kubectl cluster-info dump", "Nodes and pods with log lines between them, which are left out."),
    ("kubectl get pv,pvc,sc -A -o json", "In addition: which volumes are on EBS."),
    ("kubectl top pods -A", "In addition: what pods really use."),
    ("kubectl describe nodes", "In addition: kubectl\u{2019}s own sums, against which Berth\u{2019}s are held."),
    ("name,pods,cpu,memory", "A CSV with these columns, for what is only planned: web,3,250m,512Mi."),
];

/// The page.
#[component]
pub fn Import() -> AnyView {
    let head = Head::titled("Your cluster: Berth").described(
        "Paste what kubectl prints: what your cluster costs today, what binds, and the nodes that carry the same pods for less. It is read \
         in your browser.",
    );
    // there are none where the routes are listed
    let assets = use_context::<AssetUrls>();
    head.page(html! {
        @if let Some(assets) = assets { link rel="stylesheet" href=(assets.cluster); }
        article.page.wide.import { (page()) }
        @if let Some(assets) = assets { (scripts(assets)) }
    })
}

/// Where every region's catalogue is, and what reads them.
fn scripts(assets: AssetUrls) -> Markup {
    let region = |r: RegionRef| r.url.map(|url| format!("{}|{url}", r.code));
    let catalogs: Vec<String> = regions().into_iter().filter_map(region).collect();
    html! {
        script type="text/plain" id="catalogs" { (PreEscaped(catalogs.join("\n"))) }
        script nonce=[use_nonce()] data-script=(assets.import.script) data-wasm=(assets.import.wasm)
            data-usual=(Scenario::default().region) { (PreEscaped(SCRIPT)) }
    }
}

fn page() -> Markup {
    html! {
        h1 { "Plan the cluster that you have" }
        p { "Give what kubectl prints. Berth says what the nodes cost, what binds, and which nodes would carry the same pods for less." }
        (secrets())
        (tool())
        section id=(ID) hidden {}
        (given())
        (command_line())
    }
}

/// Before anything is given.
fn secrets() -> Markup {
    html! {
        section.note-box aria-labelledby="secrets-title" {
            h2 id="secrets-title" { "A dump can hold secrets" }
            p {
                "Values of environment variables are in it. Berth reads files in this browser, skips what it does not need without decoding it, and \
                 sends nothing: the part of the page that reads them is not allowed to connect to anything. Nothing is kept but workloads, nodes \
                 and their figures, until you leave the page."
            }
            details {
                summary { "Make a dump without them" }
                p { "With jq, only what Berth reads of pods and nodes is left:" }
                pre tabindex="0" { code { (COMMAND) " | jq '" (FILTER) "' > cluster.json" } }
            }
        }
    }
}

/// Where files go in, and what is going on.
fn tool() -> Markup {
    html! {
        section.js.give aria-labelledby="give-title" id="give" {
            h2 id="give-title" { "Drop, choose or paste" }
            p id="import-state" role="status" { "Getting ready\u{2026}" }
            div.give-ways {
                p {
                    label for="files" { "Files, as many as you have; all of them are one cluster" }
                    input type="file" id="files" multiple disabled;
                }
                p {
                    label for="typed" { "Or paste it here" }
                    textarea id="typed" rows="3" autocomplete="off" spellcheck="false" placeholder="{ \"kind\": \"List\", \"items\": [ ..." disabled {}
                    button type="button" id="read-typed" disabled { "Read what is typed" }
                }
            }
            div id="import-progress" hidden {
                progress id="import-bar" max="1" value="0" aria-label="Read so far" {}
                " " span id="import-done" {} " "
                button type="button" id="import-stop" { "Stop" }
            }
            div id="import-sources" hidden {
                p { "Read as one cluster:" }
                ul id="import-files" {}
                button type="button" id="import-over" { "Start over" }
            }
        }
    }
}

fn given() -> Markup {
    html! {
        section aria-labelledby="given-title" {
            h2 id="given-title" { "What you can give" }
            dl.given { @for (command, what) in GIVEN { dt { code { (command) } } dd { (what) } } }
        }
    }
}

/// The same without a browser.
fn command_line() -> Markup {
    html! {
        section aria-labelledby="cli-title" {
            h2 id="cli-title" { "On the command line" }
            p.no-js { "This page reads files in the browser and needs JavaScript for that. The command line does the same:" }
            pre tabindex="0" { code {
                (COMMAND) " > cluster.json\n"
                "berth import cluster.json --report           # what was understood, the present nodes, their price\n"
                "berth import cluster.json > scenario.json    # the workloads as a scenario\n"
                "berth fleet --cluster cluster.json           # the cheapest mix of nodes beside the present ones\n"
            } }
        }
    }
}
