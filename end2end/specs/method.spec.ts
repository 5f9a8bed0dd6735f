// The method, the glossary and the example clusters: what explains the figures.
import { expect, test } from "@playwright/test";
import { collectComplaints, expectAccessible, openLive, openMore } from "./support";

test("each figure of a type leads to its formula", async ({ page }) => {
  await page.goto("/instances/m5.large?v=2&volumes=1&mbps=10&disk_mib=1024&churn=10");
  const links = page.locator(".figure .formula a");
  const targets = await links.evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).hash));
  expect(targets.length).toBeGreaterThan(20);
  await page.goto("/method");
  for (const target of targets) {
    await expect(page.locator(`.figure${target}`)).toHaveCount(1);
  }
});

test("every way from a figure to the method leads to a line of it", async ({ page }) => {
  await page.goto("/method");
  const lines = new Set(await page.locator(".figure[id]").evaluateAll((all) => all.map((figure) => `/method#${figure.id}`)));
  for (const address of ["/growth?v=1&volumes=1&mbps=10&disk_mib=1024", "/regions", "/compare?types=m5.large,c6a.large", "/instances/m5.large?v=1&mbps=10"]) {
    await page.goto(address);
    // without the query, which keeps the scenario
    const ways = await page.locator("a.worked-out").evaluateAll((all) => (all as HTMLAnchorElement[]).map((a) => a.pathname + a.hash));
    expect(ways.length, address).toBeGreaterThan(1);
    for (const way of ways) expect(lines, `${address}: ${way}`).toContain(way);
  }
});

test("each limit on the card leads to how it is worked out", async ({ page }) => {
  await openLive(page, "/?v=1&volumes=1");
  const bars = page.locator(".bars .pods a");
  await expect(bars).toHaveCount(5);
  const pods = await bars.last().innerText();
  await bars.last().click();
  await expect(page).toHaveURL(/#pods-by-volumes$/);
  await expect(page.locator("#pods-by-volumes output")).toContainText(pods);
});

test("the example is worked out by the same figures as the type's page", async ({ page }) => {
  const example = "/instances/m5.large?v=2&volumes=1&mbps=10&disk_mib=1024&churn=10";
  for (const id of ["addresses", "max-pods", "allocatable-cpu", "pods-by-volumes", "pods-per-node", "nodes", "monthly"]) {
    await page.goto(example);
    // folded there, as formulas are
    const there = (await page.locator(`#${id} output`).first().textContent()) ?? "";
    await page.goto("/method");
    await expect(page.locator(`#${id} output`).first()).toHaveText(there);
  }
  await expect(page.locator("#addresses .result code").first()).toHaveText("max(min(3, 3) - 0, 0) * (10 - 1) * 1");
});

test("every source that a formula or a word cites is on the list", async ({ page }) => {
  const cited = new Set<string>();
  for (const address of ["/method", "/glossary"]) {
    await page.goto(address);
    const hrefs = await page.locator('a[href^="/sources#"]').evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    hrefs.forEach((href) => cited.add(href.replace("/sources#", "")));
  }
  await page.goto("/sources");
  const ids = await page.locator("table.sources tbody tr").evaluateAll((all) => all.map((row) => row.id));
  expect([...cited].filter((id) => !ids.includes(id))).toEqual([]);
});

test("a word of the form is explained on demand, by keyboard too", async ({ page }) => {
  const complaints = collectComplaints(page);
  await openLive(page);
  await page.getByLabel("Explain each").check();
  const before = page.url();
  const ask = page.locator("#network").getByRole("button", { name: /^About: max-pods/ });
  const words = page.locator("#w-max_pods");
  await expect(words).toBeHidden();
  await ask.focus();
  await page.keyboard.press("Enter");
  await expect(words).toBeVisible();
  await expect(words).toContainText("How many pods the kubelet of a node accepts");
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  await expect(words.getByRole("link", { name: "max-pods" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(words).toBeHidden();
  await expect(ask).toBeFocused();
  await expect(page).toHaveURL(before);
  expect(complaints).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a word is explained", async ({ page }) => {
    await page.goto("/");
    await openMore(page);
    await page.getByLabel("Explain each").check();
    await page.locator("#network").getByRole("button", { name: /^About: max-pods/ }).click();
    await expect(page.locator("#w-max_pods")).toBeVisible();
    await page.locator("#w-max_pods").getByRole("link", { name: "max-pods" }).click();
    await expect(page).toHaveURL(/\/glossary#max-pods$/);
    await expect(page.locator("#max-pods dt")).toHaveText("max-pods");
  });

  test("an example cluster keeps the view and the region", async ({ page }) => {
    for (const path of ["/", "/advice", "/modes"]) {
      await page.goto(`${path}?v=1&region=eu-west-1`);
      await page.getByRole("navigation", { name: "Example clusters" }).getByRole("link", { name: "Stateful" }).click();
      await expect(page).toHaveURL((url) => url.pathname === path && url.searchParams.get("region") === "eu-west-1");
      await expect(page.locator("#f-pods")).toHaveValue("30");
      await expect(page.locator("#f-volumes")).toHaveValue("1");
    }
  });
});
