// Measures a dump of 100 MB in the browser: until it is understood, what it costs the page's thread, and memory.
//
// BASE_URL names the site, MEGABYTES another size, CHROMIUM another browser. The file is opened by its path, so that nothing of
// it goes through the page. Its size comes from environment variables, as in clusters that people have.
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const MEGABYTES = Number(process.env.MEGABYTES ?? 100);
const RUNS = 3;

const node = (index) => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: `ip-10-0-${index >> 8}-${index & 255}.ec2.internal`,
    labels: {
      "eks.amazonaws.com/capacityType": "ON_DEMAND",
      "eks.amazonaws.com/nodegroup": "general",
      "kubernetes.io/arch": "amd64",
      "node.kubernetes.io/instance-type": "m5.2xlarge",
      "topology.kubernetes.io/region": "us-east-1",
      "topology.kubernetes.io/zone": `us-east-1${"abc"[index % 3]}`,
    },
  },
  spec: { providerID: `aws:///us-east-1a/i-${index}` },
  status: {
    capacity: { cpu: "8", memory: "32408232Ki", pods: "58" },
    allocatable: { cpu: "7910m", memory: "31391400Ki", pods: "58" },
    nodeInfo: { osImage: "Amazon Linux 2023.6.20250115" },
  },
});

const pod = (index, nodes) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: `service-${index % 60}-6d4cf56db6-${index}`,
    namespace: `team-${index % 7}`,
    labels: { app: `service-${index % 60}` },
    ownerReferences: [{ kind: "ReplicaSet", name: `service-${index % 60}-6d4cf56db6`, controller: true }],
  },
  spec: {
    nodeName: `ip-10-0-${(index % nodes) >> 8}-${(index % nodes) & 255}.ec2.internal`,
    containers: [
      {
        name: "app",
        env: Array.from({ length: 120 }, (_, at) => ({ name: `SETTING_${at}`, value: `a value of some length, such as people have: ${at}` })),
        resources: { requests: { cpu: `${100 + 10 * (index % 60)}m`, memory: `${128 + 16 * (index % 60)}Mi` } },
      },
    ],
  },
  status: { phase: "Running" },
});

/** A dump of about so many bytes, four blanks a level as kubectl prints it. */
const dump = (bytes) => {
  const indented = (object) => JSON.stringify(object, null, 4).replaceAll("\n", "\n        ");
  const each = indented(pod(59, 300)).length + 10;
  const pods = Math.floor(bytes / each);
  const nodes = Math.max(1, Math.floor(pods / 20));
  const items = [];
  for (let index = 0; index < nodes; index++) items.push(indented(node(index)));
  for (let index = 0; index < pods; index++) items.push(indented(pod(index, nodes)));
  return `{\n    "apiVersion": "v1",\n    "items": [\n        ${items.join(",\n        ")}\n    ],\n    "kind": "List"\n}\n`;
};

const file = join(tmpdir(), `berth-dump-${process.pid}.json`);
const text = dump(MEGABYTES * 1e6);
await writeFile(file, text);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--no-first-run", "--disable-background-networking"],
});

/** Milliseconds until it is understood and until all of it is shown, and every long task of the page meanwhile. */
const measure = () =>
  new Promise((resolve) => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: "longtask" });
    const state = document.getElementById("import-state");
    let start = 0;
    let understood = 0;
    document.getElementById("files").addEventListener("change", () => (start = performance.now()), { capture: true, once: true });
    new MutationObserver(() => {
      if (!understood && document.getElementById("understood-title")) understood = performance.now();
      if (!/to plan/.test(state.textContent)) return;
      const shown = performance.now();
      requestAnimationFrame(() => setTimeout(() => resolve({ understood: understood - start, shown: shown - start, tasks: [...tasks] })));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });

/** The most bytes that the process of page and worker ever held, on Linux; 0 elsewhere. */
const peak = async () => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      try {
        return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024;
      } catch {
        return 0;
      }
    });
  return Math.max(0, ...sizes);
};

const runs = [];
for (let run = 0; run < RUNS; run++) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${process.env.BASE_URL}/import`);
  await page.locator("html[data-ready]").waitFor({ timeout: 150_000 });
  const measured = page.evaluate(measure);
  await page.locator("#files").setInputFiles(file);
  runs.push({ ...(await measured), peak: await peak() });
  await page.close();
}
await browser.close();
await rm(file);

const line = (what, measured, reach) => console.log(`${what.padEnd(64)}${measured.padStart(14)}${reach.padStart(14)}`);
const best = (of) => Math.min(...runs.map(of));
const most = (of) => Math.max(...runs.map(of));
const size = `${(text.length / 1e6).toFixed(0)} MB`;
line(`a dump of ${size} in the browser until understood, best of ${RUNS}`, `${(best((r) => r.understood) / 1e3).toFixed(2)} s`, "2 s");
line("the same until all of it is shown", `${(best((r) => r.shown) / 1e3).toFixed(2)} s`, "");
line("longest task of the page meanwhile, best run", `${best((r) => Math.max(0, ...r.tasks)).toFixed(0)} ms`, "50 ms");
line("the most memory that page and worker hold together", `${(most((r) => r.peak) / 1e6).toFixed(0)} MB`, "400 MB");
