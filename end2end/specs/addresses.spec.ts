// The addresses view: the server's answer without JavaScript, the worker's with it, subnets that are pasted, strips, blocks and
// charts by pointer and keys.
import { expect, test, type Page } from "@playwright/test";
import { collectComplaints, expectAccessibleInEveryColour, openLive } from "./support";

// 60 m5.xlarge with 20 pods each, in three zones
const scenario =
  "v=1&pods=1200&cpu_m=186&mem_mib=64&type=m5.xlarge&subnet=a&subnet_free=251&subnet=b&subnet_free=4091&subnet=c&subnet_free=1019";
const address = `/addresses?${scenario}`;

/** What AWS prints of two subnets. */
const printed = (free: number) =>
  JSON.stringify({
    Subnets: [
      { SubnetId: "subnet-1", AvailabilityZone: "eu-west-1a", CidrBlock: "10.0.0.0/20", AvailableIpAddressCount: free },
      { SubnetId: "subnet-2", AvailabilityZone: "eu-west-1b", CidrBlock: "10.0.16.0/20", AvailableIpAddressCount: 4091 },
    ],
  });

/** Opens the view and waits until all is worked out. */
async function openAddresses(page: Page, to = address) {
  await openLive(page, to);
  await over(page);
}
async function over(page: Page) {
  await expect(async () => {
    const { asked, found, over } = await page.locator("#addresses").evaluate((pane) => ({ ...(pane as HTMLElement).dataset }));
    expect([found, over]).toEqual([asked, ""]);
  }).toPass();
}

/** What the server wrote of these parts: read while the worker's script is held back. */
async function wordsOfTheServer(page: Page, to: string, parts: string[]) {
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  const script = /\/pkg\/addresses[^/]*\.js$/;
  await page.route(script, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(to);
  const words = await Promise.all(parts.map((part) => page.locator(part).innerText()));
  go();
  return words;
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("zones, time line, blocks, settings and modes are there", async ({ page }) => {
    await page.goto(address);
    await expect(page.locator("#headline")).toContainText("Subnets for nodes in zone a are full first, at 300 pods.");
    await expect(page.locator(".views a[aria-current]")).toHaveText("Addresses");
    await expect(page.locator(".strip-line")).toHaveCount(3);
    await expect(page.locator(".addresses-over-time svg.chart")).toHaveCount(4);
    await expect(page.locator(".blocks-of-subnet")).toHaveCount(3);
    await expect(page.locator(".addresses-settings")).toContainText("kubectl set env daemonset aws-node");
    await expect(page.locator(".addresses-modes tbody tr")).toHaveCount(12);
  });

  test("an event is chosen, and stays in the address with the scenario", async ({ page }) => {
    await page.goto(address);
    await page.getByLabel("Event").selectOption("zone-lost");
    await page.getByLabel("Minutes").fill("5");
    await page.getByRole("button", { name: "Simulate" }).click();
    await expect(page).toHaveURL(/\/addresses\?.*event=zone-lost&minutes=5/);
    await expect(page.locator(".addresses-over-time")).toContainText("a zone is lost, 5 minutes from then on");
    await expect(page.locator("#f-pods")).toHaveValue("1200");
  });

  test("pasted subnets are read by the server, and what was typed stays through a change", async ({ page }) => {
    await page.goto(address);
    await page.getByLabel("What it printed").fill(printed(900));
    await page.getByRole("button", { name: "Read these subnets" }).click();
    await expect(page.locator("#addresses-given")).toContainText("Read: 2 subnets in 2 zones.");
    await expect(page.locator("#headline")).toContainText("eu-west-1a");
    await page.locator("#f-pods").fill("600");
    await page.getByRole("button", { name: "Calculate" }).click();
    await expect(page.locator(".addresses-answer")).toContainText("600 pods");
    await expect(page.getByLabel("What it printed")).toHaveValue(printed(900));
  });
});

test("the worker answers as the server did, and a change moves the figures", async ({ page }) => {
  const complaints = collectComplaints(page);
  const parts = ["#addresses-zones", "#addresses-over-time", "#addresses-blocks", "#addresses-settings", "#addresses-modes"];
  const before = await wordsOfTheServer(page, address, parts);
  await over(page);
  for (const [i, part] of parts.entries()) expect(await page.locator(part).innerText()).toBe(before[i]);
  const requests: string[] = [];
  page.on("request", (request) => request.url().endsWith("favicon.svg") || requests.push(request.url()));
  for (const pods of ["60", "1200", "120"]) await page.locator("#f-pods").fill(pods);
  await expect(page.locator(".addresses-answer")).toContainText("120 pods on 6 nodes");
  await over(page);
  await page.getByLabel("Event").selectOption("from-zero");
  await expect(page.locator(".addresses-over-time")).toContainText("all nodes start at once");
  await over(page);
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
});

