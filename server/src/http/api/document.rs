//! The API in OpenAPI 3.1, made from the table of operations and the types of the answers.

use super::answer::{ASK_AGAIN, Answered, Keep, json, kept};
use super::asked::JSON;
use super::import::{MOST_CPU, MOST_MEMORY};
use super::operations::{Answer, Body, OPERATIONS, Operation, Parameter, Shape};
use super::problem::{PROBLEM_JSON, ProblemJson};
use super::scenarios::SavedLink;
use crate::files::ZIP;
use crate::fleets::{MOST_WORK, USUAL_WORK};
use crate::http::state::Service;
use crate::json::addresses::AddressesJson;
use crate::json::advice::AdviceJson;
use crate::json::catalog::{CatalogJson, RegionCatalogJson};
use crate::json::fleet::FleetJson;
use crate::json::import::ImportedJson;
use crate::json::modes::ModesJson;
use crate::json::plan::PlanJson;
use crate::json::saved::SavedJson;
use crate::json::scenario_schema as schema;
use addresses::asked::{MOST_BURST, MOST_MINUTES, MOST_TOKENS};
use addresses::simulate::setup::EVENTS;
use addresses::standing::PODS_ON;
use addresses::which::Which;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use fleet::options::{MOST_HEADROOM, MOST_TYPES, MOST_ZONE_NODES, MOST_ZONES};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The document.
pub async fn openapi(State(service): State<Service>, headers: HeaderMap) -> Answered {
    kept(Keep { state: &service.state(), control: ASK_AGAIN }, &headers, || json(StatusCode::OK, &document()))
}

fn document() -> Value {
    let mut schemas = schemas();
    let mut paths: Map<String, Value> = Map::new();
    for operation in &OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(operation, &mut schemas);
    }
    let mut components = schemas.take_definitions(true);
    components.extend(schema::shared().map(|(name, schema)| (name.to_string(), schema)));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Berth",
            "version": "1",
            "summary": "Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use.",
            "description": "The same answers as on the pages and the command line, for programs. Money is in millionths of a US dollar, \
                memory in MiB, CPU in thousandths of a core, shares in hundredths of a per cent. Unknown is null, never 0. \
                Every error is a problem document (RFC 9457) that names everything wrong at once, except what is no request that HTTP \
                allows: it ends with 400, 414 or 431 and without a word. Other methods are answered with 405, other addresses with 404, \
                a fault of Berth itself with 500.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": components,
            "parameters": link_parameters(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "The response to saving." } },
        },
    })
}

/// Makes schemas of what is written, not of what is read: what is always there is required.
fn schemas() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    SchemaGenerator::new(settings.with(|s| {
        s.definitions_path = "/components/schemas".into();
        s.meta_schema = None;
    }))
}

