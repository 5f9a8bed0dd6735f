// The page of a type and the page that sets types side by side. Both are the server's alone.
import { expect, test, type Locator } from "@playwright/test";
import { expectAccessible } from "./support";

test.use({ javaScriptEnabled: false });

const smallPods = "v=1&pods=400&cpu_m=50&mem_mib=64";
const number = (text: string) => Number(text.replace(/[^0-9.]/g, ""));
const cells = async (row: Locator) => (await row.locator("td").allInnerTexts()).map((text) => text.replaceAll("\u00a0", " ").trim());

test("a full node is taken apart, and every part adds up", async ({ page }) => {
  await page.goto("/instances/m5.large");
  const stack = page.locator(".stack");
  // 2000 - 70 - 200 leaves 1730: six pods of 250 and 230 to spare
  await expect(stack.locator(".stack-lead")).toHaveText("One m5.large takes 6 pods of yours; CPU stops the next.");
  await expect(stack.locator(".stack-row").first().locator(".stack-parts")).toContainText(/kube-reserved\s*70m.*pods\s*1,500m.*free\s*230m/s);
  await stack.locator("summary").click();
  const rows = await stack.locator("tbody tr").all();
  const figures = await Promise.all(rows.map(cells));
  const whole = figures.pop() ?? [];
  expect(whole).toEqual(["2,000m", "8,192 MiB", "30", "29"]);
  whole.forEach((all, column) => {
    const parts = figures.map((row) => row[column]).filter((text) => text !== "–");
    expect(parts.map((text) => number(text.split("(")[0])).reduce((a, b) => a + b)).toBe(number(all));
  });
});

test("it says where the next node is due and what it costs", async ({ page }) => {
  await page.goto("/instances/m5.large");
  // 17 nodes of 6 hold 102; 0.096 * 730 and a disk of 20 GiB at 0.08
  await expect(page.locator(".cliff-says")).toHaveText("Next node at pod 103. 2 more pods fit on these 17 nodes; the next one costs another node, $71.68 a month.");
  await page.goto("/instances/m5.large?v=1&pods=102");
  await expect(page.locator(".cliff-says")).toContainText("No more pods fit on these 17 nodes");
  await page.goto("/instances/m5.large?v=1&pods=103");
  await expect(page.locator(".cliff-says")).toContainText("Next node at pod 109. 5 more pods fit on these 18 nodes");
});

test("every limit is shown in every mode", async ({ page }) => {
  await page.goto(`/instances/m5.large?${smallPods}&mode=prefix-delegation`);
  const rows = page.locator(".limits tbody tr");
  await expect(rows).toHaveCount(12);
  await expect(page.locator(".limits tr[aria-current] th")).toHaveText("VPC CNI, prefix delegation");
  // 27 addresses less 2 for daemonsets; (2000 - 70 - 200) / 50 = 34
  expect((await cells(rows.nth(0))).slice(0, 4)).toEqual(["25", "addresses", "25", "25"]);
  expect((await cells(rows.nth(1))).slice(0, 4)).toEqual(["34", "CPU", "430", "106"]);
  await page.goto("/instances/t2.micro");
  await expect(page.locator(".limits tbody tr").filter({ hasText: "IPv6 cluster" })).toContainText("needs Nitro");
});

test("AWS's calculator is repeated, its slip on bare metal included", async ({ page }) => {
  await page.goto("/instances/m5.large");
  const rows = await page.locator(".calculator tbody tr").all();
  expect(await Promise.all(rows.map(cells))).toEqual([["29", "29"], ["110", "434"], ["20", "20"], ["110", "290"]]);
  await page.goto("/instances/m5.metal");
  await expect(page.locator(".calculator")).toContainText("names no hypervisor for bare metal");
  const metal = await page.locator(".calculator tbody tr").all();
  expect(await cells(metal[1])).toEqual(await cells(metal[0]));
});

test("prices of all regions are drawn and listed, each a way to the page there", async ({ page }) => {
  await page.goto(`/instances/m5.large?${smallPods}`);
  const rows = page.locator(".region-prices tbody tr");
  const drawn = await page.locator(".region-prices svg rect").count();
  await expect(rows).toHaveCount(drawn);
  expect(drawn).toBeGreaterThan(25);
  const prices = (await rows.locator("td:nth-of-type(1)").allInnerTexts()).map(number);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
  await rows.filter({ hasText: "eu-central-1" }).getByRole("link").click();
  await expect(page).toHaveURL(/region=eu-central-1/);
  await expect(page).toHaveURL(/pods=400/);
  await expect(page.locator(".lead")).toContainText("(eu-central-1)");
});

