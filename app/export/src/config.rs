//! The files that build the cluster decided on, each for the tool that reads it.
//!
//! Every file states the same max-pods and the same types. Keys are those of, as of 2026: eksctl-io/eksctl
//! pkg/apis/eksctl.io/v1alpha5 and pkg/nodebootstrap, aws/karpenter-provider-aws
//! website/content/en/v1.8/concepts/nodeclasses.md, awsdocs/amazon-eks-user-guide latest/ug/automode,
//! awslabs/amazon-eks-ami nodeadm/doc/api.md, bottlerocket-os/bottlerocket-settings-sdk, aws/amazon-vpc-cni-k8s
//! README.md and charts/aws-vpc-cni, cilium/cilium Documentation, tigera/docs, flannel-io/flannel chart,
//! antrea-io/antrea build/charts. The tests hold the files against the checks that these tools make themselves, written
//! down from their sources in `tests/export/rules`; no file was put to a cluster.

mod added_nodes;
mod auto_mode;
mod bottlerocket;
mod calico;
mod cilium;
mod context;
mod eksctl;
mod filled;
mod filling;
mod headroom;
mod karpenter;
mod kept_free;
mod kops;
mod launched;
mod moving;
mod nodeadm;
mod overlays;
mod placeholder;
mod room_left;
mod spare_room;
mod step;
mod steps;
mod subnets;
mod terraform;
mod together;
mod vpc_cni;

use super::mixed::Mixed;
use super::network::is_on_vpc_cni;
use super::not_planned::not_planned;
use crate::subject::Subject;
use context::Context;
use model::advice::knowledge::options::OptionId;
use model::scenario::Era;
use model::scenario::owner::Owner;
pub use step::Step;
pub use steps::Tool;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// YAML 1.2.
    Yaml,
    /// TOML 1.0.
    Toml,
    /// Terraform's language.
    Hcl,
    /// Markdown.
    Markdown,
}

impl Language {
    /// Its name, as highlighters and style sheets know it.
    pub fn code(self) -> &'static str {
        match self {
            Language::Yaml => "yaml",
            Language::Toml => "toml",
            Language::Hcl => "hcl",
            Language::Markdown => "markdown",
        }
    }
}

/// What a file is for. Files are listed by it, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To read and to keep: the steps, the decision.
    Read,
    /// The cluster and its node groups, with eksctl.
    Cluster,
    /// Nodes that no node group of eksctl makes, and a node's own settings.
    Nodes,
    /// The pod network.
    Network,
    /// The same with Terraform, instead of eksctl.
    Terraform,
    /// The same with kOps, instead of EKS.
    Kops,
    /// For a cluster that is there already.
    Existing,
    /// The figures behind the decision.
    Figures,
}

impl Purpose {
    /// Every purpose, in the order of the list.
    pub const ALL: [Purpose; 8] = [
        Purpose::Read,
        Purpose::Cluster,
        Purpose::Nodes,
        Purpose::Network,
        Purpose::Terraform,
        Purpose::Kops,
        Purpose::Existing,
        Purpose::Figures,
    ];

    /// For a heading.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Read => "To read first",
            Purpose::Cluster => "The cluster, with eksctl",
            Purpose::Nodes => "Nodes",
            Purpose::Network => "Pod network",
            Purpose::Terraform => "With Terraform instead of eksctl",
            Purpose::Kops => "With kOps instead of EKS",
            Purpose::Existing => "For a cluster that is there already",
            Purpose::Figures => "Figures",
        }
    }
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// File name.
    pub name: &'static str,
    /// What it is for.
    pub purpose: Purpose,
    /// What it is, for a heading.
    pub title: &'static str,
    /// What it is written in.
    pub language: Language,
    /// Its text.
    pub text: String,
    /// When it is of use, in a sentence.
    pub why: &'static str,
}

/// Why there is no configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoConfig {
    /// The article's era counts by rules that no cluster of today follows.
    Article,
    /// No type carries the pods.
    NothingFits,
}

impl NoConfig {
    /// In a sentence.
    pub fn text(self) -> &'static str {
        match self {
            NoConfig::Article => {
                "The article\u{2019}s figures are those of 2018. Switch to today\u{2019}s rules to get configuration."
            }
            NoConfig::NothingFits => "No instance type can carry these pods, so there is nothing to configure.",
        }
    }
}

/// The configuration of a plan, or of a fleet: then one context for each group of nodes, at least one.
#[derive(Clone, Debug)]
pub struct Config<'a>(Context<'a>, Vec<Context<'a>>);

