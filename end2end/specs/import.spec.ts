// A dump is read in the browser: whatever way it comes in, nothing leaves, nothing secret is shown, the page stays quick.
import { writeFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { dump } from "./dump";
import { expectAccessibleInEveryColour } from "./support";

const understood = (page: Page) => page.locator("#understood");
const title = (page: Page) => page.locator("#understood-title");
const state = (page: Page) => page.locator("#import-state");

/** Opens the page and waits until a file can be given. The list that it gives fills with what is asked from then on. */
async function openReady(page: Page) {
  await page.goto("/import");
  // a server packs each region's catalogue at its first request, which takes a debug build its time
  await expect(page.locator("html")).toHaveAttribute("data-ready", "", { timeout: 150_000 });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  return requests;
}

const asFile = (text: string, name = "cluster.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

/** Pastes as the browser does, with the focus where it is. */
async function paste(page: Page, text: string) {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);
}

// 40 nodes of m5.2xlarge in Ireland at $0.428 for 730 hours are $12,497.60, and $1.76 a month for each disk of 20 GiB
const CLUSTER = /^480 pods of 12 workloads, on 40 nodes for \$12,5\d\d\.\d\d a month$/;

test("a dump that is chosen is understood, and the network hears nothing of it", async ({ page }) => {
  const requests = await openReady(page);
  await page.locator("#files").setInputFiles(asFile(dump(40, 480)));
  await expect(title(page)).toHaveText(CLUSTER);
  await expect(title(page)).toBeFocused();
  await expect(state(page)).toHaveText(/12 workloads to plan/);
  const row = understood(page).locator("tr", { hasText: "m5.2xlarge" }).first();
  await expect(row).toContainText("on demand");
  await expect(row).toContainText("58");
  await page.locator("#by-node summary").click();
  await expect(page.locator("#by-node tbody tr")).toHaveCount(40);
  expect(requests).toEqual([]);
});

test("a dump that is pasted, or dropped with another file, is understood as well", async ({ page }) => {
  const requests = await openReady(page);
  await page.locator("#typed").focus();
  await paste(page, dump(40, 480));
  await expect(title(page)).toHaveText(CLUSTER);
  await expect(page.locator("#typed")).toHaveValue("");
  await page.evaluate((top) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([top], "top.txt"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, "NAMESPACE NAME CPU(cores) MEMORY(bytes)\nshop service-1-6d4cf56db6-1 30m 100Mi\n");
  await expect(understood(page)).toContainText("uses 30m and 100 MiB on average");
  await expect(page.locator("#import-files li")).toHaveCount(2);
  await page.locator("#import-over").click();
  await expect(understood(page)).toBeHidden();
  await expect(state(page)).toHaveText(/Nothing of what you gave was kept/);
  await page.locator("#typed").fill("name,pods,cpu,memory\nweb,3,250m,512Mi\n");
  await page.locator("#read-typed").click();
  await expect(title(page)).toHaveText("3 pods of 1 workload");
  // a worker that ends is followed by another, whose script is in the browser's cache
  expect(requests.filter((url) => !/\/pkg\/import\.[0-9a-f]+\.js$/.test(url))).toEqual([]);
});

test("nothing secret of a dump is in the page or in its addresses", async ({ page }) => {
  await openReady(page);
  await page.locator("#files").setInputFiles(asFile(dump(3, 60)));
  await expect(title(page)).toContainText("60 pods");
  await page.locator("#by-node summary").click();
  const everything = await page.evaluate(
    () => document.documentElement.outerHTML + location.href + JSON.stringify({ ...localStorage, ...sessionStorage }),
  );
  expect(everything).not.toMatch(/s3cret|postgres|registry\.example/);
  // names go into the address of the plan, unless they are left out
  await expect(page.locator("#plan-this")).toHaveAttribute("href", /profile=service-11/);
  await page.getByLabel("Leave names out").check();
  await expect(page.locator("#plan-this")).toHaveAttribute("href", /profile=workload\+1&/);
  expect(await understood(page).evaluate((element) => element.outerHTML)).not.toMatch(/service-|shop|ip-10-0/);
});

test("what is broken gets a sentence, and the next file is read", async ({ page }) => {
  await openReady(page);
  const whole = dump(3, 60);
  for (const [text, sentence] of [
    [whole.slice(0, whole.length / 2), /it was cut off/],
    ["PK\u0003\u0004", /compressed: unpack it first/],
    ["Dear Sir or Madam", /neither JSON, YAML nor CSV/],
    ["", /The file is empty/],
    ["a: &a [x, x]\nb: *nope\n", /./],
    ['{"kind":"Pod","spec":{"containers":[{"resources":{"requests":{"cpu":"-1","memory":"1e309"}}}]}}', /below zero/],
  ] as const) {
    await page.locator("#files").setInputFiles(asFile(text, "broken"));
    await expect(understood(page)).toContainText(sentence);
    await page.locator("#import-over").click();
    await expect(understood(page)).toBeHidden();
  }
  await page.locator("#files").setInputFiles(asFile(whole));
  await expect(title(page)).toContainText("60 pods of 12 workloads");
});

test("workloads are merged, renamed, scaled and taken apart, by keyboard", async ({ page }) => {
  await openReady(page);
  await page.locator("#files").setInputFiles(asFile("name,pods,cpu,memory\nweb,40,500m,512Mi\napi,20,250m,256Mi\ncron,5,0,0\n"));
  await expect(title(page)).toHaveText("65 pods of 3 workloads");
  await page.locator("#pick-1").focus();
  await page.keyboard.press("Space");
  await page.locator("#pick-2").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Merge what is ticked" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#name-1")).toHaveValue("2 merged: api, cron");
  await expect(page.locator("#pick-1")).not.toBeChecked();
  await page.locator("#name-1").fill("backend");
  await page.keyboard.press("Enter");
  await expect(page.locator("#plan-this")).toHaveAttribute("href", /profile=backend&pods=25/);
  await expect(page.locator("#name-1")).toBeFocused();
  await page.locator("#u-scale").fill("2");
  await page.keyboard.press("Tab");
  await expect(page.locator("#plan-this")).toHaveAttribute("href", /profile=backend&pods=50/);
  await page.getByRole("button", { name: "Split backend" }).click();
  await expect(page.locator("#name-2")).toHaveValue("cron");
  await page.locator("#u-cpu").fill("100");
  await page.keyboard.press("Enter");
  await expect(page.locator("#plan-this")).toHaveAttribute("href", /profile=cron&pods=10&cpu_m=100/);
  await page.locator("#u-scale").fill("1000");
  await page.keyboard.press("Enter");
  await expect(understood(page).getByRole("alert")).toContainText("a number from 0.01 to 100");
  await page.locator("#u-scale").fill("1");
  await page.keyboard.press("Enter");
  await page.locator("#plan-this").click();
  await expect(page).toHaveURL(/profile=web&pods=40/);
  await expect(page.locator("#headline")).toBeVisible();
});

