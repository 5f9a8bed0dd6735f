//! Sources of published network benchmarks.

use super::{SourceRow, row};

/// Where throughput figures come from.
pub(super) const BENCHMARKS: &[SourceRow] = &[
    row(
        "bench-2018",
        "InfraBuilder, November 2018: networks over 10 Gbit/s; figures not seen",
        "https://www.tefter.io/bookmarks/58667/readable",
        "2018-11",
    ),
    row(
        "bench-2019",
        "InfraBuilder, April 2019: networks over 10 Gbit/s; figures not seen",
        "https://itnext.io/benchmark-results-of-kubernetes-network-plugins-cni-over-10gbit-s-network-updated-april-2019-4a9886efe9c4",
        "2019-04",
    ),
    row(
        "bench-2020",
        "InfraBuilder, August 2020: networks over 10 Gbit/s, raw results",
        "https://github.com/InfraBuilder/benchmark-k8s-cni-2020-08/tree/d5fa3efa299f/results",
        "2020-08",
    ),
    row(
        "bench-2024",
        "InfraBuilder, 2024: networks over 40 Gbit/s, raw results",
        "https://github.com/InfraBuilder/benchmark-k8s-cni-2024-01/tree/3a5c159000f2/results",
        "2024-04",
    ),
    row(
        "bench-cilium-2021",
        "Cilium project, May 2021: networks over 100 Gbit/s, a vendor’s benchmark",
        "cilium/cilium@006140eca195:Documentation/operations/performance/benchmark.rst",
        "2021-05-11",
    ),
    row(
        "bench-cilium-charts",
        "Cilium project, May 2021: the charts",
        "https://github.com/cilium/cilium.io/tree/6d48e8f97681/src/posts/2021-05-11-cni-benchmark/images",
        "2021-05-11",
    ),
];
