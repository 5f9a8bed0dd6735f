//! The article's formula, its two worked types recomputed, and its caveats.

use super::{heads, scrolling, source_links};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::node::max_pods::{eni_limited, max_pods};
use model::plan::Candidate;
use model::plan::article_2018::{judge, pods};
use model::scenario::network_mode::NetworkMode;
use model::scenario::{ArticleSettings, Scenario};

/// A type that the article works out, and the pods and the price that it prints.
const WORKED: [(&str, &str, &str); 2] = [("m5.large", "25", "$2.66"), ("m5.xlarge", "55", "$2.62")];

/// What the article itself says its sheet leaves out.
const CAVEATS: [&str; 6] = [
    "CPU and memory often stop a node before its addresses do.",
    "System pods other than daemonsets take addresses too.",
    "The network of a type can be too slow long before its last address is taken.",
    "Addresses cool down before they are used again, subnets are finite and free ranges fragment: real nodes hold fewer pods.",
    "The fee of EKS, storage and traffic are not in the price.",
    "The limit of 100 pods can be raised.",
];

/// The part of the page.
pub(super) fn part(catalog: &Catalog) -> Markup {
    html! {
        p.formula-line { code { "pods = min(100, ENIs × (IPs of an ENI − 1) − daemonsets)" } }
        p {
            "An ENI\u{2019}s first address is the node\u{2019}s, the others are for pods. The sheet subtracts four daemonsets, two of them \
            for AWS\u{2019}s networking, and stops at 100 pods. The price of a pod is the node\u{2019}s price a month divided by its pods; \
            a month is 730 hours here, the article does not say."
        }
        (scrolling("The article's worked example", table(catalog)))
        p.help {
            "Limits of VPC CNI v1.3.0 and us-east-1 prices of 29 November 2018. Printed figures are the article\u{2019}s, the others \
            follow from its formula. The price is the node\u{2019}s alone: no EKS fee, storage or traffic."
        }
        (source_links(&["article", "vcni-130", "prices-2018", "eks-max-pods"]))
        p {
            "The formula itself is still right: AWS counts addresses the same way, and adds 2 for pods on the host network. What has changed is \
            that a slot can hold a prefix of 16 addresses."
        }
        h3 { "Its own caveats" }
        ul.plain { @for caveat in CAVEATS { li { (caveat) } } }
    }
}

fn table(catalog: &Catalog) -> Markup {
    html! {
        table.list.worked {
            (heads(&[
                "Type", "ENIs × IPs", "Node, 2018", "Pods, printed", "By the formula", "Less 4 daemonsets",
                "A pod, printed", "Per address", "Per application pod", "Most pods today",
            ]))
            tbody { @for worked in WORKED { @if let Some(row) = row(catalog, worked) { (row) } } }
        }
    }
}

/// A type by the article's count; `None` where the catalogue does not have it.
fn row(catalog: &Catalog, (name, printed_pods, printed_price): (&str, &str, &str)) -> Option<Markup> {
    let t = catalog.type_of_2018(catalog.find_2018(name)?);
    let today = catalog.instance_type(catalog.find(name)?);
    let [gross, net] = [0, 4].map(|daemonsets| sheet(catalog, name, daemonsets));
    let (gross, net) = (gross?, net?);
    let with_prefixes = max_pods(today, NetworkMode::PrefixDelegation, &Scenario::default());
    let of = |daemonsets| pods(t, &ArticleSettings { daemonsets, ..ArticleSettings::default() }).least();
    Some(html! {
        tr {
            th scope="row" { a href={ "/instances/" (name) "?v=1&era=article" } { (name) } }
            td { (t.enis) " × " (t.ipv4_per_eni) }
            td { (gross.price.hourly.hourly()) "/h" }
            td.printed { (printed_pods) }
            td { @if let Some(most) = of(0) { (most) } }
            td { @if let Some(most) = of(4) { (most) } }
            td.printed { (printed_price) }
            td { (gross.fleet.per_slot.per_pod()) }
            td { (net.fleet.per_slot.per_pod()) }
            td { (eni_limited(today)) ", " (with_prefixes) " with prefixes" }
        }
    })
}

/// A type's row in the article's sheet.
fn sheet(catalog: &Catalog, name: &str, daemonsets: u32) -> Option<Candidate> {
    let article = ArticleSettings { daemonsets, ..ArticleSettings::default() };
    judge(catalog, &Scenario { article, ..Scenario::default() }, catalog.find_2018(name)?).ok()
}