fn described(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let mut out = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": operation.parameters.iter().flat_map(|p| parameters(*p)).collect::<Vec<_>>(),
        "responses": answers(operation.answers(), schemas),
    });
    if !operation.text.is_empty() {
        out["description"] = operation.text.into();
    }
    if let Some(body) = operation.body {
        let reference = |name| json!({ JSON: { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        let content = match body {
            Body::Scenario => reference("Scenario"),
            Body::Save => reference("SavedContent"),
            Body::Addresses => {
                let vpc = json!({ "type": "object", "description": "What aws ec2 describe-subnets prints." });
                let with_vpc = json!({ "type": "object", "properties": { "vpc": vpc } });
                json!({ JSON: { "schema": { "description": "A scenario, see Scenario, and vpc.", "allOf": [with_vpc] } } })
            }
            Body::Dump => {
                let text = json!({ "schema": { "type": "string" } });
                json!({ JSON: { "schema": true }, "application/yaml": text, "text/csv": text, "text/plain": text })
            }
        };
        out["requestBody"] = json!({ "required": true, "content": content });
    }
    if operation.method == "delete" {
        out["security"] = json!([{ "token": [] }]);
    }
    out
}

fn answers<'a>(answers: impl Iterator<Item = &'a Answer>, schemas: &mut SchemaGenerator) -> Map<String, Value> {
    let answer = |answer: &Answer| {
        let mut said = json!({ "description": answer.when });
        if let Some((media_type, schema)) = content(answer.shape, schemas) {
            said["content"] = json!({ media_type: { "schema": schema } });
        }
        if [429, 503].contains(&answer.status) {
            let schema = json!({ "type": "integer", "minimum": 1 });
            // where the store is damaged, say, no waiting helps
            let is_always_there = answer.status == 429;
            said["headers"] =
                json!({ "Retry-After": { "schema": schema, "required": is_always_there, "description": "Seconds." } });
        }
        (answer.status.to_string(), said)
    };
    answers.map(answer).collect()
}

/// Media type and schema of what is in an answer.
fn content(shape: Shape, schemas: &mut SchemaGenerator) -> Option<(&'static str, Value)> {
    let schema = match shape {
        Shape::Plan => schemas.subschema_for::<PlanJson>(),
        Shape::Advice => schemas.subschema_for::<AdviceJson>(),
        Shape::Modes => schemas.subschema_for::<ModesJson>(),
        Shape::Fleet => schemas.subschema_for::<FleetJson>(),
        Shape::Addresses => schemas.subschema_for::<AddressesJson>(),
        Shape::Imported => schemas.subschema_for::<ImportedJson>(),
        Shape::Catalog => schemas.subschema_for::<CatalogJson>(),
        Shape::RegionCatalog => schemas.subschema_for::<RegionCatalogJson>(),
        Shape::SavedLink => schemas.subschema_for::<SavedLink>(),
        Shape::SavedScenario => schemas.subschema_for::<SavedJson>(),
        Shape::Problem => return Some((PROBLEM_JSON, schemas.subschema_for::<ProblemJson>().into())),
        Shape::OpenApi => return Some((JSON, json!({ "type": "object" }))),
        Shape::Svg => return Some(("image/svg+xml", json!({ "type": "string" }))),
        Shape::Zip => {
            return Some((ZIP, json!({ "type": "string", "contentMediaType": ZIP, "contentEncoding": "binary" })));
        }
        Shape::Nothing => return None,
    };
    Some((JSON, schema.into()))
}

fn parameters(parameter: Parameter) -> Vec<Value> {
    let query = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "query", "description": description, "schema": schema });
    let text = json!({ "type": "string" });
    match parameter {
        Parameter::Scenario => {
            let reference = |name| json!({ "$ref": format!("#/components/parameters/{name}") });
            schema::query().into_iter().map(|(name, ..)| reference(name)).collect()
        }
        Parameter::Which => {
            let schema = json!({ "type": "string", "enum": ["best", "chosen"] });
            vec![query("which", "The type that each mode is shown with: its best, or the chosen one.", schema)]
        }
        Parameter::Fleet => {
            let number = |low: u64, high: u64| json!({ "type": "integer", "minimum": low, "maximum": high });
            let word = |words: &[&str]| json!({ "type": "string", "enum": words });
            let mut held_to = vec![
                query(
                    "types",
                    "The most instance types, instead of the scenario\u{2019}s.",
                    number(1, MOST_TYPES.into()),
                ),
                query(
                    "largest_vcpu",
                    "The largest node, besides the scenario\u{2019}s filter.",
                    json!({ "type": "integer", "minimum": 1, "maximum": 1_000 }),
                ),
                query(
                    "burstable",
                    "no leaves out burstable types even where the scenario\u{2019}s filters let them in.",
                    word(&["no", "yes"]),
                ),
                query(
                    "zones",
                    "Zones over which pods are spread evenly, except workloads that may be in any, instead of the scenario\u{2019}s; 1 does not look at zones.",
                    number(1, MOST_ZONES.into()),
                ),
                query(
                    "survive",
                    "What may be lost while all pods keep room, instead of the scenario\u{2019}s; a zone takes 2 zones or more.",
                    word(&["nothing", "node", "zone"]),
                ),
                query(
                    "headroom",
                    "Per cent of what daemonsets leave of each node\u{2019}s CPU and memory that stay free, instead of the scenario\u{2019}s.",
                    number(0, MOST_HEADROOM.into()),
                ),
                query(
                    "zone_nodes",
                    "The least nodes in each zone, instead of the scenario\u{2019}s; counts with two zones or more.",
                    number(0, MOST_ZONE_NODES.into()),
                ),
            ];
            held_to.extend(parameters(Parameter::Work));
            held_to
        }
        Parameter::Work => {
            let work = json!({ "type": "integer", "minimum": 0, "maximum": MOST_WORK, "default": USUAL_WORK });
            vec![query(
                "work",
                "How much work to do for a fleet, in units; a million takes a fraction of a second.",
                work,
            )]
        }
        Parameter::Nodes => {
            let schema = json!({ "type": "string", "enum": ["no", "yes"], "default": "no" });
            vec![query(
                "fleet",
                "Whether the files are for a fleet of several types, or for one type throughout.",
                schema,
            )]
        }
        Parameter::Addresses => {
            let number = |low: u32, high: u32, usual: u32| json!({ "type": "integer", "minimum": low, "maximum": high, "default": usual });
            let events = json!({ "type": "string", "enum": EVENTS, "default": EVENTS[0] });
            vec![
                query("event", "What happens in the simulation.", events),
                query("minutes", "How long it goes on.", number(1, MOST_MINUTES, 30)),
                query("burst", "Pods that may come to a node at once and must not wait.", number(0, MOST_BURST, 3)),
                query("seed", "Where chance starts from.", number(0, u32::MAX, 1)),
                query(
                    "tokens",
                    "Calls of an action that EC2 takes from the account at once; 0 for all.",
                    number(0, MOST_TOKENS, 0),
                ),
                query(
                    "refill",
                    "Calls of an action that it takes each second in the long run.",
                    number(1, MOST_TOKENS, 20),
                ),
                query(
                    "nodes",
                    "Which nodes are looked at: of the best single type, of the cheapest fleet, or those that there are.",
                    json!({ "type": "string", "enum": Which::ALL.map(Which::code), "default": Which::default().code() }),
                ),
                query(
                    PODS_ON,
                    "With nodes=present, the nodes that there are with the pods on them: type:addresses:those of DaemonSets:nodes:zone, \
                     separated by commas, the zone only where it is known. Without it the scenario's pods are spread over its nodes of today.",
                    json!({ "type": "string" }),
                ),
            ]
        }
        Parameter::Import => {
            let number = |most: u32| json!({ "type": "integer", "minimum": 0, "maximum": most, "default": 0 });
            let word = |words: &[&str]| json!({ "type": "string", "enum": words, "default": words[0] });
            vec![
                query("jobs", "Whether Jobs count as if they always ran.", word(&["no", "yes"])),
                query("names", "Whether names stay, or are numbers.", word(&["keep", "hide"])),
                query(
                    "cpu_default",
                    "CPU of pods that request none, millicores; with a unit as well: 250m, 0.5 cores.",
                    number(MOST_CPU),
                ),
                query(
                    "memory_default",
                    "Memory of pods that request none, MiB; with a unit as well: 512Mi, 1Gi.",
                    number(MOST_MEMORY),
                ),
            ]
        }
        Parameter::Edition => vec![query("edition", "As in the list of regions.", text)],
        Parameter::Region => vec![in_path("region", "Code of the region.", text)],
        Parameter::Id => vec![in_path("id", "The ID, which ends its link: 11 letters and digits.", text)],
        Parameter::IfNoneMatch => {
            vec![
                json!({ "name": "If-None-Match", "in": "header", "description": "The ETag of your copy.", "schema": text }),
            ]
        }
    }
}

/// The keys of a link, which several operations take.
fn link_parameters() -> Map<String, Value> {
    let parameters = schema::query().into_iter();
    parameters.map(|(name, said, schema)| (name.to_string(), query(name, &said, schema))).collect()
}

fn query(name: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": description, "schema": schema })
}

fn in_path(name: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
}
