//! What the API can do: one row an operation. The OpenAPI document and the page `/api` are made from it.

/// One operation.
pub struct Operation {
    /// In lower case.
    pub method: &'static str,
    /// With its parameters in braces.
    pub path: &'static str,
    /// Its name for programs.
    pub id: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// What else to know.
    pub text: &'static str,
    /// The parameters in the path.
    pub parameters: &'static [Parameter],
    /// What is sent.
    pub body: Option<Body>,
    /// What comes back, besides what any operation may answer.
    answers: &'static [Answer],
    /// How to ask with curl: `$BASE` is the site, `$ID` and `$TOKEN` are what saving has answered.
    pub example: &'static str,
}

/// A parameter in a path, or in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// The keys of a link.
    Scenario,
    /// `which`.
    Which,
    /// What a fleet is held to, and how much work is done.
    Fleet,
    /// How much work is done for a fleet.
    Work,
    /// Whether files are for a fleet or for one type throughout.
    Nodes,
    /// What happens in a simulation of addresses, for how long, from which seed, and the burst to tune for.
    Addresses,
    /// What of a dump counts, and whether names stay.
    Import,
    /// `region`, in the path.
    Region,
    /// `edition`.
    Edition,
    /// `id`, in the path.
    Id,
    /// The header If-None-Match.
    IfNoneMatch,
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// A scenario.
    Scenario,
    /// A scenario with title, note and parent.
    Save,
    /// A scenario, with subnets as AWS lists them.
    Addresses,
    /// A dump, manifests or a table.
    Dump,
}

/// What is in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Plan,
    Advice,
    Modes,
    Addresses,
    Fleet,
    Imported,
    Catalog,
    RegionCatalog,
    SavedLink,
    SavedScenario,
    OpenApi,
    Svg,
    Zip,
    Nothing,
    Problem,
}

/// One answer.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// What is in it.
    pub shape: Shape,
    /// When it comes.
    pub when: &'static str,
}

const fn gives(status: u16, shape: Shape, when: &'static str) -> Answer {
    Answer { status, shape, when }
}

const SAME: Answer = gives(304, Shape::Nothing, "Your copy is current: the ETag has not changed.");
const MALFORMED: Answer = refused(400, "The body is not valid JSON or UTF-8, nested too deep, or was cut off.");
const OTHER_SITE: Answer = refused(403, "The request came from another site\u{2019}s page.");
const TOO_LARGE: Answer = refused(413, "The body has more than 64 KiB.");
const MEDIA_TYPE: Answer = refused(415, "The body is not application/json.");
const INVALID: Answer = refused(422, "Some values are not allowed; all of them are named.");
const TOO_MANY: Answer = refused(429, "Too many saves and deletions; Retry-After says when to try again.");
const BROKEN_OFF: Answer = refused(400, "The body was cut off, or came too slowly.");
const BUSY: Answer = refused(503, "Berth has more to do than there is time for; Retry-After says when to try again.");
const UNAVAILABLE: Answer = refused(
    503,
    "The store cannot be read or written at the moment, or Berth has more to do than there is time for; Retry-After says when to try \
     again, where waiting helps.",
);

const fn refused(status: u16, when: &'static str) -> Answer {
    Answer { status, shape: Shape::Problem, when }
}

const fn got(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    answers: &'static [Answer],
    example: &'static str,
) -> Operation {
    Operation { method: "get", path, id, summary, text: "", parameters, body: None, answers, example }
}

const fn posted(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    answers: &'static [Answer],
    example: &'static str,
) -> Operation {
    Operation {
        method: "post",
        path,
        id,
        summary,
        text: BODY,
        parameters,
        body: Some(Body::Scenario),
        answers,
        example,
    }
}

const LINK: &str = "Takes the query string of a page\u{2019}s address as it is. Lists of daemonsets and subnets are part of \
    it: ds and subnet start an entry each, and the keys after one belong to it, as those after profile do. Unknown keys are ignored; any other problem is refused.";
const BODY: &str = "The scenario is written as for berth plan: at most 30 profiles, 30 daemonsets and 30 subnets in \
    64 KiB. Missing keys have their defaults. Unknown keys are refused.";

const FLEET_TEXT: &str = "All profiles are packed together on nodes of several types. The same scenario, options and work give the same fleet. \
    A checker of its own holds every fleet against all limits before it is returned. The scenario is written as for berth plan.";

