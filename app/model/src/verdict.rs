//! The verdict on a scenario's networking mode, the same in every view: whether it carries the pods, whether
//! answers or subnets rule it out, what limits its nodes, and which mode costs less.
//!
//! It compares the best type of each mode. A mode that the advice rules out is never called enough, and never
//! recommended for its price.

use crate::advice::Advice;
use crate::advice::knowledge::constraints::{BY_SUBNETS, Constraint};
use crate::advice::knowledge::options::{OPTIONS, OptionId, OptionRow};
use crate::advice::what_if::questions;
use crate::modes::option_of;
use crate::node::limit::Limit;
use crate::plan::Candidate;
use crate::plan::best::Bests;
use crate::scenario::fields::NOT_ASKED;
use crate::scenario::network_mode::{MODES, NetworkMode};
use crate::scenario::owner::Owner;
use crate::scenario::{Era, Scenario};
use crate::units::{BasisPoints, MicroUsd, WHOLE_BP, capitalised, counted};
use crate::words;

/// After a mode that is ruled out, when no other is left.
const OTHERS_TOO: &str = " So is every other mode that can carry these pods.";

/// The best type of a networking mode, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InMode {
    /// The mode.
    pub mode: NetworkMode,
    /// All nodes, per month.
    pub monthly: MicroUsd,
    /// Pods per node.
    pub pods: u32,
    /// What stops the next pod.
    pub binding: Limit,
    /// Pods that addresses, branch ENIs and max-pods would allow.
    pub network: u32,
}

/// Why a mode that carries the pods is not to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuledOut {
    /// The rule's words: `its addresses do not fit`.
    pub because: &'static str,
    /// Whether the subnets are the reason, not an answer.
    pub by_subnets: bool,
}

/// The verdict on the scenario's networking mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whose rules count.
    pub era: Era,
    /// Who owns the nodes: Auto Mode has names of its own for the modes.
    pub owner: Owner,
    /// The scenario's mode.
    pub mode: NetworkMode,
    /// Its best type; `None` where no type carries the pods in it.
    pub current: Option<InMode>,
    /// Why it is not to be used all the same.
    pub ruled_out: Option<RuledOut>,
    /// The cheapest mode that may be used, the scenario's own before others that cost the same.
    pub cheapest: Option<InMode>,
    /// How many modes that may be used cost as little.
    pub as_cheap: usize,
    /// Whether a mode that is ruled out costs still less.
    pub is_undercut: bool,
    /// Whether several workloads share the nodes: pods per node are those of an average node then.
    pub is_mix: bool,
}

impl Verdict {
    /// By today's rules: of the candidates of every mode and the advice on the same scenario.
    pub fn of(scenario: &Scenario, bests: &Bests, advice: &Advice) -> Verdict {
        let in_modes = || MODES.iter().zip(bests).filter_map(|(facts, best)| Some(in_mode(facts.mode, best.as_ref()?)));
        let out = |mode| ruled_out(scenario, advice, mode);
        let usable: Vec<InMode> = in_modes().filter(|m| out(m.mode).is_none()).collect();
        let key = |m: &&InMode| (m.monthly, m.mode != scenario.mode, m.mode as usize);
        let cheapest = usable.iter().min_by_key(key).copied();
        let least = |m: &InMode| cheapest.is_some_and(|c| c.monthly == m.monthly);
        Verdict {
            era: Era::Today,
            owner: scenario.node.owner,
            mode: scenario.mode,
            current: in_modes().find(|m| m.mode == scenario.mode),
            ruled_out: out(scenario.mode),
            cheapest,
            as_cheap: usable.iter().filter(|m| least(m)).count(),
            is_undercut: cheapest.is_some_and(|c| in_modes().any(|m| m.monthly < c.monthly)),
            is_mix: scenario.profiles.len() > 1,
        }
    }

