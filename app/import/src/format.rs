//! What a file is, by its bytes alone.

use crate::table::{is_csv, is_top_row};

/// What a file was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Objects as JSON, one document or several.
    Json,
    /// Objects as YAML.
    Yaml,
    /// Workloads as rows, with this between the columns.
    Csv(u8),
    /// `kubectl top pods`.
    Top,
    /// `kubectl describe nodes`.
    Describe,
    /// None of these: a sentence that says what it looks like and what to give instead.
    Refused(&'static str),
}

/// What to run for the whole picture.
pub const COMMAND: &str = "kubectl get nodes,pods -A -o json";

/// A program for jq that leaves of a dump what is read of pods and nodes, and with it no values of environment variables.
pub const FILTER: &str = r#"{kind, items: [.items[] | {kind,
  metadata: (.metadata | {name, generateName, namespace, labels, ownerReferences,
    annotations: ((.annotations // {}) | {"kubernetes.io/config.mirror"})}),
  spec: ((.spec // {}) | with_entries(select(.key | IN("nodeName", "hostNetwork", "nodeSelector", "affinity", "tolerations",
    "topologySpreadConstraints", "overhead", "resources", "resourceClaims", "volumes", "taints", "providerID", "unschedulable",
    "storageClassName", "volumeName", "csi", "awsElasticBlockStore", "containers", "initContainers")))
    | with_entries(if .key | IN("containers", "initContainers")
        then .value |= map({name, resources, ports, restartPolicy}) else . end)),
  status: ((.status // {}) | {phase, conditions, containerStatuses: [.containerStatuses[]? | {name, resources, allocatedResources}],
    initContainerStatuses: [.initContainerStatuses[]? | {name, resources, allocatedResources}],
    resources, allocatedResources, capacity, allocatable, nodeInfo}),
  provisioner}]}"#;

const NEAR: usize = 64 * 1024;

impl Format {
    /// Of these bytes, which are UTF-8 or nearly so.
    pub fn of(bytes: &[u8]) -> Format {
        if let Some(refused) = binary(bytes) {
            return Format::Refused(refused);
        }
        if is_json(bytes) {
            return Format::Json;
        }
        let near = String::from_utf8_lossy(&bytes[..bytes.len().min(NEAR)]);
        let mut lines =
            near.lines().map(str::trim_end).filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let Some(first) = lines.next() else {
            return Format::Refused("The file is empty");
        };
        let second = lines.next();
        if let Some(format) = kubectl_text(first, &near) {
            return format;
        }
        if let Some(separator) = is_csv(first, second) {
            return Format::Csv(separator);
        }
        if [Some(first), second].into_iter().flatten().all(is_top_row) {
            return Format::Top;
        }
        if near.lines().any(is_yaml_line) {
            return Format::Yaml;
        }
        Format::Refused(
            "This is neither JSON, YAML nor CSV. Give what `kubectl get nodes,pods -A -o json` prints, manifests, or a \
             table with the columns name, pods, cpu and memory",
        )
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "kubectl JSON",
            Format::Yaml => "YAML",
            Format::Csv(_) => "CSV",
            Format::Top => "kubectl top pods",
            Format::Describe => "kubectl describe nodes",
            Format::Refused(_) => "not recognised",
        }
    }
}

fn binary(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x1F, 0x8B, ..] | [b'P', b'K', 3, 4, ..] => Some("The file is compressed: unpack it first"),
        _ if bytes[..bytes.len().min(4_096)].contains(&0) => Some("The file is binary: give JSON, YAML or CSV"),
        _ => None,
    }
}

/// Whether a document in JSON begins the file, or a line near its beginning.
fn is_json(bytes: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(NEAR)];
    let first = near.iter().find(|b| !b.is_ascii_whitespace());
    let begins = |line: &[u8]| matches!(line.trim_ascii_end(), b"{" | b"[") || line.starts_with(b"==== START logs");
    matches!(first, Some(b'{' | b'[')) || near.split(|b| *b == b'\n').any(begins)
}

/// Texts that kubectl prints for people.
fn kubectl_text(first: &str, near: &str) -> Option<Format> {
    let columns: Vec<&str> = first.split_whitespace().collect();
    let has = |column: &str| columns.contains(&column);
    if has("CPU%") || has("CPU(%)") {
        return Some(Format::Refused(
            "`kubectl top nodes` says nothing of pods: give what `kubectl top pods -A` prints",
        ));
    }
    if has("CPU(cores)") {
        return Some(Format::Top);
    }
    if columns.first() == Some(&"Name:") && has_part(near, "\nAllocated resources:") {
        return Some(Format::Describe);
    }
    let is_table =
        has("NAME") && columns.iter().all(|c| c.chars().all(|c| c.is_ascii_uppercase() || "-/()".contains(c)));
    is_table.then_some(Format::Refused(
        "kubectl's table has no requests in it. Give what `kubectl get nodes,pods -A -o json` prints",
    ))
}

/// Whether a text has such a part. The standard library's search is 2 KB, for texts that are longer than these.
pub(crate) fn has_part(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

fn is_yaml_line(line: &str) -> bool {
    if line.starts_with("---") || line.trim_start().starts_with("- ") || has_part(line, "{{") {
        return true;
    }
    let mut line = line.trim();
    while let Some(entry) = line.strip_prefix("- ") {
        line = entry;
    }
    let Some((key, rest)) = line.split_once(':') else { return false };
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-./\"'".contains(c);
    !key.is_empty() && key.chars().all(is_key) && (rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_is_recognised_by_itself() {
        for (text, expected) in [
            ("{\"kind\": \"List\"}", Format::Json),
            ("Warning: v1 Endpoints is deprecated\n{\n  \"kind\": \"List\"\n}", Format::Json),
            ("==== START logs for container a of pod b/c ====\nx\n", Format::Json),
            ("apiVersion: v1\nkind: List\n", Format::Yaml),
            ("# a comment\n---\nkind: Pod\n", Format::Yaml),
            ("- {op: remove, path: /spec}\n", Format::Yaml),
            ("name,pods,cpu,memory\nweb,3,250m,512Mi\n", Format::Csv(b',')),
            ("Name;Replicas;CPU;RAM\nweb;3;0.25;512\n", Format::Csv(b';')),
            ("web,3,250m,512Mi", Format::Csv(b',')),
            ("NAMESPACE   NAME   CPU(cores)   MEMORY(bytes)\nshop web 3m 40Mi", Format::Top),
            ("shop   web-1   3m   40Mi\nshop   web-2   1m   30Mi", Format::Top),
            ("Name:   ip-10\nRoles:  <none>\nAllocated resources:\n  cpu 1 (5%)", Format::Describe),
        ] {
            assert_eq!(Format::of(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_none_of_them_gets_a_sentence() {
        for (bytes, words) in [
            (&b""[..], "empty"),
            (b"  \n# nothing\n", "empty"),
            (&[0x1F, 0x8B, 8, 0], "unpack"),
            (b"PK\x03\x04", "unpack"),
            (b"\x7fELF\x00\x01", "binary"),
            (b"NAME   READY   STATUS   RESTARTS   AGE\nweb   1/1   Running   0   3d", "no requests"),
            (b"NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nip-10   1   2%   3Mi   4%", "top pods"),
            (b"Dear Sir or Madam", "neither"),
        ] {
            match Format::of(bytes) {
                Format::Refused(sentence) => assert!(sentence.contains(words), "{sentence}"),
                other => unreachable!("{other:?}"),
            }
        }
    }
}