test("the event is in the address, and going back brings the one of before", async ({ page }) => {
  await openAddresses(page, `${address}&event=upgrade`);
  await expect(page).toHaveURL(/&event=upgrade$/);
  await expect(page.getByLabel("Event")).toHaveValue("upgrade");
  await page.getByLabel("Event").selectOption("burst");
  await expect(page).toHaveURL(/&event=burst$/);
  const share = page.getByRole("link", { name: "Share" });
  await share.hover();
  await expect(share).toHaveAttribute("href", /&event=burst$/);
  await expect(page.locator(".addresses-over-time")).toContainText("pods at once for 60 s");
  await page.goBack();
  await expect(page).toHaveURL(/&event=upgrade$/);
  await expect(page.getByLabel("Event")).toHaveValue("upgrade");
  await expect(page.locator(".addresses-over-time")).toContainText("all nodes are replaced");
  await page.reload();
  await expect(page.getByLabel("Event")).toHaveValue("upgrade");
});

// two workloads that no one type suits
const mixed = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000&subnet=a&subnet_free=400";

test("the fleet's nodes are those that the server finds, and the choice is in the address", async ({ page }) => {
  const complaints = collectComplaints(page);
  const parts = ["#addresses-answer", "#addresses-zones", "#addresses-over-time", "#addresses-settings", "#addresses-remedies", "#addresses-modes"];
  const before = await wordsOfTheServer(page, `/addresses?${mixed}&nodes=fleet`, parts);
  await over(page);
  for (const [i, part] of parts.entries()) expect(await page.locator(part).innerText()).toBe(before[i]);
  await page.getByLabel("Nodes of", { exact: true }).selectOption("one-type");
  await expect(page.locator(".addresses-answer")).toContainText("spread evenly over the zones");
  await over(page);
  await expect(page).not.toHaveURL(/nodes=/);
  await page.getByLabel("Nodes of", { exact: true }).selectOption("fleet");
  await expect(page.locator(".addresses-answer")).toContainText("The fleet, as the cheapest mix that was found");
  await over(page);
  await expect(page).toHaveURL(/&nodes=fleet$/);
  await page.goBack();
  await expect(page.getByLabel("Nodes of", { exact: true })).toHaveValue("one-type");
  await expect(page.locator(".addresses-answer")).toContainText("spread evenly over the zones");
  expect(complaints).toEqual([]);
});

test("the nodes that there are keep their pods through a change", async ({ page }) => {
  const on = "m5.large:18:3:2:a,m5.xlarge:40:3:1:b";
  await openAddresses(page, `/addresses?${mixed}&nodes=present&pods_on=${on}`);
  const answer = page.locator(".addresses-answer");
  await expect(answer).toContainText("67 pods on 3 nodes of m5.large, m5.xlarge");
  await expect(answer).toContainText("1 node in zones without a subnet in the list");
  await expect(page.locator("#headline")).toContainText("Not every node is checked.");
  await page.getByLabel("Minutes").fill("5");
  await page.getByLabel("Minutes").blur();
  await over(page);
  await expect(answer).toContainText("67 pods on 3 nodes");
  await expect(page).toHaveURL(/pods_on=m5\.large(:|%3A)18/);
  await page.getByLabel("Nodes of", { exact: true }).selectOption("one-type");
  await expect(answer).toContainText("66 pods");
  await page.getByLabel("Nodes of", { exact: true }).selectOption("present");
  await expect(answer).toContainText("67 pods on 3 nodes");
  await page.goto(`/addresses?${mixed}&nodes=present`);
  await expect(page.locator("#addresses-answer")).toContainText("The nodes that you have are not known.");
  await expect(page.getByRole("link", { name: "Read your cluster" })).toHaveAttribute("href", "/import");
});

