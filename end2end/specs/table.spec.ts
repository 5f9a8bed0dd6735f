// The ranked table: sorting, filtering, scrolling, and the types that are excluded.
import { expect, test } from "@playwright/test";
import { names, openLive } from "./support";

test("sorts by any column, both ways", async ({ page }) => {
  await openLive(page);
  const column = page.locator(".types thead th.vcpu");
  await column.getByRole("button").click();
  await expect(page.locator(".types thead th.vcpu")).toHaveAttribute("aria-sort", "ascending");
  const cells = page.locator(".types tbody tr:not(.spacer) td:nth-child(9)");
  const numbers = async () => (await cells.allInnerTexts()).map(Number);
  await expect(async () => {
    const up = await numbers();
    expect(up).toEqual([...up].sort((a, b) => a - b));
  }).toPass();
  const least = (await numbers())[0];
  await column.getByRole("button").click();
  await expect(page.locator(".types thead th.vcpu")).toHaveAttribute("aria-sort", "descending");
  await expect(async () => {
    const down = await numbers();
    expect(down).toEqual([...down].sort((a, b) => b - a));
    expect(down[0]).toBeGreaterThan(least);
  }).toPass();
});

test("filters by text and by binding limit", async ({ page }) => {
  await openLive(page);
  await page.getByRole("searchbox", { name: "Find" }).fill("m7i.");
  await expect(page.locator("#table-caption")).toContainText(/; \d{1,2} listed/);
  await expect.poll(async () => (await names(page)).filter((name) => !name.includes("m7i."))).toEqual([]);
  await page.getByRole("searchbox", { name: "Find" }).fill("");
  await page.locator("select[name=limit]").selectOption("cpu");
  const limits = page.locator(".types tbody tr:not(.spacer) td:nth-child(4)");
  await expect.poll(async () => [...new Set(await limits.allInnerTexts())]).toEqual(["CPU"]);
});

test("every eligible type can be reached by scrolling, with few rows in the page", async ({ page }) => {
  await openLive(page);
  const total = Number(await page.locator(".types").getAttribute("aria-rowcount")) - 1;
  expect(total).toBeGreaterThan(500);
  const seen = new Set(await names(page));
  const scroll = page.locator(".table-pane .scroll");
  for (let top = 0; top < total * 32; top += 384) {
    await scroll.evaluate((element, y) => element.scrollTo(0, y), top);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const now = await names(page);
    expect(now.length).toBeLessThan(60);
    for (const name of now) seen.add(name);
  }
  expect(seen.size).toBe(total);
});

test("excluded types are listed with their reason", async ({ page }) => {
  await openLive(page);
  await page.locator("select[name=show]").selectOption("excluded");
  await page.getByRole("searchbox", { name: "Find" }).fill("m5.metal");
  await expect(page.locator(".types tbody tr", { hasText: "m5.metal" })).toContainText("bare metal is filtered out");
  await page.getByRole("searchbox", { name: "Find" }).fill("mac2.");
  await expect(page.locator(".types tbody tr", { hasText: "mac2.metal" }).first()).toContainText("Mac hosts run no Kubernetes nodes");
});

test("a filter lets types in", async ({ page }) => {
  await openLive(page);
  await page.locator("#filters summary").click();
  const before = await page.locator("#table-caption").innerText();
  await page.getByLabel("Burstable types").check();
  await expect(page.locator("#table-caption")).not.toHaveText(before);
  await page.getByRole("searchbox", { name: "Find" }).fill("t3.");
  await expect.poll(async () => (await names(page)).filter((name) => name.startsWith("t3.")).length).toBeGreaterThan(0);
});

test("every column is in view beside the form, from a laptop to a large screen", async ({ page }) => {
  await openLive(page);
  const beyond = () => page.locator(".table-pane .scroll").evaluate((pane) => pane.scrollWidth - pane.clientWidth);
  for (const width of [1280, 1600, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(beyond, { message: `at ${width} px` }).toBe(0);
  }
});
