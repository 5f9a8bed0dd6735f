// A dump as `kubectl get nodes,pods -A -o json` prints it, of any size, with secrets in it that nobody may see again.

const node = (index: number) => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: `ip-10-0-0-${index}.ec2.internal`,
    labels: {
      "eks.amazonaws.com/capacityType": "ON_DEMAND",
      "eks.amazonaws.com/nodegroup": "general",
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": "m5.2xlarge",
      "topology.kubernetes.io/region": "eu-west-1",
      "topology.kubernetes.io/zone": `eu-west-1${"abc"[index % 3]}`,
    },
  },
  spec: { providerID: `aws:///eu-west-1${"abc"[index % 3]}/i-0123456789abc${index}` },
  status: {
    capacity: { cpu: "8", memory: "32408232Ki", pods: "58", "ephemeral-storage": "83873772Ki" },
    allocatable: { cpu: "7910m", memory: "31391400Ki", pods: "58", "ephemeral-storage": "76224326324" },
    conditions: [{ type: "Ready", status: "True" }],
    nodeInfo: { osImage: "Amazon Linux 2023.6.20250115", architecture: "amd64", operatingSystem: "linux" },
  },
});

const pod = (index: number, nodes: number, variables: number) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: `service-${index % 12}-6d4cf56db6-${index}`,
    namespace: "shop",
    labels: { app: `service-${index % 12}` },
    annotations: { note: `s3cret-annotation-${index}` },
    ownerReferences: [{ kind: "ReplicaSet", name: `service-${index % 12}-6d4cf56db6`, controller: true }],
  },
  spec: {
    nodeName: `ip-10-0-0-${index % nodes}.ec2.internal`,
    containers: [
      {
        name: "app",
        image: "registry.example/app:1",
        args: [`--password=s3cret-argument-${index}`],
        env: Array.from({ length: variables }, (_, at) => ({
          name: `SETTING_${at}`,
          value: `postgres://user:s3cret-${index}-${at}@db.internal:5432/app`,
        })),
        resources: {
          requests: { cpu: `${100 + 50 * (index % 12)}m`, memory: `${128 * (1 + (index % 12))}Mi` },
        },
      },
    ],
  },
  status: { phase: "Running" },
});

/** So many nodes and pods. Each variable makes a pod about 110 bytes larger. */
export function dump(nodes: number, pods: number, variables = 3) {
  const items = [
    ...Array.from({ length: nodes }, (_, index) => node(index)),
    ...Array.from({ length: pods }, (_, index) => pod(index, nodes, variables)),
  ];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 1);
}
