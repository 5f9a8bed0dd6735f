//! The article's rules of November 2018: five questions, five verdicts, one headline.
//!
//! The article gives no order among its five answers. Ours: what it calls the only way outranks what it
//! prefers, and where two of its preferences conflict it gives no answer, which is shown.

use crate::scenario::answers::{Answer, Answers, CurrentCni, Level, Multicast, Policy};

/// How strongly the article words a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// "Probably best".
    Likely,
    /// Said without reserve.
    Firm,
    /// A benefit is stated, no more.
    Benefit,
    /// "Makes sense".
    Reasonable,
    /// "Look at".
    LookAt,
    /// Offered as an alternative.
    Offered,
    /// Hardly more than a mention.
    Weak,
    /// A plain statement of fact.
    Factual,
    /// The result of its calculator.
    Computed,
}

impl Wording {
    /// In a word or two.
    pub fn name(self) -> &'static str {
        match self {
            Wording::Likely => "\u{201c}likely best\u{201d}",
            Wording::Firm => "firm",
            Wording::Benefit => "states a benefit",
            Wording::Reasonable => "\u{201c}makes sense\u{201d}",
            Wording::LookAt => "\u{201c}look at\u{201d}",
            Wording::Offered => "offered",
            Wording::Weak => "weak",
            Wording::Factual => "factual",
            Wording::Computed => "computed",
        }
    }
}

/// A rule of the article.
pub struct Rule2018 {
    /// `R18-1` to `R18-12`.
    pub id: &'static str,
    /// What sets it off.
    pub when: &'static str,
    /// What it recommends.
    pub then: &'static str,
    /// How strongly.
    pub wording: Wording,
    /// The reason given.
    pub because: &'static str,
    /// Where in the article.
    pub place: &'static str,
    /// Whether these answers set it off; `None` where it is not about answers.
    pub applies: Option<fn(&Answers) -> bool>,
}

fn wants_policy(answers: &Answers) -> bool {
    !matches!(answers.policy, Policy::None | Policy::NotAsked)
}

fn wants_multicast(answers: &Answers) -> bool {
    matches!(answers.multicast, Multicast::HostPods | Multicast::Pods)
}

fn wants_overlay(answers: &Answers) -> bool {
    answers.density == Answer::Yes || answers.addresses == Answer::Yes
}

fn is_portable(answers: &Answers) -> bool {
    matches!(answers.portability, Level::Some | Level::Strong)
}

