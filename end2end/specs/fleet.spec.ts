// The fleet view: the server's answer without JavaScript, the worker's with it, picture and charts by pointer and keys.
import { expect, test, type Page } from "@playwright/test";
import { collectComplaints, expectAccessibleInEveryColour, openLive } from "./support";

const mix =
  "v=2&profile=web&pods=120&cpu_m=500&mem_mib=512&profile=cache&pods=12&cpu_m=250&mem_mib=14000&profile=jobs&pods=30&cpu_m=1800&mem_mib=3000";
const address = `/fleet?${mix}`;

/** Opens the view and waits until the search in the worker is over. */
async function openFleet(page: Page, to = address) {
  await openLive(page, to);
  await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
}

/** Dollars and cents of a text, in cents. */
const cents = (text: string | null) => Number((text ?? "").replace(/[^\d]/g, ""));

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the answer, the picture and the table are there", async ({ page }) => {
    await page.goto(address);
    await expect(page.locator("#headline")).toHaveText(/^\d+ nodes of \d types? for \$[\d,.]+ a month, .*the cheapest possible of at most \d types\.$/);
    const nodes = Number((await page.locator("#headline").innerText()).split(" ")[0]);
    await expect(page.locator("#picture .box")).toHaveCount(nodes);
    await expect(page.locator(".fleet-beside li")).toHaveCount(3);
    await expect(page.locator("#fleet-progress")).toContainText(/^(Found at once|The search is over)/);
    await expect(page.locator("#fleet-stop")).toBeHidden();
    await expect(page.locator(".views a[aria-current]")).toHaveText("Fleet");
  });

  test("settings of the fleet are set in the form and travel in the link", async ({ page }) => {
    await page.goto(address);
    const before = cents(await page.locator(".fleet-answer .big b").textContent());
    await page.locator("#f-max_types").fill("1");
    await page.locator("#f-survive").selectOption("zone");
    await page.locator("#f-zones").fill("3");
    await page.getByRole("button", { name: "Calculate" }).click();
    await expect(page).toHaveURL(/&zones=3&max_types=1&/);
    await expect(page.locator(".fleet-answer .rank")).toContainText("one type, pods evenly over 3 zones, any one zone may be lost");
    await expect(page.locator("#picture .zone")).toHaveCount(3);
    await expect(page.locator(".mix li")).toHaveCount(1);
    expect(cents(await page.locator(".fleet-answer .big b").textContent())).toBeGreaterThan(before);
  });

  test("both charts come when they are asked for", async ({ page }) => {
    await page.goto(address);
    await page.getByRole("button", { name: "Work out both charts" }).click();
    await expect(page.locator(".two-charts svg")).toHaveCount(2);
    await expect(page.locator(".two-charts table")).toHaveCount(2);
  });

  test("a workload that fits nowhere is named, with a way on", async ({ page }) => {
    const response = await page.goto("/fleet?v=2&profile=web&profile=huge&cpu_m=250000&max_vcpu=8");
    expect(response?.status()).toBe(200);
    await expect(page.locator("#headline")).toHaveText("No eligible type has room for a pod of “huge”.");
    await expect(page.locator("#picture")).toHaveCount(0);
    await page.getByRole("link", { name: "See why each type is excluded" }).click();
    await expect(page.locator("#table-caption")).toContainText("excluded");
  });
});

test("the search goes on in a worker, and never to a worse fleet", async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto(address);
  const first = cents(await page.locator(".fleet-answer .big b").textContent());
  await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
  expect(cents(await page.locator(".fleet-answer .big b").textContent())).toBeLessThanOrEqual(first);
  await expect(page.locator("#fleet-progress")).toHaveText(/over|ended/);
  await expect(page.locator("#fleet-stop")).toBeHidden();
  await expect(page.locator(".two-charts svg")).toHaveCount(2, { timeout: 30_000 });
  expect(complaints).toEqual([]);
});

test("a change in the form changes the fleet on the spot, and the last change wins", async ({ page }) => {
  await openFleet(page);
  const requests: string[] = [];
  page.on("request", (request) => request.url().endsWith("favicon.svg") || requests.push(request.url()));
  const before = await page.locator("#headline").innerText();
  for (const pods of ["240", "480", "60"]) await page.locator("#f-pods").fill(pods);
  await expect(page.locator(".workloads-legend li.w0 small")).toHaveText("60");
  await expect(page.locator("#headline")).not.toHaveText(before);
  await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
  const { asked, found } = await page.locator("#fleet").evaluate((pane) => ({ ...(pane as HTMLElement).dataset }));
  expect(found).toBe(asked);
  expect(requests).toEqual([]);
  // the same address gives the same fleet without the script
  await expect(page).toHaveURL(/pods=60/);
});

test("going back brings the fleet of before", async ({ page }) => {
  await openFleet(page);
  const before = await page.locator(".mix").innerText();
  await page.locator("#f-pods").fill("900");
  await page.locator("#f-pods").blur();
  await expect(page.locator(".workloads-legend li.w0 small")).toHaveText("900");
  await expect(page).toHaveURL(/pods=900/);
  await page.goBack();
  await expect(page.locator(".workloads-legend li.w0 small")).toHaveText("120");
  await expect(page.locator(".mix")).toHaveText(before.replace(/\s+/g, " "), { useInnerText: true, timeout: 30_000 });
});

