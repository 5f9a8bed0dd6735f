// Measures slider events in headless Chromium: the script's time, and from the event to the next paint.
//
// Every event is a real input event on the slider, with all the rows of a region behind it; the time to
// paint runs until the frame after the event has been drawn.
import { chromium } from "@playwright/test";

const EVENTS = 1000;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// Every priced type is let in, so that as many rows as there are stand behind the slider.
const everyType = "v=1&arch=both&burstable=1&flex=1&metal=1&xen=1&accel=1&hpc=1";
// Questions are answered and subnets listed, so that advice has much to say.
const answered = "q_vpc=yes&q_perf=yes&q_density=yes&q_addresses=yes&q_encryption=yes&q_policy=basic&subnet=a&subnet_free=4091";

const measure = async (events) => {
  const slider = document.querySelector("[data-of=pods]");
  const scripts = [];
  const paints = [];
  const frame = () => new Promise(requestAnimationFrame);
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        // A message after the frame's callback is handled once the frame has been drawn.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(null);
      });
    });
  for (let i = 0; i < events + 20; i++) {
    await frame();
    slider.value = String(300 + ((i * 37) % 600));
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    // Effects run in microtasks: the script is done when those are.
    await Promise.resolve();
    await new Promise((resolve) => queueMicrotask(resolve));
    const scripted = performance.now();
    const drawn = await painted();
    if (i >= 20) {
      scripts.push(scripted - start);
      paints.push(drawn - start);
    }
  }
  return { scripts, paints };
};

const quantile = (times, q) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * q)];
const line = (what, times, reach) => {
  const measured = `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms`;
  console.log(`${what.padEnd(64)}${measured.padStart(14)}${reach.padStart(14)}`);
};
for (const [view, path] of [["nodes", "/?"], ["pod network", "/advice?"], ["networking modes", "/modes?"]]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${process.env.BASE_URL}${path}${everyType}&${answered}`);
  await page.locator("html[data-live]").waitFor();
  const { scripts, paints } = await page.evaluate(measure, EVENTS);
  line(`slider event, ${view}: script, p50 / p95`, scripts, "p95 5 ms");
  line(`slider event, ${view}: event to paint, p50 / p95`, paints, "p95 33 ms");
  await page.close();
}
await browser.close();