test("pasted subnets are read in the browser and sent nowhere", async ({ page }) => {
  await openAddresses(page);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.url()} ${request.postData() ?? ""}`));
  const field = page.getByLabel("What it printed");
  await field.fill(printed(900));
  await expect(page.locator("#addresses-given")).toContainText("Read: 2 subnets in 2 zones.");
  await over(page);
  await expect(page.locator("#headline")).toContainText("eu-west-1a");
  await expect(page.locator(".blocks-of-subnet")).toHaveCount(2);
  // a change keeps them
  await page.locator("#f-pods").fill("600");
  await expect(page.locator(".addresses-answer")).toContainText("600 pods");
  await expect(page.locator("#addresses-given")).toContainText("Read: 2 subnets");
  // all that is wrong is said at once, and what was typed stays
  const wrong = '{ "Subnets": [{ "AvailabilityZone": "a", "CidrBlock": "10.0.0.0/33" }, { "CidrBlock": "10.0.0.0/24" }, { "AvailabilityZone": "b", "CidrBlock": "10.0.0.0/25" }] }';
  await field.fill(wrong);
  const said = page.locator("#addresses-given li");
  await expect(said).toHaveCount(3);
  await expect(said.nth(0)).toContainText("10.0.0.0/33");
  await expect(said.nth(1)).toContainText("zone");
  await expect(said.nth(2)).toContainText("a range apart from");
  await expect(field).toHaveValue(wrong);
  await field.fill("");
  await expect(page.locator("#addresses-given")).toBeEmpty();
  await over(page);
  await expect(page.locator("#headline")).toContainText("Subnets for nodes in zone a");
  expect(requests.filter((request) => /Subnets|10\.0\./.test(request))).toEqual([]);
  // nothing of it goes with the form either
  await field.fill(printed(900));
  const sent = await page.locator("#planner").evaluate((form) => [...new FormData(form as HTMLFormElement).keys()]);
  expect(sent).not.toContain("vpc");
});

test("ten thousand subnets are read", async ({ page }) => {
  await openAddresses(page);
  const subnets = Array.from({ length: 10_000 }, (_, i) => ({
    AvailabilityZone: `zone-${i % 3}`,
    CidrBlock: `10.${Math.floor(i / 256)}.${i % 256}.0/24`,
    AvailableIpAddressCount: 100 + (i % 150),
  }));
  await page.getByLabel("What it printed").fill(JSON.stringify({ Subnets: subnets }));
  await expect(page.locator("#addresses-given")).toContainText("Read: 10,000 subnets in 3 zones.");
  await over(page);
  await expect(page.locator(".blocks-of-subnet")).toHaveCount(6);
});

test("strips, blocks and charts are read out by pointer and by keys", async ({ page }) => {
  await openAddresses(page);
  const strips = page.locator(".addresses-zones");
  const hint = await strips.locator(".read-out").innerText();
  await strips.locator("rect.seg-warm").first().hover();
  await expect(strips.locator(".read-out")).toHaveText("a, nodes: 400 addresses warm");
  await page.mouse.move(0, 0);
  await expect(strips.locator(".read-out")).toHaveText(hint);
  await strips.getByRole("group").focus();
  await page.keyboard.press("ArrowRight");
  await expect(strips.locator(".read-out")).toHaveText("a, nodes: 60 addresses ENIs’ own");
  await expect(strips.locator(".pointed")).toHaveCount(1);
  const blocks = page.locator(".addresses-blocks");
  await blocks.getByRole("group").focus();
  await page.keyboard.press("End");
  await expect(blocks.locator(".read-out")).toContainText("blocks ");
  await expect(blocks.locator(".pointed")).toHaveCount(1);
  for (const chart of await page.locator(".addresses-over-time figure").all()) {
    const home = await chart.locator(".read-out").innerText();
    await chart.getByRole("group").focus();
    await page.keyboard.press("Home");
    await expect(chart.locator(".read-out")).toContainText("after 0 s");
    await page.keyboard.press("ArrowRight");
    await expect(chart.locator(".read-out")).not.toContainText("after 0 s");
    await expect(chart.locator(".chart-pointed")).toHaveCount(1);
    await chart.getByRole("group").blur();
    await expect(chart.locator(".read-out")).toHaveText(home);
  }
});

test("where no type carries the pods it says so, and comes back", async ({ page }) => {
  await openAddresses(page, "/addresses?v=2&pods=10&families=m5&max_vcpu=8");
  await page.locator("#f-cpu_m").fill("200000");
  await expect(page.locator("#headline")).toHaveText("No instance type can carry these pods.");
  await expect(page.locator(".addresses-over-time")).toHaveCount(0);
  await page.locator("#f-cpu_m").fill("500");
  await expect(page.locator(".addresses-over-time svg.chart").first()).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`accessible in every colour at ${width} px`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await openAddresses(page, `${address}&mode=prefix-delegation`);
    await expectAccessibleInEveryColour(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });
}
