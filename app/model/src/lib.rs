//! Berth's model: which pod network and which EC2 nodes a Kubernetes cluster on AWS should use, from
//! figures alone.
//!
//! Pure: no I/O, no async, no clock, no randomness, no UI. A valid scenario cannot make it fail, and
//! every scenario that [`link::decode`] gives is valid. The same code runs on the server and in the
//! browser.
//!
//! # Reading order
//!
//! [`plan::plan`] is the entry point: catalogue and scenario in, every type ranked or refused out.
//! [`node`] is one node: [`node::capacity`] is the heart, pods per node as the least of all limits, and each
//! limit has a file of its own. [`scenario`] is all that a person sets and how links carry it, [`catalog`] all
//! that is known of types and prices, [`vpc`] the subnets around the nodes. [`plan`] turns pods per node into
//! nodes and money; [`plan::article_2018`] is the calculator of 2018. [`advice`] weighs pod networks,
//! [`explain`] shows how each figure came about, [`summary`] puts it in words, [`words`] are the sentences that several
//! views share, [`sources`] name where it is from.
//!
//! # Worked example
//!
//! An m5.large has 3 ENIs of 10 addresses. The primary address of each serves the node, so pods get
//! `3 * 9 = 27`; AWS publishes max-pods `27 + 2 = 29`, the 2 for aws-node and kube-proxy on the host
//! network. Two daemonsets with addresses leave 25 to applications. Of 2,000m CPU the kubelet keeps
//! 70m and the daemonsets 200m: pods of 250m fit `floor(1730 / 250) = 6` times. CPU binds, not
//! addresses.
//!
//! # Glossary
//!
//! - **ENI**: elastic network interface. **E** is how many the default network card takes.
//! - **Secondary IP**: any address of an ENI but its primary one. **S** is how many an ENI has.
//! - **Prefix delegation**: ENIs hold /28 prefixes, 16 addresses in the slot of one.
//! - **Custom networking**: pods take addresses from other subnets than the node's.
//! - **Trunk, branch ENI**: one ENI carries many small ones, each with its own security group.
//! - **max-pods**: how many pods the kubelet accepts, host-network pods included.
//! - **Allocatable**: what is left of a node for pods and daemonsets.
//! - **kube-reserved**: what the kubelet and the container runtime keep. **system-reserved**: the
//!   operating system's share, none on EKS. **Eviction threshold**: memory and disk kept free.
//! - **DaemonSet**: a pod on every node; on the host network it takes no pod address.
//! - **Binding limit**: the limit that stops the next pod.
//! - **On-demand, spot**: list price, and the price of spare capacity that AWS may take back.
//! - **Stranded**: CPU or memory paid for that no pod of the scenario can use.

pub mod advice;
pub mod catalog;
pub mod evaluation;
pub mod explain;
pub mod modes;
pub mod node;
pub mod order;
pub mod plan;
pub mod random;
pub mod scenario;
pub mod sources;
pub mod summary;
pub mod text;
pub mod units;
pub mod verdict;
pub mod vpc;
pub mod words;

// The tests' made-up types are shared with crates that name this one.
#[cfg(test)]
extern crate self as model;
#[cfg(test)]
mod testing;