test("a workload that fits nowhere is named on the spot, and what fits again comes back", async ({ page }) => {
  await openFleet(page, "/fleet?v=2&profile=web&pods=10&cpu_m=500&mem_mib=512&max_vcpu=16");
  await page.locator("#f-cpu_m").fill("200000");
  await expect(page.locator("#headline")).toHaveText("No eligible type has room for a pod of “web”.");
  await expect(page.locator("#picture")).toHaveCount(0);
  await page.locator("#f-cpu_m").fill("500");
  await expect(page.locator("#picture .box").first()).toBeVisible();
});

test("the picture is read out by pointer and by keys", async ({ page }) => {
  await openFleet(page);
  const says = page.locator(".fleet-picture .read-out");
  const hint = await says.innerText();
  await page.locator("#picture .box").first().hover();
  await expect(says).toContainText(" a month each.");
  await page.mouse.move(0, 0);
  await expect(says).toHaveText(hint);
  await page.locator("#picture").focus();
  await page.keyboard.press("ArrowRight");
  const first = await says.innerText();
  await page.keyboard.press("End");
  await expect(says).not.toHaveText(first);
  await expect(page.locator("#picture .box.pointed")).toHaveCount(1);
  await page.keyboard.press("Home");
  await expect(says).toHaveText(first);
});

test("both charts are read out by pointer and by keys, and each point is in the table", async ({ page }) => {
  await openFleet(page);
  const charts = page.locator(".two-charts > div");
  await expect(charts).toHaveCount(2, { timeout: 30_000 });
  // The charts come again when all their points are there: before, what is pointed at would go away.
  await expect(charts.first().locator("tbody tr")).toHaveCount(8, { timeout: 60_000 });
  await expect(async () => {
    const before = await page.locator("#fleet-growth").innerHTML();
    await page.waitForFunction(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
    expect(await page.locator("#fleet-growth").innerHTML()).toBe(before);
    expect(await charts.nth(1).locator("tbody tr").count()).toBeGreaterThan(5);
  }).toPass();
  for (const [index, noun] of [[0, /^1 type: \$/], [1, /^[\d,]+ pods?: \$/]] as const) {
    const chart = charts.nth(index);
    const frame = chart.getByRole("group");
    const says = chart.locator(".read-out");
    const home = (await says.textContent()) ?? "";
    // In units of the table: what is read out at each end is its first and its last row.
    const rows = await chart.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
    const isOf = async (row: string[]) => {
      for (const cell of [row[0], row[2], row[3]]) await expect(says).toContainText(cell ?? "?");
    };
    await frame.focus();
    await page.keyboard.press("Home");
    await expect(says).toHaveText(noun);
    await isOf(rows[0] ?? []);
    for (const row of rows.slice(1)) {
      await page.keyboard.press("ArrowRight");
      await isOf(row);
    }
    await page.keyboard.press("ArrowRight");
    await isOf(rows.at(-1) ?? []);
    await page.keyboard.press("ArrowLeft");
    await isOf(rows.at(-2) ?? []);
    await expect(chart.locator(".chart-pointed")).toHaveCount(1);
    await frame.blur();
    await expect(says).toHaveText(home);
    await expect(chart.locator("tbody tr[aria-current]")).toHaveCount(1);
    await isOf(await chart.locator("tbody tr[aria-current] > *").allTextContents());
    const box = await frame.boundingBox();
    if (!box) throw new Error("the chart has no place");
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
    await isOf(rows.at(-1) ?? []);
    await page.mouse.move(0, 0);
    await expect(says).toHaveText(home);
  }
});

test("the view of the nodes tells of a fleet that this tab has found, as long as the scenario is the same", async ({ page }) => {
  const told = page.locator("div.strip a");
  await openLive(page, `/?${mix}`);
  await expect(told).toHaveCount(0);
  await page.getByRole("link", { name: "Fleet", exact: true }).click();
  await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
  const found = (await page.locator("#headline").textContent()) ?? "";
  await page.locator(".views").getByRole("link", { name: "Nodes", exact: true }).click();
  await expect(told).toHaveText(found);
  await page.locator("#f-pods").fill("121");
  await expect(told).toHaveCount(0);
  await page.locator("#f-pods").fill("120");
  await expect(told).toHaveText(found);
  await told.click();
  await expect(page.locator("#headline")).toHaveText(found);
});

test("what is unfolded and what has the focus stay so while the search goes on", async ({ page }) => {
  await openFleet(page);
  await page.locator("#proof summary").click();
  await page.locator("#picture").focus();
  await page.locator("#f-pods").evaluate((field: HTMLInputElement) => {
    field.value = "150";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(page.locator(".workloads-legend li.w0 small")).toHaveText("150");
  await expect(page.locator("#proof")).toHaveAttribute("open", "");
  await expect(page.locator("#picture")).toBeFocused();
});

for (const width of [1280, 390]) {
  test(`accessible in every colour at ${width} px`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await openFleet(page, `${address}&zones=3`);
    await expect(page.locator(".two-charts svg")).toHaveCount(2, { timeout: 30_000 });
    await page.locator("details").evaluateAll((all) => all.forEach((d) => ((d as HTMLDetailsElement).open = true)));
    await expectAccessibleInEveryColour(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });
}
