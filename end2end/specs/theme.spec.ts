// The switch between light, dark and what the system says.
import { expect, test } from "@playwright/test";
import { collectComplaints } from "./support";

test("the theme follows the system until somebody chooses, and the choice stays", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, colorScheme: "dark" });
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto("/sources");
  const dark = await ground();
  const button = page.getByRole("button", { name: /^Theme:/ });
  await expect(button).toHaveText("Theme: system");
  await button.press("Enter");
  await expect(button).toHaveText("Theme: light");
  await expect.poll(ground).not.toBe(dark);
  const light = await ground();
  // Before the first paint of the next page, too.
  await page.goto("/");
  await expect.poll(ground).toBe(light);
  await button.press("Enter");
  await expect(button).toHaveText("Theme: dark");
  await expect.poll(ground).toBe(dark);
  await button.press("Enter");
  await expect(button).toHaveText("Theme: system");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  expect(complaints).toEqual([]);
  await context.close();
});

test("without scripts there is no switch that does nothing", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.locator("#theme")).toBeHidden();
  await context.close();
});
