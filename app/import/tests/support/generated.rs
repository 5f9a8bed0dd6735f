//! A dump such as `kubectl get nodes,pods -A -o json` prints it, of any size: for tests, and by path for the bench.

use std::fmt::Write;

/// A cluster of so many nodes and pods, as JSON with four blanks a level. Every pod has the parts that real ones have and
/// Berth does not read: environment variables, mounts, probes, conditions, images.
pub fn dump(nodes: usize, pods: usize) -> String {
    let mut out = String::with_capacity(7_000 * (nodes + pods));
    out.push_str("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n");
    for index in 0..nodes {
        let comma = if index + 1 < nodes + pods { "," } else { "" };
        let _ = writeln!(out, "{}{comma}", node(index));
    }
    for index in 0..pods {
        let comma = if index + 1 < pods { "," } else { "" };
        let _ = writeln!(out, "{}{comma}", pod(index, nodes.max(1)));
    }
    out.push_str("    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
    out
}

/// A node's name.
pub fn node_name(index: usize) -> String {
    format!("ip-10-0-{}-{}.ec2.internal", index / 250, index % 250)
}

fn node(index: usize) -> String {
    let zone = ["a", "b", "c"][index % 3];
    let name = node_name(index);
    format!(
        r#"        {{
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {{
                "annotations": {{
                    "node.alpha.kubernetes.io/ttl": "0",
                    "volumes.kubernetes.io/controller-managed-attach-detach": "true"
                }},
                "labels": {{
                    "eks.amazonaws.com/capacityType": "ON_DEMAND",
                    "eks.amazonaws.com/nodegroup": "general",
                    "kubernetes.io/arch": "amd64",
                    "kubernetes.io/hostname": "{name}",
                    "kubernetes.io/os": "linux",
                    "node.kubernetes.io/instance-type": "m5.2xlarge",
                    "topology.kubernetes.io/region": "us-east-1",
                    "topology.kubernetes.io/zone": "us-east-1{zone}"
                }},
                "name": "{name}"
            }},
            "spec": {{
                "providerID": "aws:///us-east-1{zone}/i-0123456789abc{index:04}"
            }},
            "status": {{
                "allocatable": {{
                    "cpu": "7910m",
                    "ephemeral-storage": "76224326324",
                    "hugepages-1Gi": "0",
                    "memory": "31391400Ki",
                    "pods": "58"
                }},
                "capacity": {{
                    "cpu": "8",
                    "ephemeral-storage": "83873772Ki",
                    "hugepages-1Gi": "0",
                    "memory": "32408232Ki",
                    "pods": "58"
                }},
                "conditions": [
                    {{
                        "lastHeartbeatTime": "2026-11-28T10:00:00Z",
                        "message": "kubelet is posting ready status",
                        "reason": "KubeletReady",
                        "status": "True",
                        "type": "Ready"
                    }}
                ],
                "nodeInfo": {{
                    "architecture": "amd64",
                    "operatingSystem": "linux",
                    "osImage": "Amazon Linux 2023.6.20250115"
                }}
            }}
        }}"#
    )
}

/// Requests of the workload that a pod belongs to, in millicores and MiB: the first two thirds of a dozen are small.
pub fn requests(index: usize) -> (u32, u32) {
    let workload = (index % 12) as u32;
    (100 + 50 * workload, 128 * (1 + workload))
}

fn pod(index: usize, nodes: usize) -> String {
    let (workload, node) = (index % 12, node_name(index % nodes));
    let (cpu, memory) = requests(index);
    let mut env = String::new();
    for variable in 0..40 {
        let comma = if variable < 39 { "," } else { "" };
        let _ = write!(
            env,
            r#"
                            {{
                                "name": "SETTING_{variable}",
                                "value": "postgres://user:s3cret-{index}-{variable}@db.internal:5432/app?x=\"{{[\\\"]}}\""
                            }}{comma}"#
        );
    }
    format!(
        r#"        {{
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {{
                "annotations": {{
                    "checksum/config": "0f5f0c3e6cf8a43fae6b4f5bb7a1d2c3",
                    "kubectl.kubernetes.io/restartedAt": "2026-11-01T08:00:00Z"
                }},
                "creationTimestamp": "2026-11-20T10:00:00Z",
                "generateName": "service-{workload}-6d4cf56db6-",
                "labels": {{
                    "app": "service-{workload}",
                    "pod-template-hash": "6d4cf56db6"
                }},
                "name": "service-{workload}-6d4cf56db6-{index:05}",
                "namespace": "shop",
                "ownerReferences": [
                    {{
                        "apiVersion": "apps/v1",
                        "blockOwnerDeletion": true,
                        "controller": true,
                        "kind": "ReplicaSet",
                        "name": "service-{workload}-6d4cf56db6",
                        "uid": "0d5ed5b6-70ab-4d63-a7b8-4ee4f7c8a6f4"
                    }}
                ],
                "resourceVersion": "123456",
                "uid": "7a7b7f0e-0a32-41ce-8f4b-2d43a5c40e23"
            }},
            "spec": {{
                "containers": [
                    {{
                        "args": [
                            "--listen=0.0.0.0:8080"
                        ],
                        "env": [{env}
                        ],
                        "image": "registry.example/service-{workload}:1.42.0",
                        "livenessProbe": {{
                            "failureThreshold": 3,
                            "httpGet": {{
                                "path": "/healthz",
                                "port": 8080,
                                "scheme": "HTTP"
                            }}
                        }},
                        "name": "app",
                        "ports": [
                            {{
                                "containerPort": 8080,
                                "protocol": "TCP"
                            }}
                        ],
                        "resources": {{
                            "limits": {{
                                "memory": "{memory}Mi"
                            }},
                            "requests": {{
                                "cpu": "{cpu}m",
                                "memory": "{memory}Mi"
                            }}
                        }},
                        "volumeMounts": [
                            {{
                                "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
                                "name": "kube-api-access-abcde",
                                "readOnly": true
                            }}
                        ]
                    }}
                ],
                "nodeName": "{node}",
                "tolerations": [
                    {{
                        "effect": "NoExecute",
                        "key": "node.kubernetes.io/not-ready",
                        "operator": "Exists",
                        "tolerationSeconds": 300
                    }}
                ],
                "volumes": [
                    {{
                        "name": "kube-api-access-abcde",
                        "projected": {{
                            "defaultMode": 420,
                            "sources": [
                                {{
                                    "serviceAccountToken": {{
                                        "expirationSeconds": 3607,
                                        "path": "token"
                                    }}
                                }}
                            ]
                        }}
                    }}
                ]
            }},
            "status": {{
                "conditions": [
                    {{
                        "lastTransitionTime": "2026-11-20T10:00:10Z",
                        "status": "True",
                        "type": "Ready"
                    }}
                ],
                "containerStatuses": [
                    {{
                        "allocatedResources": {{
                            "cpu": "{cpu}m",
                            "memory": "{memory}Mi"
                        }},
                        "containerID": "containerd://9a1f7f3b6a",
                        "image": "registry.example/service-{workload}:1.42.0",
                        "name": "app",
                        "ready": true,
                        "resources": {{
                            "requests": {{
                                "cpu": "{cpu}m",
                                "memory": "{memory}Mi"
                            }}
                        }}
                    }}
                ],
                "phase": "Running",
                "podIP": "10.0.12.34"
            }}
        }}"#
    )
}
