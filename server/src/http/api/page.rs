//! The page `/api`: what the API can do, for people.

use super::operations::{OPERATIONS, Operation, Parameter};
use crate::http::pages::document;
use crate::http::refusal::Kind;
use crate::http::state::Service;
use app::api_reference::{ApiOperation, ApiProblem, ApiReference};
use app::saved::BaseUrl;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use leptos::prelude::provide_context;

/// Its address.
pub const PATH: &str = "/api";

/// The page.
pub async fn page(State(service): State<Service>, request: Request) -> Response<Body> {
    let base = service.base_url(request.headers());
    let context = move || {
        provide_context(BaseUrl(base.clone()));
        provide_context(reference(&base));
    };
    document::page(context, request).await
}

fn reference(base: &str) -> ApiReference {
    ApiReference {
        operations: OPERATIONS.iter().map(|operation| described(operation, base)).collect(),
        problems: Kind::ALL
            .map(|kind| ApiProblem { code: kind.code(), title: kind.title(), status: kind.status().as_u16() })
            .into(),
    }
}

fn described(operation: &Operation, base: &str) -> ApiOperation {
    ApiOperation {
        method: operation.method.to_uppercase(),
        path: operation.path,
        summary: operation.summary,
        text: operation.text,
        parameters: operation.parameters.iter().map(|parameter| words(*parameter)).collect(),
        answers: operation.answers().map(|answer| (answer.status, answer.when)).collect(),
        example: operation.example.replace("$BASE", base),
    }
}

fn words(parameter: Parameter) -> (&'static str, &'static str) {
    match parameter {
        Parameter::Scenario => ("the keys of a link", "all of them optional"),
        Parameter::Which => ("which", "best or chosen: the type that each mode is shown with"),
        Parameter::Fleet => (
            "types, largest_vcpu, burstable, zones, survive, headroom, zone_nodes, work",
            "what the fleet is held to, and how much work is done; all of them optional",
        ),
        Parameter::Work => ("work", "how much work is done for a fleet; optional"),
        Parameter::Nodes => ("fleet", "yes: the files are for a fleet; else for one type throughout"),
        Parameter::Addresses => (
            "event, minutes, burst, seed, tokens, refill, nodes, pods_on",
            "what is simulated, for how long, the burst to tune for, where chance starts from, the account\u{2019}s calls to EC2, and of which nodes; all of them optional",
        ),
        Parameter::Import => (
            "jobs, names, cpu_default, memory_default",
            "what of a dump counts, and whether names stay; all of them optional",
        ),
        Parameter::Region => ("region", "code of the region"),
        Parameter::Edition => ("edition", "as in the list of regions; optional"),
        Parameter::Id => ("id", "the ID, which ends the link: 11 letters and digits"),
        Parameter::IfNoneMatch => ("If-None-Match", "a header: the ETag of your copy; optional"),
    }
}