const EXPORT_OF_LINK: &str = "Takes the query string of a page\u{2019}s address as it is. With fleet=yes the nodes, the record and the tables are those of the cheapest mix of types that is found, held to what the \
    link sets, as berth export --fleet writes them; else those of one type throughout. Every file says which. Unknown keys are ignored; any other problem is refused.";
const EXPORT: &str = "With fleet=yes the nodes, the record and the tables are those of the cheapest mix of types that is found, as berth export --fleet writes them, and the other parameters say what it is held to; \
    else those of one type throughout. Every file says which. The scenario is written as for berth plan.";

const PLAN: Answer = gives(200, Shape::Plan, "Every instance type, ranked or excluded.");
const ADVICE: Answer = gives(200, Shape::Advice, "The pod network that fits best, why, and what would change it.");
const MODES: Answer = gives(200, Shape::Modes, "Every mode with its figures, or why it has none.");
const FLEET: Answer = gives(200, Shape::Fleet, "Groups of nodes, their cost, and a bound below which no fleet is.");
const ADDRESSES: Answer =
    gives(200, Shape::Addresses, "Zone by zone, in every mode and over time; settings, and what to try.");
const ADDRESSES_TEXT: &str = "Says which zone\u{2019}s subnets are full first, in every networking mode, simulates VPC CNI\u{2019}s pools while something happens to the \
    cluster, and looks for the warm targets to set. The scenario is written as for berth plan; its key vpc may hold what aws ec2 describe-subnets prints, with the subnets\u{2019} \
    Role (nodes or pods) and VpcCidrBlocks added where you like. The same body and seed give the same answer.";
const ARCHIVE: Answer =
    gives(200, Shape::Zip, "One archive: README.md with the steps, the record, configuration, tables.");
const PICTURE: Answer = gives(200, Shape::Svg, "A picture, light or dark as the reader prefers.");

const OF_LINK: &[Parameter] = &[Parameter::Scenario, Parameter::IfNoneMatch];
const OF_LINK_WHICH: &[Parameter] = &[Parameter::Scenario, Parameter::Which, Parameter::IfNoneMatch];

