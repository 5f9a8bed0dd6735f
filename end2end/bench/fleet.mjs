// Measures the fleet view of fifteen workloads in headless Chromium: the script of a slider event on the page's thread, and
// from the event to the answer of stage A on screen, which the worker gives.
//
// Every event is a real input event on the slider, sent when the answer to the one before is on screen: a search that goes on
// is ended by the next question, as when somebody moves it slowly.
import { chromium } from "@playwright/test";

const EVENTS = Number(process.env.EVENTS ?? 100);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// Fifteen workloads that want CPU, memory, or both, in steps that no node's size is a multiple of.
const workload = (i) =>
  `profile=w${i}&pods=${20 + ((i * 37) % 160)}&cpu_m=${120 + ((i * 733) % 2_900)}&mem_mib=${200 + ((i * i * 811) % 9_000)}`;
const query = ["v=2", ...Array.from({ length: 15 }, (_, i) => workload(i))].join("&");

const measure = async (events) => {
  const slider = document.querySelector("[data-of=pods]");
  const pane = document.getElementById("fleet");
  const scripts = [];
  const answers = [];
  const frame = () => new Promise(requestAnimationFrame);
  const drawn = async () => {
    await frame();
    // A message after the frame's callback is handled once the frame has been drawn.
    await new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(null);
    });
  };
  /** When the first answer to a question that is newer than this is there. */
  const answered = (before) =>
    new Promise((done) => {
      const look = () => {
        const { asked, found } = pane.dataset;
        if (Number(asked) > before && found === asked) {
          observer.disconnect();
          done();
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(pane, { attributeFilter: ["data-found", "data-asked"] });
      look();
    });
  for (let i = 0; i < events + 5; i++) {
    await frame();
    const before = Number(pane.dataset.asked);
    slider.value = String(300 + ((i * 37) % 300));
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    // Effects run in microtasks: the script is done when those are.
    await Promise.resolve();
    await new Promise((resolve) => queueMicrotask(resolve));
    const scripted = performance.now();
    await answered(before);
    await drawn();
    if (i >= 5) {
      scripts.push(scripted - start);
      answers.push(performance.now() - start);
    }
  }
  return { scripts, answers };
};

const quantile = (times, q) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * q)];
const line = (what, times, reach) => {
  const measured = `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms`;
  console.log(`${what.padEnd(64)}${measured.padStart(16)}${reach.padStart(14)}`);
};
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${process.env.BASE_URL}/fleet?${query}`);
await page.locator("html[data-live]").waitFor();
await page.locator("#fleet[data-found]").waitFor();
const { scripts, answers } = await page.evaluate(measure, EVENTS);

/** How long the page's thread worked for each event. Worker, browser and drawing are other threads and processes: where there
 *  are fewer cores than those, part of a script's time is that of whoever had the core meanwhile. */
const worked = async () => {
  await browser.startTracing(page, { categories: ["devtools.timeline"] });
  await page.evaluate(measure, EVENTS);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const named = (name) => traceEvents.filter((event) => event.name === name && event.ph === "X");
  const inputs = named("EventDispatch").filter((event) => event.args.data.type === "input");
  // the event is sent in a frame's callback, and its effects run before that returns
  const frames = named("FireAnimationFrame");
  const around = ({ tid, ts }) => frames.find((frame) => frame.tid === tid && frame.ts <= ts && ts < frame.ts + frame.dur);
  return inputs.slice(5).map((input) => around(input).tdur / 1000);
};
line("slider event, fleet of 15 workloads: script, p50 / p95", scripts, "p95 5 ms");
line("of that the page's own thread worked, p50 / p95", await worked(), "p95 5 ms");
line("slider event, fleet of 15 workloads: stage A on screen, p50 / p95", answers, "p95 250 ms");
await browser.close();
