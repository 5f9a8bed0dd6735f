// What changes as the cluster grows: both charts can be read by pointer, by keys and in their tables.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { collectComplaints } from "./support";

test("what fills a node is read out by keys and taken away as a file, as it is seen", async ({ page }) => {
  await page.goto("/instances/m5.large");
  const stack = page.locator(".stack");
  await stack.getByRole("group", { name: "A full node in parts" }).focus();
  await page.keyboard.press("Home");
  await expect(stack.locator(".read-out")).toHaveText(/^CPU, .*: [\d,]+m \(\d+\.\d %\)\.$/);
  for (const [kind, begins] of [["SVG", "<svg "], ["PNG", "\x89PNG"]]) {
    const download = page.waitForEvent("download");
    await stack.getByRole("button", { name: kind }).click();
    const file = await readFile(await (await download).path());
    expect(file.toString("latin1").startsWith(begins)).toBe(true);
    if (kind !== "SVG") continue;
    // every part that the page names is in it, in its words
    const drawn = file.toString();
    for (const part of await stack.locator(".stack-rows dt").allInnerTexts()) expect(drawn).toContain(`>${part}<`);
    expect(drawn.match(/<path /g)?.length).toBeGreaterThan(await stack.locator(".stack-rows .stack-bar span").count());
  }
});

test("the charts are read out by keys and by pointer", async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto("/growth?v=1&pods=100");
  for (const name of ["Cost of all nodes a month", "Pods per node under each limit"]) {
    const figure = page.locator("figure").filter({ hasText: name });
    const frame = figure.getByRole("group");
    const says = figure.locator(".read-out");
    const home = (await says.textContent()) ?? "";
    await frame.focus();
    await page.keyboard.press("Home");
    await expect(figure.locator(".chart-pointed")).toHaveCount(1);
    await expect(says).not.toHaveText(home);
    const first = (await says.textContent()) ?? "";
    await page.keyboard.press("ArrowRight");
    await expect(says).not.toHaveText(first);
    await page.keyboard.press("ArrowLeft");
    await expect(says).toHaveText(first);
    await page.keyboard.press("End");
    await expect(says).not.toHaveText(first);
    const last = (await says.textContent()) ?? "";
    // Away from the chart it says what the scenario has.
    await frame.blur();
    await expect(says).toHaveText(home);
    const box = await frame.boundingBox();
    if (!box) throw new Error("the chart has no place");
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
    await expect(says).toHaveText(last);
    await page.mouse.move(0, 0);
    await expect(says).toHaveText(home);
  }
  expect(complaints).toEqual([]);
});

test("prices by region are read out from top to bottom", async ({ page }) => {
  await page.goto("/instances/m5.large");
  const figure = page.locator("figure").filter({ hasText: "by region" });
  const says = figure.locator(".read-out");
  await expect(says).toContainText("us-east-1): $0.096 an hour");
  await figure.getByRole("group").focus();
  await page.keyboard.press("Home");
  const cheapest = (await page.getByRole("region", { name: "Prices by region" }).locator("tbody th a").first().textContent()) ?? "?";
  await expect(says).toContainText(cheapest);
  await page.keyboard.press("ArrowDown");
  await expect(says).not.toContainText(cheapest);
  await page.keyboard.press("End");
  await expect(says).toContainText("compared with your region");
});

test("a step of the table leads to its plan, which says the same", async ({ page }) => {
  await page.goto("/growth?v=1&pods=100");
  const row = page.getByRole("region", { name: "Cost by pods" }).locator("tbody tr").nth(3);
  const [type, nodes, monthly] = await row.locator("td").allTextContents();
  await row.getByRole("link").click();
  await expect(page.locator(".card h3")).toHaveText(type ?? "");
  await expect(page.locator(".card")).toContainText(monthly ?? "?");
  await expect(page.locator(".card .fact", { hasText: /^Nodes/ }).locator("dd").first()).toHaveText(nodes ?? "");
});

test("without JavaScript the tables have the figures, and the charts say the scenario's own", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/?v=1&pods=300");
  await page.getByRole("link", { name: "As the cluster grows" }).click();
  await expect(page).toHaveURL(/\/growth\?.*pods=300/);
  await expect(page.locator(".read-out").first()).toContainText("a month");
  await expect(page.getByRole("region", { name: "Limits by pod size" }).locator("tbody tr")).toHaveCount(25);
  await context.close();
});

test("where no type fits there is nothing to draw, and a way back", async ({ page }) => {
  await page.goto("/growth?v=1&volumes=128");
  await page.getByRole("link", { name: "See why" }).click();
  await expect(page.locator("#headline")).toHaveText("No instance type can carry these pods.");
});
