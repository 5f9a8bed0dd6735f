//! Everything that Berth reads of an object of a file. What is not named here is skipped before it is decoded: values
//! of environment variables, annotations, commands, images and secrets are never held in memory as such.

/// What is expected, and so read, at a place.
pub enum Shape {
    /// A text, a number, true or false.
    Scalar,
    /// A map of keys, any of them, to scalars: labels, amounts of resources.
    Labels,
    /// A map, of which these keys are read.
    Keys(&'static [(&'static str, Shape)]),
    /// A list of these.
    Each(&'static Shape),
}

use Shape::{Each, Keys, Labels, Scalar};

/// An object of any kind: which one is known only once it has been read.
pub static OBJECT: Shape = Keys(&[
    ("kind", Scalar),
    ("apiVersion", Scalar),
    ("metadata", METADATA),
    ("spec", Keys(OBJECT_SPEC)),
    ("status", STATUS),
    ("provisioner", Scalar),
]);

const METADATA: Shape = Keys(&[
    ("name", Scalar),
    ("generateName", Scalar),
    ("namespace", Scalar),
    ("labels", Labels),
    ("annotations", Keys(&[("kubernetes.io/config.mirror", Scalar)])),
    ("ownerReferences", Each(&Keys(&[("kind", Scalar), ("name", Scalar), ("controller", Scalar)]))),
]);

/// Of a pod, of what makes pods, of a node, a claim, a volume and an autoscaler.
const OBJECT_SPEC: &[(&str, Shape)] = &[
    ("containers", CONTAINERS),
    ("initContainers", CONTAINERS),
    ("overhead", Labels),
    ("resources", RESOURCES),
    ("resourceClaims", Each(&Keys(&[]))),
    ("nodeName", Scalar),
    ("hostNetwork", Scalar),
    ("nodeSelector", Labels),
    ("affinity", AFFINITY),
    ("tolerations", TOLERATIONS),
    ("topologySpreadConstraints", SPREAD),
    ("runtimeClassName", Scalar),
    ("volumes", VOLUMES),
    // what makes pods
    ("replicas", Scalar),
    ("completions", Scalar),
    ("parallelism", Scalar),
    ("suspend", Scalar),
    ("template", TEMPLATE),
    ("jobTemplate", Keys(&[("spec", Keys(&[("template", TEMPLATE), ("parallelism", Scalar)]))])),
    ("volumeClaimTemplates", Each(&Keys(&[("spec", CLAIM)]))),
    // nodes
    ("taints", Each(&Keys(&[("key", Scalar), ("value", Scalar), ("effect", Scalar)]))),
    ("providerID", Scalar),
    ("unschedulable", Scalar),
    // claims and volumes
    ("storageClassName", Scalar),
    ("volumeName", Scalar),
    ("csi", Keys(&[("driver", Scalar)])),
    ("awsElasticBlockStore", Keys(&[])),
    ("local", Keys(&[])),
    ("hostPath", Keys(&[])),
    ("nfs", Keys(&[])),
    // autoscalers
    ("scaleTargetRef", Keys(&[("kind", Scalar), ("name", Scalar)])),
    ("minReplicas", Scalar),
    ("maxReplicas", Scalar),
    ("minReplicaCount", Scalar),
    ("maxReplicaCount", Scalar),
    // defaults of a namespace
    ("limits", Each(&Keys(&[("type", Scalar), ("default", Labels), ("defaultRequest", Labels)]))),
];

const POD_SPEC: Shape = Keys(&[
    ("containers", CONTAINERS),
    ("initContainers", CONTAINERS),
    ("overhead", Labels),
    ("resources", RESOURCES),
    ("resourceClaims", Each(&Keys(&[]))),
    ("hostNetwork", Scalar),
    ("nodeSelector", Labels),
    ("affinity", AFFINITY),
    ("tolerations", TOLERATIONS),
    ("topologySpreadConstraints", SPREAD),
    ("runtimeClassName", Scalar),
    ("volumes", VOLUMES),
]);

const TEMPLATE: Shape = Keys(&[("metadata", Keys(&[("labels", Labels)])), ("spec", POD_SPEC)]);

const RESOURCES: Shape = Keys(&[("requests", Labels), ("limits", Labels)]);

const CONTAINERS: Shape = Each(&Keys(&[
    ("name", Scalar),
    ("restartPolicy", Scalar),
    ("resources", RESOURCES),
    ("ports", Each(&Keys(&[("hostPort", Scalar), ("containerPort", Scalar), ("protocol", Scalar)]))),
]));

const CLAIM: Shape = Keys(&[("storageClassName", Scalar)]);

const VOLUMES: Shape = Each(&Keys(&[
    ("persistentVolumeClaim", Keys(&[("claimName", Scalar)])),
    ("ephemeral", Keys(&[("volumeClaimTemplate", Keys(&[("spec", CLAIM)]))])),
    ("awsElasticBlockStore", Keys(&[])),
]));

const EXPRESSIONS: Shape = Each(&Keys(&[("key", Scalar), ("operator", Scalar), ("values", Each(&Scalar))]));
const SELECTOR: Shape = Keys(&[("matchLabels", Labels), ("matchExpressions", EXPRESSIONS)]);
const POD_TERMS: Shape = Each(&Keys(&[
    ("topologyKey", Scalar),
    ("labelSelector", SELECTOR),
    ("namespaces", Each(&Scalar)),
    ("namespaceSelector", Keys(&[])),
]));
const PREFERRED: (&str, Shape) = ("preferredDuringSchedulingIgnoredDuringExecution", Each(&Keys(&[])));

const AFFINITY: Shape = Keys(&[
    (
        "nodeAffinity",
        Keys(&[
            (
                "requiredDuringSchedulingIgnoredDuringExecution",
                Keys(&[(
                    "nodeSelectorTerms",
                    Each(&Keys(&[("matchExpressions", EXPRESSIONS), ("matchFields", EXPRESSIONS)])),
                )]),
            ),
            PREFERRED,
        ]),
    ),
    ("podAffinity", Keys(&[("requiredDuringSchedulingIgnoredDuringExecution", POD_TERMS), PREFERRED])),
    ("podAntiAffinity", Keys(&[("requiredDuringSchedulingIgnoredDuringExecution", POD_TERMS), PREFERRED])),
]);

const TOLERATIONS: Shape = Each(&Keys(&[("key", Scalar), ("operator", Scalar), ("value", Scalar), ("effect", Scalar)]));

const SPREAD: Shape = Each(&Keys(&[
    ("topologyKey", Scalar),
    ("whenUnsatisfiable", Scalar),
    ("maxSkew", Scalar),
    ("labelSelector", SELECTOR),
]));

const CONTAINER_STATUSES: Shape =
    Each(&Keys(&[("name", Scalar), ("allocatedResources", Labels), ("resources", RESOURCES)]));

const STATUS: Shape = Keys(&[
    ("phase", Scalar),
    ("conditions", Each(&Keys(&[("type", Scalar), ("status", Scalar), ("reason", Scalar)]))),
    ("containerStatuses", CONTAINER_STATUSES),
    ("initContainerStatuses", CONTAINER_STATUSES),
    ("resources", RESOURCES),
    ("allocatedResources", Labels),
    // nodes
    ("capacity", Labels),
    ("allocatable", Labels),
    ("nodeInfo", Keys(&[("osImage", Scalar), ("architecture", Scalar), ("operatingSystem", Scalar)])),
]);