/// Every operation, in the order of the page.
pub const OPERATIONS: [Operation; 19] = [
    Operation {
        text: LINK,
        ..got(
            "/api/v1/plan",
            "planOfLink",
            "Plan the scenario of a link",
            OF_LINK,
            &[PLAN, SAME, INVALID],
            "curl \"$BASE/api/v1/plan?pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation\"",
        )
    },
    posted(
        "/api/v1/plan",
        "plan",
        "Plan a scenario",
        &[],
        &[PLAN, MALFORMED, OTHER_SITE, TOO_LARGE, MEDIA_TYPE, INVALID],
        "curl \"$BASE/api/v1/plan\" --json '{\"v\": 1, \"profiles\": [{\"name\": \"web\", \"pods\": 400, \"cpu_m\": 50, \"mem_mib\": 64}]}'",
    ),
    Operation {
        text: LINK,
        ..got(
            "/api/v1/advise",
            "adviseOnLink",
            "Advise on the pod network for the scenario of a link",
            OF_LINK,
            &[ADVICE, SAME, INVALID],
            "curl \"$BASE/api/v1/advise?pods=400&q_density=yes\"",
        )
    },
    posted(
        "/api/v1/advise",
        "advise",
        "Advise on the pod network for a scenario",
        &[],
        &[ADVICE, MALFORMED, OTHER_SITE, TOO_LARGE, MEDIA_TYPE, INVALID],
        "curl \"$BASE/api/v1/advise\" --json '{\"v\": 1, \"q_encryption\": \"tenant\", \"era\": \"article\"}'",
    ),
    Operation {
        text: LINK,
        ..got(
            "/api/v1/modes",
            "modesOfLink",
            "Compare the networking modes for the scenario of a link",
            OF_LINK_WHICH,
            &[MODES, SAME, INVALID],
            "curl \"$BASE/api/v1/modes?pods=400&type=m5.large&which=chosen\"",
        )
    },
    posted(
        "/api/v1/modes",
        "modes",
        "Compare the networking modes for a scenario",
        &[Parameter::Which],
        &[MODES, MALFORMED, OTHER_SITE, TOO_LARGE, MEDIA_TYPE, INVALID],
        "curl \"$BASE/api/v1/modes\" --json '{\"v\": 1, \"min_nodes\": 3}'",
    ),
    Operation {
        text: FLEET_TEXT,
        ..posted(
            "/api/v1/fleet",
            "fleet",
            "Find the cheapest mix of nodes for a scenario",
            &[Parameter::Fleet],
            &[FLEET, MALFORMED, OTHER_SITE, TOO_LARGE, MEDIA_TYPE, INVALID],
            "curl \"$BASE/api/v1/fleet?types=2&survive=node\" --json '{\"v\": 2, \"profiles\": [{\"name\": \"web\", \"pods\": 40}, {\"name\": \"db\", \"pods\": 3, \"cpu_m\": 4000, \"mem_mib\": 30000}]}'",
        )
    },
    Operation {
        text: ADDRESSES_TEXT,
        body: Some(Body::Addresses),
        ..posted(
            "/api/v1/addresses",
            "addresses",
            "Say whether the addresses of the subnets last",
            &[Parameter::Addresses],
            &[ADDRESSES, MALFORMED, OTHER_SITE, TOO_LARGE, MEDIA_TYPE, INVALID],
            "curl \"$BASE/api/v1/addresses?event=rolling&minutes=10\" --json '{\"v\": 2, \"vpc\": {\"Subnets\": [{\"SubnetId\": \"subnet-1\", \"AvailabilityZone\": \"us-east-1a\", \"CidrBlock\": \"10.0.0.0/24\", \"AvailableIpAddressCount\": 200}]}}'",
        )
    },
    Operation {
        method: "post",
        path: "/api/v1/import",
        id: "import",
        summary: "Make a scenario of a dump, of manifests or of a table",
        text: "Takes what kubectl get nodes,pods -A -o json prints, manifests as JSON or YAML, or a CSV with the columns name, pods, cpu and memory; which it is, is \
            recognised. At most 8 MiB: the page /import and berth import read more. Values of environment variables are skipped, nothing is stored or logged. The page reads \
            the same in the browser and sends nothing.",
        parameters: &[Parameter::Import],
        body: Some(Body::Dump),
        answers: &[
            gives(200, Shape::Imported, "What was understood, the present nodes, and the workloads as a scenario."),
            BROKEN_OFF,
            OTHER_SITE,
            refused(413, "The body has more than 8 MiB."),
            refused(422, "There is nothing to plan in it, or a parameter is not allowed; all that is wrong is named."),
        ],
        example: "printf 'name,pods,cpu,memory\\nweb,40,250m,512Mi\\n' | curl \"$BASE/api/v1/import\" --header \"Content-Type: text/csv\" --data-binary @-",
    },
    Operation {
        text: EXPORT_OF_LINK,
        ..got(
            "/api/v1/export",
            "exportOfLink",
            "Export every file of the scenario of a link, for one type throughout or for a fleet",
            &[Parameter::Scenario, Parameter::Nodes, Parameter::Work, Parameter::IfNoneMatch],
            &[ARCHIVE, SAME, INVALID],
            "curl \"$BASE/api/v1/export?pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation\" --output berth.zip",
        )
    },
    Operation {
        text: EXPORT,
        ..posted(
            "/api/v1/export",
            "export",
            "Export every file of a scenario, for one type throughout or for a fleet",
            &[Parameter::Nodes, Parameter::Fleet],
            &[ARCHIVE, MALFORMED, OTHER_SITE, TOO_LARGE, MEDIA_TYPE, INVALID],
            "curl \"$BASE/api/v1/export?fleet=yes&types=2\" --json '{\"v\": 2, \"profiles\": [{\"name\": \"web\", \"pods\": 40}, {\"name\": \"db\", \"pods\": 3, \"cpu_m\": 4000, \"mem_mib\": 30000}]}' --output berth-fleet.zip",
        )
    },
    Operation {
        text: LINK,
        ..got(
            "/api/v1/charts/cost-per-pod.svg",
            "chartOfCostPerPod",
            "Draw cost per pod against pods per node",
            OF_LINK,
            &[PICTURE, SAME, INVALID],
            "curl \"$BASE/api/v1/charts/cost-per-pod.svg?pods=400&cpu_m=50\" --output cost-per-pod.svg",
        )
    },
    Operation {
        text: LINK,
        ..got(
            "/api/v1/charts/cost-by-mode.svg",
            "chartOfCostByMode",
            "Draw the cost of every networking mode",
            OF_LINK_WHICH,
            &[PICTURE, SAME, INVALID],
            "curl \"$BASE/api/v1/charts/cost-by-mode.svg?pods=400&cpu_m=50\" --output cost-by-mode.svg",
        )
    },
    got(
        "/api/v1/catalog",
        "catalog",
        "List the regions of the catalogue",
        &[Parameter::IfNoneMatch],
        &[gives(200, Shape::Catalog, "The catalogue and its regions."), SAME],
        "curl \"$BASE/api/v1/catalog\"",
    ),
    Operation {
        text: "With the edition that the list names, the response never changes and may be cached for ever.",
        ..got(
            "/api/v1/catalog/{region}",
            "regionCatalog",
            "Give every instance type of a region with its price",
            &[Parameter::Region, Parameter::Edition, Parameter::IfNoneMatch],
            &[
                gives(200, Shape::RegionCatalog, "Types and prices."),
                SAME,
                refused(404, "There is no such region, or the edition is no longer available."),
            ],
            "curl \"$BASE/api/v1/catalog/eu-central-1\"",
        )
    },
    Operation {
        method: "post",
        path: "/api/v1/scenarios",
        id: "save",
        summary: "Save a scenario under a short link",
        text: "Keeps the figures of the day with the scenario, for ever. Saving the same scenario again returns the same ID and no second token. Title and note are plain text of at most 100 and 2,000 characters. Needs no account: whoever \
            has the link can open it, whoever has the token can delete it.",
        parameters: &[],
        body: Some(Body::Save),
        answers: &[
            gives(200, Shape::SavedLink, "This scenario is already saved."),
            gives(201, Shape::SavedLink, "It is saved, and survives a crash and a loss of power."),
            MALFORMED,
            OTHER_SITE,
            refused(409, "A newer catalogue was loaded in the meantime, or, very rarely, the ID is taken. Try again."),
            TOO_LARGE,
            MEDIA_TYPE,
            INVALID,
            TOO_MANY,
            UNAVAILABLE,
            refused(507, "There is no room left to save."),
        ],
        example: "curl \"$BASE/api/v1/scenarios\" --json '{\"scenario\": {\"v\": 1, \"min_nodes\": 3}, \"title\": \"Three zones\"}'",
    },
    got(
        "/api/v1/scenarios/{id}",
        "open",
        "Open a saved scenario: figures as saved, figures of today, differences",
        &[Parameter::Id, Parameter::IfNoneMatch],
        &[
            gives(200, Shape::SavedScenario, "The scenario and both sets of figures."),
            SAME,
            refused(404, "There is no such saved scenario."),
            refused(410, "It has expired."),
            UNAVAILABLE,
        ],
        "curl \"$BASE/api/v1/scenarios/$ID\"",
    ),
    Operation {
        method: "delete",
        path: "/api/v1/scenarios/{id}",
        id: "delete",
        summary: "Delete a saved scenario",
        text: "Takes the token returned when saving. Scenarios made from this one stay.",
        parameters: &[Parameter::Id],
        body: None,
        answers: &[
            gives(204, Shape::Nothing, "It is deleted."),
            refused(401, "There is no token."),
            refused(403, "The token is for another scenario, or the request came from another site."),
            refused(404, "There is no such saved scenario."),
            TOO_MANY,
            UNAVAILABLE,
        ],
        example: "curl --request DELETE \"$BASE/api/v1/scenarios/$ID\" --header \"Authorization: Bearer $TOKEN\"",
    },
    got(
        "/api/openapi.json",
        "openapi",
        "Describe this API in OpenAPI 3.1",
        &[Parameter::IfNoneMatch],
        &[gives(200, Shape::OpenApi, "The description."), SAME],
        "curl \"$BASE/api/openapi.json\"",
    ),
];

impl Operation {
    /// All that comes back, by status.
    pub fn answers(&self) -> impl Iterator<Item = &'static Answer> {
        let is_busy = self.answers.iter().all(|answer| answer.status != BUSY.status);
        let before = self.answers.iter().filter(|answer| answer.status < BUSY.status);
        let after = self.answers.iter().filter(|answer| answer.status >= BUSY.status);
        before.chain(is_busy.then_some(&BUSY)).chain(after)
    }
}

/// The methods that a path takes.
pub fn allowed(path: &str) -> Vec<String> {
    let mut methods = Vec::new();
    for operation in OPERATIONS.iter().filter(|operation| operation.path == path) {
        methods.push(operation.method.to_uppercase());
        if operation.method == "get" {
            methods.push("HEAD".into());
        }
    }
    methods.push("OPTIONS".into());
    methods
}