test("a dump of 20 MB keeps the page responsive", async ({ page }, info) => {
  const file = info.outputPath("cluster.json");
  const text = dump(100, 3_000, 60);
  expect(text.length).toBeGreaterThan(20e6);
  await writeFile(file, text);
  // another program may take the processor away in the middle of a task: once it must be free of it
  await expect(async () => expect(await longTasks(page, file)).toEqual([])).toPass({ timeout: 150_000 });
});

/** Milliseconds of every long task while a dump is read. */
async function longTasks(page: Page, file: string) {
  await openReady(page);
  await page.evaluate(() => {
    const tasks: number[] = ((window as unknown as { tasks: number[] }).tasks = []);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: "longtask",
    });
  });
  // by its path: the browser opens it, nothing of it goes through the page
  await page.locator("#files").setInputFiles(file);
  await expect(title(page)).toHaveText(/^3,000 pods of 12 workloads, on 100 nodes/);
  // what is observed comes after the task: two frames later all of it has
  await expect(state(page)).toHaveText(/to plan/);
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return (window as unknown as { tasks: number[] }).tasks;
  });
}

test("a file that cannot be read says so beside its name", async ({ page }) => {
  await openReady(page);
  await page.locator("#files").setInputFiles([asFile(dump(3, 60)), asFile("once upon a time", "notes.txt")]);
  await expect(title(page)).toContainText("60 pods of 12 workloads");
  const files = page.locator("#import-files li");
  await expect(files.nth(0)).toHaveText(/: kubectl JSON: \d+ objects$/);
  await expect(files.nth(1)).toHaveText(/^notes\.txt, 16 bytes: nothing of it is used\. This is neither JSON, YAML nor CSV/);
});

test("reading can be stopped, and something else be read", async ({ page }) => {
  await openReady(page);
  // YAML takes its time
  const yaml = "---\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  template: {spec: {containers: [{name: a}]}}\n".repeat(60_000);
  await page.locator("#files").setInputFiles(asFile(yaml, "all.yaml"));
  await page.locator("#import-stop").click();
  await expect(state(page)).toHaveText("Stopped. Nothing of it was kept.");
  await page.locator("#files").setInputFiles(asFile(dump(3, 60)));
  await expect(title(page)).toContainText("60 pods of 12 workloads");
});

for (const width of [1280, 390]) {
  test(`accessible as it comes and once a dump is read, in every colour, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await openReady(page);
    await expectAccessibleInEveryColour(page);
    await page.locator("#files").setInputFiles(asFile(dump(40, 480)));
    await expect(title(page)).toHaveText(CLUSTER);
    await expectAccessibleInEveryColour(page);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says how the command line does the same", async ({ page }) => {
    await page.goto("/import");
    await expect(page.getByText("needs JavaScript for that")).toBeVisible();
    await expect(page.getByText("berth import cluster.json --report")).toBeVisible();
    await expect(page.locator("#files")).toBeHidden();
  });
});
