//! The four causes of the error, and how to tell them apart.

use crate::view::cites::cites;
use maud::{Markup, html};

/// What is seen, what it means, what helps, and the sources of both.
type Cause = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// Each in `ipamd.log` but the last. What the log says is in the sources of VPC CNI word for word.
const CAUSES: [Cause; 4] = [
    (
        "InsufficientFreeAddressesInSubnet",
        "The subnet of the node\u{2019}s zone is full; other zones may have room. ipamd waits two minutes before it asks again.",
        "Below: a smaller warm pool, more subnets, a range of their own for pods.",
        &["vcni-ipamd", "vcni-troubleshooting"],
    ),
    (
        "InsufficientCidrBlocks",
        "With prefixes: no free /28 block in the subnet, though single addresses are free.",
        "A new subnet, or a reservation of type prefix before anything else takes addresses there.",
        &["vcni-ipamd", "bpg-prefix", "vpc-reservations"],
    ),
    (
        "no available IP/Prefix addresses, with free addresses in the subnet",
        "The node is full before max-pods is: MAX_ENI stops it, max-pods was raised without prefixes, or MINIMUM_IP_TARGET is set without \
         WARM_IP_TARGET, which ends the pool there.",
        "Set WARM_IP_TARGET too, or take max-pods down to what the ENIs give, or use prefixes.",
        &["vcni-datastore", "vcni-ipamd", "vcni-troubleshooting"],
    ),
    (
        "The same for seconds after many pods at once, then they start",
        "The pool grows more slowly than pods come; EC2 throttles the calls of many nodes. An address that a pod leaves also rests for 30 s.",
        "A larger MINIMUM_IP_TARGET with WARM_IP_TARGET, or prefixes: fewer calls for as many addresses.",
        &["data-on-eks-network", "vcni-troubleshooting", "vcni-readme"],
    ),
];

/// The section.
pub(super) fn section() -> Markup {
    html! {
        section aria-labelledby="causes" {
            h2 id="causes" { "Which of four it is" }
            p {
                "On the node, read " code { "/var/log/aws-routed-eni/ipamd.log" } ". " (cites(&["vcni-troubleshooting"]))
                "Free addresses of each subnet: "
            }
            pre tabindex="0" role="region" aria-label="A command that prints free addresses" {
                code { "aws ec2 describe-subnets --query 'Subnets[].[AvailabilityZone,SubnetId,AvailableIpAddressCount]' --output text" }
            }
            div.scroll.all tabindex="0" role="region" aria-label="Causes; scrolls sideways where it is wider than the page" {
                table.list.causes.stacks {
                    thead { tr { th.text scope="col" { "What the log says" } th.text scope="col" { "What it means" } th.text scope="col" { "What helps" } } }
                    tbody {
                        @for (seen, means, helps, sources) in CAUSES {
                            tr { th.text scope="row" { (seen) } td.text data-label="What it means" { (means) " " (cites(sources)) } td.text data-label="What helps" { (helps) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_sources_that_are_listed() {
        for (seen, _, _, sources) in CAUSES {
            assert!(!sources.is_empty(), "{seen}");
            assert!(sources.iter().all(|id| model::sources::source(id).is_some()), "{seen}: {sources:?}");
        }
    }
}
