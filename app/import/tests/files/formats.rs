//! Tables and texts: CSV, `kubectl top pods`, `kubectl describe nodes`, what PowerShell writes, what `cluster-info dump` prints.

use crate::generated::{dump, node_name, requests};
use crate::{read, rows, said};
use import::Reader;
use import::notes::What;

#[test]
fn a_csv_takes_the_units_that_people_write() {
    let text =
        "Name,Pods,CPU,Memory,Volumes\nweb,10,250m,512Mi,0\n\"api, v2\",3,0.5,1Gi,\ndb,1,2,4096,2\nmany,1,250,64M,0\n";
    let imported = read(text);
    let expected = [("api, v2", 3, 500, 1_024), ("db", 1, 2_000, 4_096), ("many", 1, 250, 62), ("web", 10, 250, 512)];
    assert_eq!(rows(&imported), expected.map(|(name, pods, cpu, memory)| (name.to_owned(), pods, cpu, memory)));
    assert_eq!(said(&imported, What::Counted).len(), 2, "MiB and millicores without a unit are said");
    assert_eq!(rows(&read("web;3;250m;512Mi\napi;2;1;1Gi")).len(), 2);
    assert_eq!(rows(&read("workload\treplicas\tcpu_m\tmem_mib\nweb\t3\t250\t512")), [("web".to_owned(), 3, 250, 512)]);
    let suffixed = read("workload\treplicas\tcpu_m\tmem_mib\nweb\t3\t250m\t6Gi");
    assert_eq!(rows(&suffixed), [("web".to_owned(), 3, 250, 6_144)], "a suffix beats the unit of the heading");
}

#[test]
fn every_bad_cell_of_a_csv_is_named() {
    let wrong = said(&read("name,pods,cpu,memory\nweb,-1,lots,\napi,2,1,1GB\n"), What::Wrong);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    for said in [
        "row 1: \u{201c}-1\u{201d} is not allowed; it takes a whole number from 0 up and counts as 1",
        "row 1: \u{201c}lots\u{201d} is not allowed; it takes CPU such as 0.25 or 250m and counts as 0",
        "row 2: \u{201c}1GB\u{201d} is not allowed; it takes memory such as 512Mi and counts as 0",
    ] {
        assert!(wrong.iter().any(|text| text == said), "{wrong:?}");
    }
}

#[test]
fn what_pods_use_is_put_beside_what_they_request() {
    let mut reader = Reader::default();
    reader.add(b"NAMESPACE   NAME   CPU(cores)   MEMORY(bytes)\nshop  service-0-6d4cf56db6-00000  40m  100Mi\nshop   service-0-6d4cf56db6-00012   60m   300Mi\n", &mut |_| {});
    reader.add(dump(2, 24).as_bytes(), &mut |_| {});
    let imported = reader.finish();
    let used = imported.workloads.iter().find(|w| w.owner.name == "service-0").and_then(|w| w.used).expect("measured");
    assert_eq!((used.pods, used.cpu, used.memory, used.most_memory), (2, 100, 400, 300));
    assert!(imported.workloads.iter().filter(|w| w.used.is_some()).count() == 1);
}

/// The sums of a dump, by node, as `kubectl describe nodes` prints them.
fn described(nodes: usize, pods: usize, more_cpu: u32) -> String {
    let mut text = String::new();
    for node in 0..nodes {
        let of_node = (0..pods).filter(|pod| pod % nodes == node).map(requests);
        let (cpu, memory) = of_node.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        text += &format!(
            "Name:               {}\nRoles:              <none>\nCapacity:\n  cpu:  8\nNon-terminated Pods:          (3 in total)\n  Namespace  Name  CPU Requests\n  shop  service-0  100m (1%)\nAllocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n  Resource           Requests      Limits\n  --------           --------      ------\n  cpu                {}m (5%)  0 (0%)\n  memory             {memory}Mi (1%)  {memory}Mi (1%)\n  ephemeral-storage  0 (0%)  0 (0%)\nEvents:              <none>\n\n\n",
            node_name(node),
            cpu + more_cpu
        );
    }
    text
}

#[test]
fn the_sums_of_every_node_are_those_of_kubectl_describe() {
    let check = |more_cpu: u32| {
        let mut reader = Reader::default();
        reader.add(dump(7, 100).as_bytes(), &mut |_| {});
        reader.add(described(7, 100, more_cpu).as_bytes(), &mut |_| {});
        reader.finish()
    };
    let right = check(0);
    let present = right.present.as_ref().expect("nodes");
    assert!(present.nodes.iter().all(|node| node.described.is_some()));
    assert_eq!(said(&right, What::Wrong), Vec::<String>::new());
    let wrong = said(&check(1), What::Wrong);
    assert_eq!(wrong.len(), 7);
    assert!(wrong[0].starts_with("Requests that do not sum up to what `kubectl describe node` says"), "{wrong:?}");
}

#[test]
fn windows_power_shell_writes_utf_16() {
    let text = dump(1, 3);
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide).pods(), 3);
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(read(&big).pods(), 3);
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    assert_eq!(read(&marked).pods(), 3);
}

#[test]
fn a_cluster_info_dump_has_logs_between_its_documents() {
    let pod = |name: &str| {
        format!(
            r#"{{"metadata": {{"name": "{name}", "namespace": "a"}}, "spec": {{"containers": [{{"resources": {{"requests": {{"cpu": "100m"}}}}}}]}}}}"#
        )
    };
    let text = format!(
        "{{\n    \"kind\": \"NodeList\",\n    \"apiVersion\": \"v1\",\n    \"items\": [{{\"metadata\": {{\"name\": \"n\"}}, \"status\": {{\"capacity\": {{\"cpu\": \"2\"}}}}}}]\n}}\n\
         {{\n    \"kind\": \"PodList\",\n    \"apiVersion\": \"v1\",\n    \"items\": [{}, {}]\n}}\n\
         ==== START logs for container app of pod a/x ====\n{{\"level\": \"info\"\n[INFO] {{\"kind\": \"Pod\"}}\n==== END logs for container app of pod a/x ====\n\
         Cluster info dumped to standard output\n[warn] odd line\n{{\n  \"kind\": \"PodList\",\n  \"items\": [{}]\n}}\n",
        pod("x"),
        pod("y"),
        pod("z")
    );
    let imported = read(text);
    assert_eq!((imported.pods(), imported.present.map(|p| p.nodes.len())), (3, Some(1)));
    assert_eq!(imported.notes.iter().filter(|note| note.what == What::Wrong).count(), 0, "{:?}", imported.notes);
}

#[test]
fn objects_may_come_in_lists_of_lists_and_one_a_line() {
    let one = r#"{"kind":"Pod","metadata":{"name":"NAME"},"spec":{"containers":[{}]}}"#;
    let of = |name: &str| one.replace("NAME", name);
    assert_eq!(read(format!("{}\n{}\n", of("a"), of("b"))).pods(), 2);
    assert_eq!(read(format!("[{},{}]", of("a"), of("b"))).pods(), 2);
    assert_eq!(read(format!("[{{\"items\":[{}]}},{{\"items\":[{}],\"kind\":\"List\"}}]", of("a"), of("b"))).pods(), 2);
    assert_eq!(read(format!("Warning: policy/v1beta1 is deprecated\n{{\n\"items\":[{}]}}", of("a"))).pods(), 1);
}
