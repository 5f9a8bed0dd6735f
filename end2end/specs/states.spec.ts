// What a page shows while something is missing: rows, the connection, prices that are on their way.
import { expect, test } from "@playwright/test";
import { expectAccessible, openLive } from "./support";

test("tables without a row say so", async ({ page }) => {
  await page.goto("/?v=1&find=zzz");
  await expect(page.locator(".types tbody")).toHaveText(/No type matches/);
  await page.goto("/instances?find=zzz");
  await expect(page.locator("tbody")).toHaveText(/No type is like that/);
});

test("being offline is said, and figures go on", async ({ page, context }) => {
  await page.goto("/?v=1");
  await page.locator("html[data-live]").waitFor();
  const note = page.locator("#offline");
  await expect(note).toBeHidden();
  await context.setOffline(true);
  await expect(note).toContainText("You are offline");
  const nodes = page.locator(".card .fact", { hasText: /^Nodes/ }).locator("dd").first();
  const before = (await nodes.textContent()) ?? "";
  await page.getByRole("spinbutton", { name: "Pods of workload 1", exact: true }).fill("900");
  await expect(nodes).not.toHaveText(before);
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(note).toBeHidden();
});

test("another region's prices on their way show after a while, and what could not be loaded is said", async ({ page }) => {
  await page.goto("/?v=1");
  await page.locator("html[data-live]").waitFor();
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/catalog/*", async (route) => {
    await held;
    await route.abort();
  });
  await page.locator("#f-region").selectOption("eu-west-1");
  const results = page.locator(".results");
  await expect(results).toHaveAttribute("aria-busy", "true");
  const bar = () => results.evaluate((r) => getComputedStyle(r, "::before").opacity);
  await expect.poll(bar).toBe("1");
  arrive();
  await expect(page.locator("#h-region")).toContainText("could not be loaded");
  await expect(results).not.toHaveAttribute("aria-busy", "true");
});

test("the header takes the scenario along", async ({ page }) => {
  await page.goto("/?v=1");
  await page.locator("html[data-live]").waitFor();
  await page.getByRole("spinbutton", { name: "Pods of workload 1", exact: true }).fill("777");
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Regions" }).click();
  await expect(page.getByText("777 pods, as in your scenario")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Regions" })).toHaveAttribute("aria-current", "page");
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await expect(page.getByRole("spinbutton", { name: "Pods of workload 1", exact: true })).toHaveValue("777");
});

test("no setting is wider than the form, whatever is unfolded", async ({ page }) => {
  for (const [width, view] of [[1280, "/"], [1920, "/"], [390, "/"], [1280, "/advice"]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await openLive(page, `${view}?v=2&profile=web&profile=cache`);
    const form = page.locator(".controls");
    await form.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
    await expect.poll(() => form.evaluate((form) => form.scrollWidth - form.clientWidth), { message: `${view} at ${width} px` }).toBe(0);
  }
});

test("the answer can be skipped to", async ({ page }) => {
  await page.goto("/?v=1");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the answer" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#headline")).toBeFocused();
});

test("development builds show every component", async ({ page }) => {
  const response = await page.goto("/design");
  test.skip(response?.status() === 404, "a release build has no such page");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await expect(page.locator(".specimen").first()).toBeVisible();
});