test("neighbours hold as many pods for less, and keep the scenario", async ({ page }) => {
  await page.goto("/instances/m5.large?v=1&pods=300&arch=both");
  const rows = await page.locator(".neighbours tbody tr").all();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThanOrEqual(5);
  for (const row of rows) {
    const [pods, price] = await cells(row);
    expect(number(pods)).toBeGreaterThanOrEqual(6);
    expect(number(price)).toBeLessThan(0.096);
  }
  await rows[0].getByRole("link").click();
  await expect(page).toHaveURL(/pods=300/);
  await page.getByRole("link", { name: /^Plan with / }).click();
  await expect(page).toHaveURL(/type=/);
});

test("a comparison shows what differs and folds the rest", async ({ page }) => {
  await page.goto(`/compare?types=m5.large,m6i.large&${smallPods}`);
  const open = page.locator(".comparison").first();
  const labels = await open.locator("tbody th").allInnerTexts();
  expect(labels).toContain("Encryption in transit");
  expect(labels).not.toContain("vCPU");
  for (const row of await open.locator("tbody tr").all()) {
    const [one, other] = (await cells(row)).map((text) => text.replace(/^least\s*/, ""));
    expect(one).not.toBe(other);
  }
  const folded = page.locator("details .comparison");
  await expect(folded).toBeHidden();
  await page.getByText("The same in all:").focus();
  await page.keyboard.press("Enter");
  await expect(folded.locator("tbody tr").filter({ hasText: "vCPU" })).toBeVisible();
});

test("types are added and removed without JavaScript, and the scenario stays", async ({ page }) => {
  await page.goto(`/instances/m5.large?${smallPods}`);
  await page.getByRole("link", { name: "Compare with other types" }).click();
  await expect(page.getByText("Enter at least one more type to compare with m5.large.")).toBeVisible();
  await page.getByLabel("Type 2").fill("C5.large");
  await page.getByLabel("Type 3").fill("r5.large");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("m5.large, c5.large and r5.large");
  await expect(page).toHaveURL(/pods=400/);
  await page.getByRole("link", { name: "Remove c5.large" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("m5.large and r5.large");
  await expect(page.getByText("400 pods as in")).toBeVisible();
});

test("names that are none are named, and no number of them is an error", async ({ page }) => {
  const many = Array.from({ length: 500 }, (_, i) => `x${i}`).join(",");
  for (const query of ["", "?types=", "?types=%00,%ff", `?types=${many}`, "?types=m5.large,m5.lrage,m6i.large,c5.large,r5.large,c6i.large", "?types=m5.large&pods=-5"]) {
    const response = await page.goto(`/compare${query}`);
    expect(response?.status()).toBe(200);
  }
  await page.goto("/compare?types=m5.large,m5.lrage,m6i.large,c5.large,r5.large,c6i.large");
  await expect(page.getByRole("alert")).toContainText("types: “m5.lrage” is not allowed; it takes names of instance types such as m6i.large");
  await expect(page.getByRole("alert")).toContainText("“c6i.large” is not allowed; it takes four types at most");
});

test.describe("saved scenarios", () => {
  test.use({ javaScriptEnabled: true }); // axe is a script

  test("two of them stand side by side with the figures of their day", async ({ page, request }) => {
    const save = async (title: string, pods: number) => {
      const scenario = { v: 1, families: ["m5"], max_vcpu: 2, profiles: [{ name: "web", pods, cpu_m: 250, mem_mib: 512 }] };
      return (await (await request.post("/api/v1/scenarios", { data: { scenario, title } })).json()).id as string;
    };
    const [small, large] = [await save("Side <b>one</b>", 101), await save("Side two", 1001)];
    await page.goto(`/s/${small}`);
    await page.getByRole("link", { name: "Compare with another" }).click();
    await page.getByLabel("Scenario 2").fill(new URL(`/s/${large}/record?x=1`, page.url()).href);
    await page.getByRole("button", { name: "Compare" }).click();
    const open = page.locator(".comparison").first();
    await expect(open.locator("thead")).toContainText("Side <b>one</b>");
    // 101 / 6 and 1001 / 6, rounded up
    expect(await cells(open.locator("tbody tr").filter({ has: page.locator("th:text-is('Nodes')") }))).toEqual(["17", "167"]);
    await expect(page.locator("details .comparison")).toContainText("m5.large");
    await page.locator("details").evaluate((d) => ((d as HTMLDetailsElement).open = true));
    await expectAccessible(page);
    await expect(page.locator("details .comparison")).toContainText("Same as today");
    await page.goto(`/compare?saved=${small},00000000000,%3Cscript%3E`);
    await expect(page.getByRole("alert")).toContainText("saved: “00000000000” is not allowed; it takes the ID of a scenario that is saved here");
    await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(2);
  });
});
