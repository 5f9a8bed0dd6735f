// The first answer, and that it follows every change at once.
import { expect, type Page, test } from "@playwright/test";
import { collectComplaints, expectSameText, fact, inViewIsKnown, names, openLive } from "./support";

/** What the axes of the chart say, and their titles. */
const axes = (page: Page) => page.locator("#chart .chart-tick text").allTextContents();
const titles = (page: Page) => page.locator("#chart .chart-label text").allTextContents();

test("the first page answers before anything is asked", async ({ page }) => {
  const complaints = collectComplaints(page);
  await openLive(page);
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText(/^\d+\s×\s\S+, \$[\d,]+ a month$/);
  await expect(page.locator(".lead")).toContainText("Pod network: VPC CNI, secondary IPs.");
  await expect(fact(page, "Nodes")).toHaveText(/^\d+$/);
  await expect(page.locator(".bars .binding")).toHaveCount(1);
  await expect(page.locator("#chart svg")).toBeVisible();
  await expectSameText(page.locator(".types tbody th").first(), page.locator(".card h3"));
  expect(complaints).toEqual([]);
});

test("the browser shows the figures that the server rendered", async ({ page, browser }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const served = await plain.newPage();
  const address = "/?v=1&pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation&families=m5,c5";
  await served.goto(address);
  await openLive(page, address);
  for (const part of [".card", "#headline", ".runners-up", ".types tbody"]) {
    await expectSameText(page.locator(part), served.locator(part));
  }
  await plain.close();
});

test("a slider moves the figures without a request", async ({ page }) => {
  await openLive(page);
  const requests: string[] = [];
  page.on("request", (request) => request.url().endsWith("/favicon.svg") || requests.push(request.url()));
  const before = await fact(page, "All nodes, a month").innerText();
  const slider = page.getByRole("slider", { name: "Pods of workload 1", exact: true });
  await slider.fill("800");
  await expect(page.locator("#f-pods")).not.toHaveValue("100");
  await expect(fact(page, "All nodes, a month")).not.toHaveText(before);
  expect(requests).toEqual([]);
});

test("the chart's axes hold while a slider is dragged, and no dot is lost", async ({ page }) => {
  await openLive(page);
  await page.locator("#chart").scrollIntoViewIfNeeded();
  await inViewIsKnown(page);
  const before = await axes(page);
  const slider = page.getByRole("slider", { name: "CPU per pod" });
  const drag = (to: number) =>
    slider.evaluate((element: HTMLInputElement, to) => {
      element.value = String(to);
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }, to);
  for (const to of [200, 500, 900]) {
    const readOut = await page.locator("#read-out").innerText();
    await drag(to);
    await expect(page.locator("#read-out")).not.toHaveText(readOut);
    expect(await axes(page)).toEqual(before);
  }
  expect((await titles(page)).join()).toMatch(/US\$ per pod and month, \d+ beyond/);
  await slider.dispatchEvent("change");
  await expect.poll(() => axes(page)).not.toEqual(before);
  expect(await titles(page)).toEqual(["US$ per pod and month", "pods per node"]);
});

test("sliders answer to arrow, page and end keys", async ({ page }) => {
  await openLive(page);
  const slider = page.getByRole("slider", { name: "CPU per pod" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  const cpu = async () => Number(await page.locator("#f-cpu_m").inputValue());
  await expect.poll(cpu).toBeGreaterThan(250);
  const one = await cpu();
  await page.keyboard.press("PageUp");
  await expect.poll(cpu).toBeGreaterThan(one);
  await page.keyboard.press("End");
  await expect(page.locator("#f-cpu_m")).toHaveValue("16000");
  await expect(slider).toHaveAttribute("aria-valuetext", "16,000 m");
  // the axes hold for keys too, until none has come for a while
  const before = await axes(page);
  const held = await slider.evaluate(async (element) => {
    const seen = [];
    for (let press = 0; press < 3; press++) {
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true, cancelable: true }));
      await new Promise((turn) => setTimeout(turn));
      seen.push([...document.querySelectorAll("#chart .chart-tick text")].map((tick) => tick.textContent));
    }
    return seen;
  });
  expect(held).toEqual([before, before, before]);
  await expect.poll(() => axes(page)).not.toEqual(before);
});