    /// By the article's rules, which know one mode and count no money between modes.
    pub fn of_article(scenario: &Scenario, best: Option<&Candidate>) -> Verdict {
        Verdict {
            era: Era::Article,
            // the article knows no Auto Mode
            owner: Owner::SelfManaged,
            mode: scenario.mode,
            current: best.map(|best| in_mode(scenario.mode, best)),
            ruled_out: None,
            cheapest: None,
            as_cheap: 0,
            is_undercut: false,
            is_mix: false,
        }
    }

    fn name(&self, mode: NetworkMode) -> &'static str {
        mode.name_on(self.owner)
    }

    /// A mode that may be used and costs less than the scenario's, and how much it saves a month.
    pub fn saving(&self) -> Option<(InMode, MicroUsd)> {
        let (cheapest, current) = (self.cheapest?, self.current?);
        (cheapest.monthly < current.monthly).then(|| (cheapest, MicroUsd(current.monthly.0 - cheapest.monthly.0)))
    }

    /// On the nodes: what limits them, and what the network has to do with it.
    pub fn of_nodes(&self) -> String {
        let mode = self.name(self.mode);
        let Some(now) = self.current else { return self.nothing_fits() };
        if self.era == Era::Article {
            return of_article(&now);
        }
        if let Some(out) = self.ruled_out {
            return format!("{mode} is ruled out: {}.{}", out.because, self.instead());
        }
        let limit = self.limits_a_node(&now);
        match (now.is_network_bound(), self.saving()) {
            (false, None) => {
                // Auto Mode chooses between the two by itself
                let is_asked = self.mode == NetworkMode::SecondaryIp && self.owner != Owner::AutoMode;
                let prefixes = if is_asked { ", so prefix delegation would fit no more pods" } else { "" };
                format!("{mode} is enough: {limit}; the network would allow {}{prefixes}.", now.network)
            }
            (false, Some((other, saves))) => format!(
                "{}, but {} saves {} a month ({}) with another type.",
                capitalised(&limit),
                self.name(other.mode),
                saves.cents(),
                share(saves, now.monthly)
            ),
            (true, None) => format!("{mode}: {limit}."),
            (true, Some((other, saves))) => {
                let fits = if other.pods > now.pods { format!("fits {} and ", other.pods) } else { String::new() };
                let name = self.name(other.mode);
                format!("{mode}: {limit}. {name} {fits}saves {} a month on its best type.", saves.cents())
            }
        }
    }

    /// On the networking modes: which is the cheapest that may be used.
    pub fn of_modes(&self) -> String {
        let mode = self.name(self.mode);
        let Some(cheapest) = self.cheapest else {
            return match self.ruled_out {
                Some(out) => {
                    format!("{mode} is ruled out: {}.{OTHERS_TOO}", out.because)
                }
                None => "No networking mode can carry these pods.".into(),
            };
        };
        let least = cheapest.monthly.cents();
        let name = self.name(cheapest.mode);
        let is_cheapest = match self.as_cheap {
            1 => format!("{name} is cheapest"),
            n => format!("{n} modes are cheapest, among them {name}"),
        };
        let of_allowed = if self.is_undercut { "Of the modes that your answers and subnets allow, " } else { "" };
        match (self.current, self.ruled_out, self.saving()) {
            (None, ..) => format!("{of_allowed}{is_cheapest}: {least} a month. {mode} cannot carry these pods."),
            (_, Some(out), _) => {
                format!("{mode} is ruled out: {}. Of the others, {is_cheapest}: {least} a month.", out.because)
            }
            (.., Some((_, saves))) => {
                format!("{of_allowed}{is_cheapest}: {least} a month, {} less than {mode}.", saves.cents())
            }
            (.., None) if self.is_undercut => {
                format!(
                    "No networking mode that your answers and subnets allow is cheaper than {mode}: {least} a month."
                )
            }
            (.., None) => format!("No networking mode is cheaper than {mode}: {least} a month."),
        }
    }

    fn nothing_fits(&self) -> String {
        match self.cheapest {
            None => words::NO_TYPE_CARRIES.into(),
            Some(other) => format!(
                "No instance type can carry these pods with {}. {} can, for {} a month.",
                self.name(self.mode),
                self.name(other.mode),
                other.monthly.cents()
            ),
        }
    }

    /// `CPU limits a node to 6 pods`, or of several workloads `to about 6 pods of your average mix`.
    fn limits_a_node(&self, now: &InMode) -> String {
        let (name, limits) = (now.binding.name(), if now.binding.is_plural() { "limit" } else { "limits" });
        let pods = counted(now.pods, "pod");
        match self.is_mix {
            true => format!("{name} {limits} a node to about {pods} of your average mix"),
            false => format!("{name} {limits} a node to {pods}"),
        }
    }

    /// What to use instead of a mode that is ruled out.
    fn instead(&self) -> String {
        match self.cheapest {
            Some(other) => format!(" {} is allowed, for {} a month.", self.name(other.mode), other.monthly.cents()),
            None => OTHERS_TOO.into(),
        }
    }
}

