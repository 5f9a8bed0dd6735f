//! Allocatable CPU, and the request for equal work.

use super::super::{Figure, Input, Unit, input};
use super::{Explanation, SET};
use crate::node::limit::Limit;
use crate::node::reserved;
use crate::words;

/// The bands of kube-reserved CPU.
const CPU_BANDS: &str =
    "floor(60 * min(V, 1) + 10 * max(min(V - 1, 1), 0) + 5 * max(min(V - 2, 2), 0) + 2.5 * max(V - 4, 0))";

impl Explanation<'_> {
    pub(super) fn cpu(&mut self) {
        let Some(have) = self.candidate.capacity.allocatable else { return };
        let (t, node) = (self.t, &self.scenario.node);
        let reserved = reserved::kube_cpu(t, node).0;
        let figure = Figure::new("kube-reserved-cpu", "kube-reserved CPU", reserved, Unit::MilliCpu);
        self.add(match reserved::set(node, node.kube_cpu) {
            Some(_) => figure.by("fixed", vec![input("fixed", SET, reserved)]).from(&["karpenter"]),
            None => figure.by(CPU_BANDS, vec![input("V", "vCPUs", t.vcpu)]).from(&["nodeadm"]),
        });
        let inputs = vec![
            input("V", "vCPUs", t.vcpu),
            input("kube", "kube-reserved CPU, m", reserved),
            input("system", "system-reserved CPU, m", node.system_cpu.0),
        ];
        self.add(
            Figure::new("allocatable-cpu", "Allocatable CPU", have.cpu.0, Unit::MilliCpu)
                .by("max(1000 * V - kube - system, 0)", inputs)
                .from(&["nodeadm"]),
        );
        self.equal_work();
        self.share("pods-by-cpu", "Pods by CPU", Limit::Cpu, have.cpu.0, self.workload.daemonsets().cpu);
    }

    /// What a request comes to on this type, where requests were sized on a family.
    fn equal_work(&mut self) {
        let Some(ratio) = self.workload.ratio(self.t) else { return };
        let meanings = [
            ("web", "static web requests of a vCPU against the family's, hundredths"),
            ("integer", "integer maths of a vCPU against the family's, hundredths"),
            ("geekbench", "Geekbench 6 multi-core of a vCPU against the family's, hundredths"),
        ];
        let by = meanings.into_iter().zip(ratio.by);
        let mut inputs: Vec<Input> = by.filter_map(|((symbol, what), by)| Some(input(symbol, what, by?))).collect();
        if inputs.is_empty() {
            inputs.push(input("same", "the family itself: a vCPU for a vCPU", ratio.least));
        }
        self.add(
            Figure::new("vcpu-ratio", "A vCPU against the family's, hundredths", ratio.least, Unit::Count)
                .by("the least input", inputs)
                .from(&["cpu-measured", "ec2-burstable"])
                .noting(Some(words::ONE_MEASUREMENT)),
        );
        if let (Some(only), [asked]) = (self.workload.only(), self.scenario.profiles.as_slice()) {
            let need = only.each.get(Limit::Cpu);
            let inputs = vec![
                input("asked", "CPU request of a pod, as sized on the family, m", asked.cpu.0),
                input("ratio", "a vCPU of the type against one of the family, hundredths", ratio.least),
            ];
            self.add(
                Figure::new("cpu-request", "CPU to request on this type", need, Unit::MilliCpu)
                    .by("ceil(asked * 100 / ratio)", inputs)
                    .from(&["berth"])
                    .noting(Some(
                        "Write this request in the manifest: Kubernetes counts vCPUs, whatever they are worth.",
                    )),
            );
        }
    }
}
