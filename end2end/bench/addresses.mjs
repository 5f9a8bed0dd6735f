// Measures the addresses view in headless Chromium: an hour of 1,000 nodes and 30,000 pods simulated in the worker, from the
// change of the seed to the time line on screen.
import { chromium } from "@playwright/test";

const RUNS = Number(process.env.RUNS ?? 6);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// a whole m5.xlarge holds 30 pods of this size beside its daemonsets
const subnets = ["a", "b", "c"].map((zone) => `subnet=${zone}&subnet_free=65531`).join("&");
const query = `v=1&pods=30000&cpu_m=124&most_per_node=30&mem_mib=64&type=m5.xlarge&churn=1&${subnets}&minutes=60`;

const measure = async (runs) => {
  const pane = document.getElementById("addresses");
  const seed = document.getElementById("a-seed");
  const part = document.getElementById("addresses-over-time");
  const times = [];
  for (let i = 0; i < runs; i++) {
    const number = String(100 + i);
    seed.value = number;
    const start = performance.now();
    seed.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((done) => {
      const look = () => {
        if (!part.textContent.includes(`Seed ${number}:`)) return;
        observer.disconnect();
        done();
      };
      const observer = new MutationObserver(look);
      observer.observe(part, { childList: true, subtree: true, characterData: true });
      look();
    });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    times.push(performance.now() - start);
  }
  return { times: times.slice(1), nodes: pane.querySelector(".addresses-answer .rank").textContent };
};

const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${process.env.BASE_URL}/addresses?${query}`);
await page.locator("html[data-live]").waitFor();
await page.locator("#addresses[data-over]").waitFor({ timeout: 120_000 });
const { times, nodes } = await page.evaluate(measure, RUNS);
times.sort((a, b) => a - b);
const [half, most] = [times[Math.floor(times.length / 2)], times[times.length - 1]].map((ms) => (ms / 1_000).toFixed(2));
console.log(`${"an hour of 1,000 nodes and 30,000 pods, in a worker: p50 / most".padEnd(64)}${half.padStart(10)} / ${most} s${"2 s".padStart(14)}`);
console.log(`  ${nodes}`);
await browser.close();