impl InMode {
    fn is_network_bound(&self) -> bool {
        matches!(self.binding, Limit::Addresses | Limit::MaxPods | Limit::BranchEnis)
    }
}

fn in_mode<T>(mode: NetworkMode, best: &Candidate<T>) -> InMode {
    let by = |limit| best.capacity.by_limit.get(limit).unwrap_or(u32::MAX);
    InMode {
        mode,
        monthly: best.fleet.monthly,
        pods: best.capacity.pods,
        binding: best.capacity.binding(),
        network: by(Limit::Addresses).min(by(Limit::MaxPods)).min(by(Limit::BranchEnis)),
    }
}

/// The first rule against every pod network that offers a mode; `None` while one of them is left.
pub fn ruled_out(scenario: &Scenario, advice: &Advice, mode: NetworkMode) -> Option<RuledOut> {
    let first = option_of(mode, scenario.node.owner);
    let offers = |row: &&OptionRow| row.id != OptionId::EksAuto && row.modes.contains(&mode);
    let mut others = OPTIONS.iter().filter(offers).map(|row| row.id).filter(|_| first != OptionId::EksAuto);
    // Whoever plans with a mode has answered what nobody asked: IPv6 waits for its question only in others' plans.
    let counts = |rule: &&Constraint| mode != scenario.mode || is_answered(scenario, rule.key);
    let rule_against = |id| advice.decision.eliminated_by(id).iter().copied().find(|rule| counts(rule));
    let against_first = rule_against(first)?;
    // a mode takes as many addresses whoever offers it; others may fit in another mode of theirs only
    let by_subnets = against_first.key == BY_SUBNETS;
    (by_subnets || others.all(|id| rule_against(id).is_some()))
        .then_some(RuledOut { because: against_first.because, by_subnets })
}

/// Whether a question has been answered; what is no question, such as the subnets, counts as one.
fn is_answered(scenario: &Scenario, key: &str) -> bool {
    questions().find(|q| q.key == key).is_none_or(|q| q.options[(q.get)(scenario)].0 != NOT_ASKED)
}

fn of_article(now: &InMode) -> String {
    let limits = match now.binding {
        Limit::MaxPods => "the pod limit allows",
        _ => "addresses allow",
    };
    format!("By the article's count, {limits} {} a node on the cheapest type per pod.", counted(now.pods, "pod"))
}

/// `18 %`: whole per cent, at least 1.
fn share(part: MicroUsd, whole: MicroUsd) -> String {
    let bp = part.0.saturating_mul(u64::from(WHOLE_BP)) / whole.0.max(1);
    format!("{} %", (BasisPoints(u32::try_from(bp).unwrap_or(WHOLE_BP)).0 / 100).max(1))
}