/// Every rule, in the order of the article's closing questions, then the others.
pub const RULES_2018: &[Rule2018] = &[
    Rule2018 {
        id: "R18-1",
        when: "a large investment in AWS VPC",
        then: "VPC CNI",
        wording: Wording::Benefit,
        because: "other workloads of the VPC are reached at once, and flow logs, security groups and know-how carry over",
        place: "closing question 1",
        applies: Some(|a| a.vpc_investment == Answer::Yes),
    },
    Rule2018 {
        id: "R18-2",
        when: "workloads sensitive to latency or throughput",
        then: "VPC CNI",
        wording: Wording::Firm,
        because: "it has the network performance of the instance itself",
        place: "closing question 2",
        applies: Some(|a| a.performance == Answer::Yes),
    },
    Rule2018 {
        id: "R18-3",
        when: "light workloads that need high pod density",
        then: "an overlay",
        wording: Wording::LookAt,
        because: "the addresses of the ENIs limit the pods of a node",
        place: "closing question 3",
        applies: Some(|a| a.density == Answer::Yes),
    },
    Rule2018 {
        id: "R18-4",
        when: "the VPC comes close to its address limits",
        then: "an overlay",
        wording: Wording::Reasonable,
        because: "subnets are finite, addresses cool down, and free ranges fragment",
        place: "closing question 4",
        applies: Some(|a| a.addresses == Answer::Yes),
    },
    Rule2018 {
        id: "R18-5a",
        when: "pod traffic must be encrypted",
        then: "Weave Net",
        wording: Wording::Likely,
        because: "the article knows no other overlay that encrypts",
        place: "closing question 5",
        applies: Some(|a| a.encryption.is_wanted()),
    },
    Rule2018 {
        id: "R18-5b",
        when: "pods need multicast",
        then: "Weave Net",
        wording: Wording::Likely,
        because: "a VPC has none, and the article knows no other overlay with it",
        place: "closing question 5",
        applies: Some(wants_multicast),
    },
    Rule2018 {
        id: "R18-6",
        when: "an overlay is wanted, but not the cost of encapsulation",
        then: "Calico with BGP",
        wording: Wording::Offered,
        because: "it does not encapsulate, at the price of a block of addresses for each node",
        place: "overlay options",
        applies: Some(|a| wants_overlay(a) && a.performance == Answer::Yes),
    },
    Rule2018 {
        id: "R18-7",
        when: "other clouds, on premises or disaster recovery count",
        then: "an overlay, Weave Net by preference",
        wording: Wording::Weak,
        because: "VPC know-how is not portable; the article adds that the lock-in is low",
        place: "cloud portability",
        applies: Some(is_portable),
    },
    Rule2018 {
        id: "R18-8",
        when: "network policy on VPC CNI",
        then: "Calico\u{2019}s policy engine with VPC CNI",
        wording: Wording::Factual,
        because: "VPC CNI came without one",
        place: "opening; advantages of VPC CNI",
        applies: Some(wants_policy),
    },
    Rule2018 {
        id: "R18-9",
        when: "heavy workloads, bound by CPU or memory",
        then: "VPC CNI",
        wording: Wording::Firm,
        because: "its density limit does not bind then",
        place: "overlay options",
        applies: Some(|a| a.density == Answer::No),
    },
    Rule2018 {
        id: "R18-10",
        when: "choosing an instance type",
        then: "stay away from T2",
        wording: Wording::Firm,
        because: "few pods fit on its nodes",
        place: "cost calculator",
        applies: None,
    },
    Rule2018 {
        id: "R18-11",
        when: "the daemonsets take every address of a type",
        then: "the type is unusable",
        wording: Wording::Computed,
        because: "nothing is left for applications",
        place: "overhead",
        applies: None,
    },
    Rule2018 {
        id: "R18-12",
        when: "counting pods and their price",
        then: "min(100, E*S - D) pods a node, D = 4",
        wording: Wording::Computed,
        because: "addresses less daemonsets, under Kubernetes\u{2019} limit",
        place: "density; calculator",
        applies: None,
    },
];

/// A rule by its id.
pub fn rule_2018(id: &str) -> Option<&'static Rule2018> {
    RULES_2018.iter().find(|r| r.id == id)
}

impl Rule2018 {
    /// Whether these answers set it off.
    pub fn is_set_off(&self, answers: &Answers) -> bool {
        self.applies.is_some_and(|applies| applies(answers))
    }
}

/// The article's one recommendation, by our order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline2018 {
    /// Weave Net, for encryption or multicast; kept where it runs already.
    WeaveNet {
        /// It runs today.
        keep: bool,
    },
    /// An overlay: Weave Net by default, or Calico.
    Overlay,
    /// Density or addresses against performance: the article is silent, and offers Calico with BGP at most.
    Silent,
    /// VPC CNI.
    VpcCni {
        /// With Calico's policy engine.
        with_policy: bool,
    },
    /// Weave Net everywhere, weakly, for portability.
    Portable,
    /// VPC CNI, because it is there: a default, not a recommendation.
    Default {
        /// With Calico's policy engine.
        with_policy: bool,
    },
}

