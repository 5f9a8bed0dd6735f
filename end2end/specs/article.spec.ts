// The page on the article: readable without JavaScript, live figures, all claims.
import { expect, test } from "@playwright/test";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the worked example is recomputed beside what the article prints", async ({ page }) => {
    await page.goto("/article");
    const cells = (type: string) => page.locator(".worked tbody tr").filter({ hasText: type }).locator("td");
    // ENIs × IPs, node, printed pods, 3 * 9, less 4, printed price, 70.08 / 27, 70.08 / 23, max-pods
    await expect(cells("m5.large")).toHaveText([
      "3 × 10", "$0.096/h", "25", "27", "23", "$2.66", "$2.596", "$3.047", "29, 110 with prefixes",
    ]);
    // 4 * 14, 140.16 / 56, 140.16 / 52
    await expect(cells("m5.xlarge")).toHaveText([
      "4 × 15", "$0.192/h", "55", "56", "52", "$2.62", "$2.503", "$2.695", "58, 110 with prefixes",
    ]);
  });

  test("all nineteen claims stand with verdict, check and sources", async ({ page }) => {
    await page.goto("/article");
    const claims = page.locator(".claims > li");
    await expect(claims).toHaveCount(19);
    for (const claim of await claims.all()) {
      await expect(claim.locator(".badge")).toHaveCount(1);
      await expect(claim.locator(".sources li")).not.toHaveCount(0);
    }
    await expect(page.locator("#C3 .badge")).toHaveText("wrong");
    await expect(page.locator("#C16 .badge")).toHaveText("changed since");
    await expect(page.locator("#C18 .badge")).toHaveText("unverified");
    const live = (id: string, label: string) => page.locator(`#${id} .live tr`).filter({ hasText: label }).locator("td").last();
    await expect(live("C1", "less the 4 daemonsets")).toHaveText("23");
    await expect(live("C2", "less the 4 daemonsets")).toHaveText("52");
    await expect(live("C3", "The cheaper of the two")).toHaveText("m5.xlarge");
    await expect(live("C7", "t2.large")).toHaveText("$2.336, 29 pods");
  });

  test("a change that a claim names is in the list of changes", async ({ page }) => {
    await page.goto("/article");
    await page.locator("#C17 .events a").click();
    await expect(page).toHaveURL(/#e-native-policy$/);
    await expect(page.locator("#e-native-policy time")).toHaveText("2023-08-29");
    const dates = await page.locator(".timeline time").allInnerTexts();
    expect(dates).toEqual([...dates].sort());
    expect(dates.length).toBeGreaterThan(20);
  });

  test("the benchmarks come with their caveats", async ({ page }) => {
    await page.goto("/article");
    await expect(page.locator(".measured")).toHaveCount(4);
    const weave = page.getByRole("row", { name: /Weave Net, fast datapath, tuned/ });
    await expect(weave.locator(".measure")).toHaveText("1,384");
    await expect(page.locator("#benchmarks + p")).toContainText("None of this was measured on AWS");
    await expect(page.getByText("softirq")).toBeVisible();
  });

  test("the scenario of the address goes along to the plan", async ({ page }) => {
    await page.goto("/article?v=1&pods=400");
    await page.getByRole("link", { name: "your scenario by the article’s count" }).click();
    await expect(page).toHaveURL(/pods=400/);
    await expect(page).toHaveURL(/era=article/);
  });
});
