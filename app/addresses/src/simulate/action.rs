//! The calls to EC2 that VPC CNI makes.

/// Calls that VPC CNI makes. Those that change something come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Addresses or prefixes on an ENI that is there.
    Assign,
    /// Addresses or prefixes given back.
    Unassign,
    /// A new ENI.
    Create,
    /// It goes to the node.
    Attach,
    /// It goes when the node goes.
    Modify,
    /// An ENI leaves the node.
    Detach,
    /// And goes.
    Delete,
    /// Which subnets there are, before an ENI is made.
    DescribeSubnets,
    /// Which device number is free, before an ENI is attached.
    DescribeInstances,
    /// Which attachment an ENI has, before it is detached.
    DescribeNetworkInterfaces,
}

/// How many actions there are.
pub const ACTIONS: usize = 10;

impl Action {
    /// All of them.
    pub const ALL: [Action; ACTIONS] = [
        Action::Assign,
        Action::Unassign,
        Action::Create,
        Action::Attach,
        Action::Modify,
        Action::Detach,
        Action::Delete,
        Action::DescribeSubnets,
        Action::DescribeInstances,
        Action::DescribeNetworkInterfaces,
    ];

    /// EC2's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Action::Assign => "AssignPrivateIpAddresses",
            Action::Unassign => "UnassignPrivateIpAddresses",
            Action::Create => "CreateNetworkInterface",
            Action::Attach => "AttachNetworkInterface",
            Action::Modify => "ModifyNetworkInterfaceAttribute",
            Action::Detach => "DetachNetworkInterface",
            Action::Delete => "DeleteNetworkInterface",
            Action::DescribeSubnets => "DescribeSubnets",
            Action::DescribeInstances => "DescribeInstances",
            Action::DescribeNetworkInterfaces => "DescribeNetworkInterfaces",
        }
    }
}