impl<'a> Config<'a> {
    /// For the type that the page shows, in the scenario's mode, by its owner and OS.
    pub fn of(subject: Subject<'a>) -> Result<Config<'a>, NoConfig> {
        if subject.plan().era == Era::Article {
            return Err(NoConfig::Article);
        }
        if let Some(planned) = subject.fleet {
            let all = filled::least(Context::of_fleet(subject, planned).ok_or(NoConfig::NothingFits)?);
            return Ok(Config(all.first().ok_or(NoConfig::NothingFits)?.clone(), all));
        }
        let candidate = subject.shown().ok_or(NoConfig::NothingFits)?.today().ok_or(NoConfig::Article)?;
        let context = Context::of(subject, candidate);
        Ok(Config(context.clone(), vec![context]))
    }

    /// The max-pods that every file states.
    pub fn max_pods(&self) -> u32 {
        self.0.max_pods()
    }

    /// The type planned with.
    pub fn instance_type(&self) -> &'a str {
        &self.0.t.name
    }

    /// Types that the nodes may be launched as: the one planned with, and the next best that agree with it
    /// where the scenario is not pinned to one and the tool takes several.
    pub fn instance_types(&self) -> Vec<&'a str> {
        self.0.type_names()
    }

    /// The pod network that the files install.
    pub fn network(&self) -> OptionId {
        self.0.network
    }

    /// The near alternatives left out of the list, and what they would do to max-pods; `None` where there are none.
    pub fn left_out(&self) -> Option<Mixed> {
        self.0.left_out()
    }

    /// What the nodes come to where Karpenter launches them, of one type or for a fleet; `None` for groups of a size.
    pub fn as_karpenter_fills(&self) -> Option<String> {
        karpenter::comes_to(&self.0, &self.1).or_else(|| launched::said(&self.0))
    }

    /// The files that apply, in the order of use.
    pub fn files(&self) -> Vec<ConfigFile> {
        let Config(c, all) = self;
        let mut files = eksctl::files(all);
        match c.owner() {
            Owner::AutoMode => files.push(auto_mode::file(c, all)),
            Owner::Karpenter => files.push(karpenter::file(c, all)),
            // settings of a launch template of one's own are another for each type
            Owner::ManagedNodeGroup | Owner::SelfManaged if c.fleet().is_some() => {}
            Owner::ManagedNodeGroup | Owner::SelfManaged if c.node().is_windows() => {}
            Owner::SelfManaged if c.is_bottlerocket() => files.push(bottlerocket::file(c)),
            Owner::SelfManaged => files.push(nodeadm::file(c)),
            Owner::ManagedNodeGroup if c.sets_node() => files.push(nodeadm::file(c)),
            Owner::ManagedNodeGroup => {}
        }
        files.extend(network_files(c));
        files.push(match moving::adds_groups(c) {
            true => added_nodes::file(c, all),
            false => terraform::file(c, all),
        });
        files.extend(subnets::files(c, all));
        files.extend(kops::file(c));
        if is_on_vpc_cni(c.network) {
            files.extend(vpc_cni::file(c));
            files.extend(vpc_cni::helm(c));
        }
        files
    }

    /// How the files of a tool are used, step by step; none for a tool that cannot build this.
    pub fn steps(&self, tool: Tool) -> Vec<Step> {
        match tool {
            Tool::Eksctl | Tool::Terraform => steps::steps(&self.0, &self.1, tool),
            Tool::Kops => kops::steps(&self.0),
        }
    }

    /// What the answers ask for and the plan does not hold, in sentences.
    pub fn not_planned(&self) -> Vec<String> {
        not_planned(self.0.subject.scenario())
    }
}

/// What installs a network that does not come with EKS.
fn network_files(c: &Context) -> Vec<ConfigFile> {
    use OptionId::*;
    match c.network {
        VpcCilium | CiliumEni | CiliumOverlay => vec![cilium::file(c)],
        VpcCalico | Calico => calico::files(c),
        Flannel => vec![overlays::flannel(c)],
        Antrea => vec![overlays::antrea(c)],
        VpcSecondary | VpcPrefix | VpcCustom | VpcIpv6 | EksAuto => Vec::new(),
        // No values were checked for these.
        Canal | KubeOvn | KubeRouter | Weave => Vec::new(),
    }
}

/// A file of YAML before its text.
struct YamlFile {
    name: &'static str,
    purpose: Purpose,
    title: &'static str,
    why: &'static str,
}

impl YamlFile {
    fn with(self, text: String) -> ConfigFile {
        let YamlFile { name, purpose, title, why } = self;
        ConfigFile { name, purpose, title, language: Language::Yaml, text, why }
    }
}
