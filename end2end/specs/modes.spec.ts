// The same pods under every networking mode.
import { expect, test, type Page } from "@playwright/test";
import { openLive } from "./support";

const smallPods = "v=1&pods=400&cpu_m=50&mem_mib=64&type=m5.large";
const row = (page: Page, name: string) => page.locator(".modes tbody tr").filter({ has: page.locator(`th:has-text("${name}")`) });
const names = (page: Page) => page.locator(".modes tbody th").allInnerTexts();

test("every mode is listed with its figures", async ({ page }) => {
  await openLive(page, `/modes?${smallPods}&which=chosen`);
  await expect(page.locator(".modes tbody tr")).toHaveCount(12);
  // 400 / 25 = 16 nodes of $70.08; with prefixes 400 / 34, 12 nodes
  const now = row(page, "VPC CNI, secondary IPs");
  await expect(now.locator(".pods")).toContainText("25");
  await expect(now.locator(".nodes")).toContainText("16");
  await expect(now.locator(".monthly")).toContainText("$1,121.28");
  const prefixes = page.locator(".modes tbody tr").nth(1);
  await expect(prefixes.locator(".pods")).toContainText("34");
  await expect(prefixes.locator(".nodes")).toContainText("12");
  await expect(prefixes.locator(".monthly")).toContainText("$840.96");
  await expect(prefixes.locator(".monthly")).toContainText("−$280.32");
});

test("columns sort, turn round, and the order survives a reload", async ({ page }) => {
  await openLive(page, `/modes?${smallPods}&which=chosen`);
  const inOrder = await names(page);
  const heading = page.locator(".modes thead th.monthly");
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => names(page)).not.toEqual(inOrder);
  const turned = await names(page);
  await expect(page).toHaveURL(/msort=monthly&mdir=desc/);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(turned);
});

test("another mode is planned with at a press, and becomes the one compared with", async ({ page }) => {
  await openLive(page, `/modes?${smallPods}`);
  await page.getByRole("link", { name: "Plan with VPC CNI, prefix delegation", exact: true }).click();
  await expect(page).toHaveURL(/mode=prefix-delegation/);
  await expect(page.locator(".modes tr[aria-current]").locator("th")).toContainText("prefix delegation");
  await expect(page.locator("#f-mode")).toHaveValue("prefix-delegation");
});

test("the chart has a bar for each mode that fits, and moves with the sliders", async ({ page }) => {
  await openLive(page, `/modes?${smallPods}`);
  const chart = () => page.locator(".modes-chart svg").innerHTML();
  const before = await chart();
  await page.locator("#f-pods").fill("4000");
  await expect(page.locator(".modes-caption, #modes-caption")).toContainText("modes can carry the pods");
  await expect.poll(chart).not.toEqual(before);
  const bars = page.getByRole("group", { name: "Bars of the modes" });
  const readOut = page.locator(".modes-chart .read-out");
  await bars.focus();
  await page.keyboard.press("Home");
  const first = await page.locator(".modes-chart .chart-name").first().textContent();
  await expect(readOut).toHaveText(new RegExp(`^${first?.replace("▸ ", "")}: [\\d,]+\\s×\\s\\S+, \\$[\\d,.]+ a month`));
  await page.locator(".modes-chart .chart-name").last().scrollIntoViewIfNeeded();
  await bars.hover({ position: { x: 5, y: 60 } });
  await expect(page.locator(".modes-chart .pointed")).toHaveCount(1);
  // by its address, with what is set
  const download = page.waitForEvent("download");
  await page.locator(".files a", { hasText: "SVG" }).click();
  expect((await download).url()).toMatch(/\/charts\/cost-by-mode\.svg\?.*pods=4000/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the table sorts and a mode can be chosen", async ({ page }) => {
    await page.goto(`/modes?${smallPods}`);
    await page.locator(".modes thead th.nodes button").click();
    await expect(page.locator(".modes thead th.nodes")).toHaveAttribute("aria-sort", "ascending");
    await page.getByRole("link", { name: "Plan with VPC CNI, prefix delegation", exact: true }).click();
    await expect(page).toHaveURL(/mode=prefix-delegation/);
    await expect(page.locator(".modes tr[aria-current] th")).toContainText("prefix delegation");
  });
});
