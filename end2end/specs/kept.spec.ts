// The scenario stays with whoever reads on: through every page of the menu and back to the plan.
import { expect, test, type Page } from "@playwright/test";
import { fact, openLive } from "./support";

const menu = ["Plan", "Instance types", "Regions", "The article", "Method", "My links"];
const query = "v=1&pods=400&cpu_m=50&mem_mib=64&type=m5.large&mode=prefix-delegation";

const inMenu = (page: Page, name: string) => page.getByRole("navigation", { name: "Site" }).getByRole("link", { name });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("every page of the menu leads back to the same plan", async ({ page }) => {
      await page.goto(`/?${query}`);
      for (const name of [...menu, ...menu.toReversed()]) {
        await inMenu(page, name).click();
        await expect(inMenu(page, name)).toHaveAttribute("aria-current", "page");
        await inMenu(page, "Plan").click();
        await expect(page.locator("#f-pods")).toHaveValue("400");
        await expect(page.locator("#f-mode")).toHaveValue("prefix-delegation");
        await expect(fact(page, "All nodes, a month")).toHaveText("$840.96");
      }
    });

    test("from page to page without the plan between", async ({ page }) => {
      await page.goto(`/?${query}`);
      for (const name of menu.slice(1)) await inMenu(page, name).click();
      await page.getByRole("contentinfo").getByRole("link", { name: "Glossary" }).click();
      await page.getByRole("contentinfo").getByRole("link", { name: "Sources" }).click();
      await inMenu(page, "Plan").click();
      await expect(page.locator("#f-pods")).toHaveValue("400");
    });
  });
}

test("what was changed on the page goes along", async ({ page }) => {
  await openLive(page, `/?${query}`);
  await page.locator("#f-pods").fill("800");
  await expect(fact(page, "Nodes")).toHaveText("24");
  await page.getByRole("link", { name: "How each column is calculated" }).click();
  await expect(page).toHaveURL(/\/method\?.*pods=800.*#formulas$/);
  await inMenu(page, "Plan").click();
  await expect(page.locator("#f-pods")).toHaveValue("800");
});