/// The headline of these answers.
pub fn headline_2018(answers: &Answers) -> Headline2018 {
    let set_off = |id| rule_2018(id).is_some_and(|r| r.is_set_off(answers));
    let with_policy = set_off("R18-8");
    if set_off("R18-5a") || set_off("R18-5b") {
        return Headline2018::WeaveNet { keep: answers.current_cni == CurrentCni::Weave };
    }
    if set_off("R18-3") || set_off("R18-4") {
        return if set_off("R18-2") { Headline2018::Silent } else { Headline2018::Overlay };
    }
    if set_off("R18-1") || set_off("R18-2") || set_off("R18-9") {
        return Headline2018::VpcCni { with_policy };
    }
    if set_off("R18-7") {
        return Headline2018::Portable;
    }
    Headline2018::Default { with_policy }
}

impl Headline2018 {
    /// As a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Headline2018::WeaveNet { keep: false } => {
                "Weave Net: by the article, the only overlay that encrypts and carries multicast."
            }
            Headline2018::WeaveNet { keep: true } => {
                "Keep Weave Net: by the article, the only overlay that encrypts and carries multicast."
            }
            Headline2018::Overlay => "An overlay: Weave Net by default, or Calico.",
            Headline2018::Silent => {
                "The article gives no answer: density or addresses ask for an overlay, performance for VPC CNI. Calico with BGP is the one compromise it mentions."
            }
            Headline2018::VpcCni { with_policy: false } => "VPC CNI.",
            Headline2018::VpcCni { with_policy: true } => "VPC CNI, with Calico\u{2019}s policy engine.",
            Headline2018::Portable => {
                "An overlay, weakly: Weave Net runs everywhere, though the article calls the lock-in low."
            }
            Headline2018::Default { with_policy: false } => {
                "VPC CNI, because EKS comes with it: a default, not a recommendation."
            }
            Headline2018::Default { with_policy: true } => {
                "VPC CNI, because EKS comes with it, and Calico\u{2019}s policy engine: a default, not a recommendation."
            }
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Headline2018::WeaveNet { .. } => "weave",
            Headline2018::Overlay => "overlay",
            Headline2018::Silent => "silent",
            Headline2018::VpcCni { with_policy: false } => "vpc-cni",
            Headline2018::VpcCni { with_policy: true } => "vpc-cni-calico-policy",
            Headline2018::Portable => "portable",
            Headline2018::Default { with_policy: false } => "default",
            Headline2018::Default { with_policy: true } => "default-calico-policy",
        }
    }
}

/// The five closing questions, each with the rules that answer it.
pub const QUESTIONS_2018: [(&str, &[&str]); 5] = [
    ("q_vpc", &["R18-1"]),
    ("q_perf", &["R18-2"]),
    ("q_density", &["R18-3", "R18-9"]),
    ("q_addresses", &["R18-4"]),
    ("q_encryption", &["R18-5a", "R18-5b"]),
];

/// What the article holds for and against a way to go: heading and points, in our words.
pub const LISTS_2018: [(&str, &[&str]); 5] = [
    (
        "For EKS",
        &[
            "Close integration with other AWS services",
            "AWS runs the control plane",
            "AWS looks after upgrades of the control plane",
            "VPC CNI is built in",
        ],
    ),
    (
        "For a cluster of your own",
        &[
            "New Kubernetes versions sooner",
            "Spot and reserved instances as nodes",
            "Freedom in set-up and configuration",
            "The same set-up on other clouds and bare metal",
        ],
    ),
    (
        "For VPC CNI",
        &[
            "The raw performance of the AWS network",
            "Flow logs, security groups and the team\u{2019}s know-how carry over",
            "Network policy, once Calico\u{2019}s engine is added",
        ],
    ),
    ("Against VPC CNI", &["ENI addresses limit the pods of a node", "No encryption on the network", "No multicast"]),
    (
        "The overlays it weighs",
        &[
            "Weave Net: encryption, multicast, runs everywhere",
            "Calico with BGP: no encapsulation, a block of addresses for each node",
            "Calico\u{2019}s policy engine on VPC CNI: policy without an overlay",
        ],
    ),
];
