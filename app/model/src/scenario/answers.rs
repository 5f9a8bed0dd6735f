//! What a person answers about the cluster: the article's five questions, and the ones that have
//! come since. "Not asked yet" is a value of every one of them, and the default.

/// An answer to a yes-or-no question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure, or not asked yet.
    #[default]
    NotSure,
}

/// What encryption of pod traffic must give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encryption {
    /// Any mechanism will do, AWS's in hardware included.
    Any,
    /// The tenant holds the keys.
    TenantKeys,
    /// Workloads prove who they are, too: a mesh's business.
    Identity,
    /// None needed.
    No,
    /// Not sure, or not asked yet.
    #[default]
    NotSure,
}

impl Encryption {
    /// Whether traffic must be encrypted in some way.
    pub fn is_wanted(self) -> bool {
        matches!(self, Encryption::Any | Encryption::TenantKeys | Encryption::Identity)
    }
}

/// Who must receive multicast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Multicast {
    /// Nobody.
    No,
    /// A few pods, which may run on the host network.
    HostPods,
    /// Ordinary pods.
    Pods,
    /// Not asked yet.
    #[default]
    NotAsked,
}

/// What network policy must do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// Nothing.
    None,
    /// Kubernetes' own NetworkPolicy.
    Basic,
    /// Tiers, cluster-wide rules and the like.
    Advanced,
    /// Rules by DNS name.
    DnsNames,
    /// Rules by HTTP method, path and the like.
    Layer7,
    /// Not asked yet.
    #[default]
    NotAsked,
}

/// How much of something is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// None.
    None,
    /// Some.
    Some,
    /// A great deal.
    Strong,
    /// Not asked yet.
    #[default]
    NotAsked,
}

/// How far an IPv6 cluster is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ipv6 {
    /// Not possible.
    No,
    /// Possible.
    Ready,
    /// Required.
    Mandated,
    /// Not asked yet.
    #[default]
    NotAsked,
}

/// Who runs the cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operator {
    /// EKS, with nodes of one's own.
    Eks,
    /// EKS Auto Mode.
    AutoMode,
    /// One's own, with kOps.
    Kops,
    /// One's own, with other tools.
    SelfManaged,
    /// Not asked yet: EKS is assumed.
    #[default]
    NotAsked,
}

impl Operator {
    /// Whether the team runs the control plane itself.
    pub fn is_self_managed(self) -> bool {
        matches!(self, Operator::Kops | Operator::SelfManaged)
    }
}

/// What an auditor asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compliance {
    /// Nothing.
    None,
    /// Evidence that traffic is encrypted.
    Evidence,
    /// FIPS-validated cryptography.
    Fips,
    /// Not asked yet.
    #[default]
    NotAsked,
}

/// The CNI that runs today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CurrentCni {
    /// None: a new cluster.
    New,
    /// VPC CNI.
    VpcCni,
    /// Cilium.
    Cilium,
    /// Calico.
    Calico,
    /// flannel or Canal.
    Flannel,
    /// Antrea.
    Antrea,
    /// Weave Net.
    Weave,
    /// Another one.
    Other,
    /// Not asked yet.
    #[default]
    NotAsked,
}

/// All answers. The first five fields are the article's questions, in its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// A large investment in AWS VPC already?
    pub vpc_investment: Answer,
    /// Workloads that are sensitive to network performance?
    pub performance: Answer,
    /// Lightweight pods that press on pod density?
    pub density: Answer,
    /// Close to the address limits of the VPC?
    pub addresses: Answer,
    /// Encryption between pods?
    pub encryption: Encryption,
    /// Multicast? The other half of the article's fifth question.
    pub multicast: Multicast,
    /// Network policy?
    pub policy: Policy,
    /// Portability to other clouds and bare metal?
    pub portability: Level,
    /// IPv6?
    pub ipv6: Ipv6,
    /// Could the VPC take a secondary CIDR for pods?
    pub secondary_cidr: Answer,
    /// Who runs the cluster?
    pub operator: Operator,
    /// Must AWS support the CNI?
    pub aws_support: Answer,
    /// Must pods be reachable by their own address from outside the cluster?
    pub routable: Answer,
    /// A security group of their own for some pods?
    pub security_groups: Answer,
    /// Is there a load balancer or transit gateway between pods?
    pub middlebox: Answer,
    /// What compliance asks for.
    pub compliance: Compliance,
    /// Windows nodes?
    pub windows: Answer,
    /// Fargate pods?
    pub fargate: Answer,
    /// EKS Hybrid Nodes?
    pub hybrid: Answer,
    /// Pods with more than one network interface?
    pub multi_homing: Answer,
    /// The CNI that runs today.
    pub current_cni: CurrentCni,
}