test("the golden scenario S2: prefixes fit 34 pods on m5.large for $840.96", async ({ page }) => {
  await openLive(page, "/?v=1&pods=400&cpu_m=50&mem_mib=64&families=m5&type=m5.large&mode=prefix-delegation");
  await expect(page.locator(".card h3")).toHaveText("m5.large");
  await expect(fact(page, "Pods per node")).toHaveText("34"); // floor((1930 - 200) / 50)
  await expect(fact(page, "Nodes")).toHaveText("12"); // ceil(400 / 34)
  await expect(fact(page, "All nodes, a month")).toHaveText("$840.96"); // 12 * 0.096 * 730
  await page.locator("#f-mode").selectOption("secondary-ip");
  await expect(fact(page, "Pods per node")).toHaveText("25");
  await expect(fact(page, "All nodes, a month")).toHaveText("$1,121.28"); // 16 * 0.096 * 730
});

test("a row of the table, a runner-up and a dot choose a type", async ({ page }) => {
  await openLive(page);
  const third = (await names(page))[2];
  await page.locator(".types tbody").getByText(third, { exact: true }).click();
  await expect(page.locator(".card h3")).toHaveText(third);
  await expect(page.locator(".card .rank")).toContainText("Rank 3");
  await page.locator(".runners-up button").first().click();
  await expect(page.locator(".card .rank")).toContainText("Best of");
  await page.locator("#chart").focus();
  const readOut = page.locator("#read-out");
  const before = await readOut.innerText();
  await page.keyboard.press("End");
  await expect(readOut).not.toHaveText(before);
  const said = await readOut.innerText();
  await page.keyboard.press("Enter");
  await expect(page.locator(".card h3")).toHaveText(said.split(":")[0]);
});

test("another region brings its own prices, fetched once", async ({ page }) => {
  await openLive(page);
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.locator("#f-region").selectOption("eu-central-1");
  await expect(page.locator(".card .price")).toContainText("EU (Frankfurt)");
  await page.locator("#f-region").selectOption("us-east-1");
  await page.locator("#f-region").selectOption("eu-central-1");
  await expect(page.locator(".card .price")).toContainText("EU (Frankfurt)");
  expect(fetched.filter((path) => path.startsWith("/catalog/eu-central-1."))).toHaveLength(1);
});

test("a region that cannot be fetched says so and keeps the figures", async ({ page }) => {
  await openLive(page);
  await page.route("**/catalog/**", (route) => route.abort());
  await page.locator("#f-region").selectOption("eu-north-1");
  await expect(page.locator("#h-region")).toContainText("could not be loaded");
  await expect(page.locator(".card .price")).toContainText("us-east-1");
});

test("daemonsets can be added, changed and removed", async ({ page }) => {
  await openLive(page, "/?v=1&families=m5&type=m5.large&mode=secondary-ip&cpu_m=10&mem_mib=10");
  await expect(fact(page, "Pods per node")).toHaveText("25");
  await page.locator("#daemonsets summary").click();
  const name = page.getByLabel("Name of a new daemonset");
  await name.fill("falco");
  await name.press("Tab");
  await expect(fact(page, "Pods per node")).toHaveText("24"); // one address and one place less
  await page.getByLabel("Network of daemonset 5").selectOption("host");
  await expect(page.locator(".bars li", { hasText: "addresses" }).locator(".pods")).toContainText("25");
  await page.getByRole("button", { name: "Remove falco" }).click();
  await expect(page.locator("#daemonset-rows tr")).toHaveCount(5);
  await expect(fact(page, "Pods per node")).toHaveText("25");
});

test("the article's era counts as the article did", async ({ page }) => {
  await openLive(page, "/?v=1&era=article&type=m5.large");
  await expect(fact(page, "Pods per node")).toHaveText("23"); // 3 * (10 - 1) - 4
  await expect(page.locator(".notes")).toContainText("As the article warns");
  await page.locator("#f-show, select[name=show]").selectOption("excluded");
  await expect(page.locator(".types tbody")).toContainText("t2.nano");
  await expect(page.locator(".types tbody tr", { hasText: "t2.micro" })).toContainText("unusable");
});

test("nothing fits is said with the reasons", async ({ page }) => {
  await openLive(page, "/?v=1&volumes=128");
  await expect(page.locator("#headline")).toHaveText("No instance type can carry these pods.");
  await expect(page.locator(".card.empty")).toContainText("too few EBS attachments for one pod");
});
