// The answer first: what one click changes, the nodes drawn, and ways to hand it on.
import { expect, test } from "@playwright/test";
import { collectComplaints, expectAccessible, expectSameText, openLive } from "./support";

const way = (page: import("@playwright/test").Page, question: string, name: RegExp) =>
  page.getByRole("group", { name: question, exact: true }).getByRole("link", { name });

test("each way is one click there and one click back, without a request", async ({ page }) => {
  const complaints = collectComplaints(page);
  await openLive(page, "/?v=1&pods=300");
  const requests: string[] = [];
  page.on("request", (request) => request.url().endsWith("/favicon.svg") || requests.push(request.url()));
  const headline = page.locator("#headline");
  const before = (await headline.textContent()) ?? "";
  for (const [question, there, back] of [
    ["Processor", /^Graviton/, /^x86/],
    ["Buy", /^spot/, /^on demand/],
    ["Survive", /^a zone/, /^nothing/],
  ] as const) {
    await way(page, question, there).click();
    await expect(headline).not.toHaveText(before);
    await expect(way(page, question, there)).toHaveAttribute("aria-current", "true");
    await way(page, question, back).click();
    await expect(headline).toHaveText(before);
  }
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
});

test("zones that were set are still set on the way back", async ({ page }) => {
  await openLive(page, "/?v=2&zones=3");
  await way(page, "Survive", /^a zone/).click();
  await way(page, "Survive", /^nothing/).click();
  await expect(way(page, "Survive", /^nothing/)).toHaveAttribute("aria-current", "true");
  await expect(page.locator("#f-zones")).toHaveValue("3");
});

test("the difference that a way shows is the one that it makes", async ({ page }) => {
  await openLive(page, "/?v=1&pods=300");
  const dollars = async () => Number((await page.locator("#headline .cost").innerText()).replace(/[^\d]/g, ""));
  const before = await dollars();
  const said = await way(page, "Survive", /^a node/).locator("small").innerText();
  await way(page, "Survive", /^a node/).click();
  await expect(way(page, "Survive", /^a node/)).toHaveAttribute("aria-current", "true");
  const difference = Number(said.replace(/[^\d]/g, ""));
  expect(Math.abs((await dollars()) - before - difference)).toBeLessThanOrEqual(1);
});

test("the form follows a way, and the way follows the form", async ({ page }) => {
  await openLive(page);
  await way(page, "Survive", /^a zone/).click();
  await expect(page.locator("#f-survive")).toHaveValue("zone");
  await expect(page.locator("#f-zones")).toHaveValue("3");
  await page.locator("#f-arch").selectOption("arm");
  await expect(way(page, "Processor", /^Graviton/)).toHaveAttribute("aria-current", "true");
});

test("the nodes are drawn, follow the slider and are read out", async ({ page, browser }) => {
  const address = "/?v=1&pods=300&families=m5&type=m5.xlarge";
  await openLive(page, address);
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const served = await plain.newPage();
  await served.goto(address);
  await expectSameText(page.locator("#picture"), served.locator("#picture"));
  await plain.close();
  const boxes = page.locator("#picture .box");
  const before = await boxes.count();
  expect(before).toBeGreaterThan(2);
  await page.getByRole("slider", { name: "Pods of workload 1", exact: true }).fill("700");
  await expect(boxes).not.toHaveCount(before);
  await page.locator("#picture .picture").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("#picture .read-out")).toHaveText(/^m5\.xlarge.*: \d+ .+ in use\.$/);
});

test("sharing copies the address, and says so", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLive(page, "/?v=1&pods=407");
  await page.getByRole("link", { name: "Share" }).click();
  await expect(page.locator("[data-share]")).toHaveText("Link copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("pods=407");
  await expect(page).toHaveURL(/pods=407/);
  await expect(page.locator("[data-share]")).toHaveText("Share");
});

test("Enter in a field saves nothing", async ({ page }) => {
  await openLive(page);
  await page.locator("#f-pods").fill("250");
  await page.locator("#f-pods").press("Enter");
  await expect(page).toHaveURL(/\/\?.*pods=250/);
});

test("what is changed behind the first settings is counted, and reset", async ({ page }) => {
  await openLive(page);
  await page.locator("#f-mode").selectOption("prefix-delegation");
  await expect(page.locator("#more-set")).toHaveText(": 1 changed");
  await page.getByRole("link", { name: "Reset these" }).click();
  await expect(page.locator("#more-set")).toHaveText("");
  await expect(page.locator("#f-mode")).toHaveValue("secondary-ip");
});

for (const width of [1280, 390]) {
  test(`the answer is above the fold at ${width} px, and nothing is against accessibility`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
    await openLive(page, "/?v=1&survive=zone&zones=3&pods=300");
    for (const part of ["#headline", ".lead", ".ways"]) {
      const box = await page.locator(part).boundingBox();
      expect(box && box.y + box.height, part).toBeLessThan(width === 390 ? 844 : 800);
    }
    await expectAccessible(page);
  });
}

test("on a phone the sliders are at hand and the rest is a sheet", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  await expect(page.getByRole("slider", { name: "Pods of workload 1", exact: true })).toBeVisible();
  await expect(page.locator("#f-region")).toBeHidden();
  // what leads to the rest is not under the line with the answer, which comes when the answer is gone
  await expect(page.locator("#summary")).toBeHidden();
  await page.locator("#edit > summary").click();
  await expect(page.locator("#f-region")).toBeVisible();
  await page.getByRole("button", { name: "Add a workload" }).click();
  await page.locator("#f-pods").fill("400");
  await page.locator("#edit > summary").click();
  await expect(page.locator("#f-region")).toBeHidden();
  await expect(page).toHaveURL(/pods=400/);
  await expect(page.locator("#edit > summary")).toHaveText("Edit all 2 workloads and settings");
  await page.mouse.wheel(0, 2000);
  await expect(page.locator("#summary")).toBeVisible();
});
