// What is done before the browser half is there counts once it is.
import { expect, test, type Page } from "@playwright/test";
import { fact, openMore } from "./support";

/** Opens an address with the browser half held back; gives what lets it go on. */
async function openHeldBack(page: Page, address: string) {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route(/\/pkg\/.*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address);
  await expect(page.locator("#f-pods")).toBeVisible();
  await expect(page.locator("html")).not.toHaveAttribute("data-live");
  return async () => {
    release();
    await expect(page.locator("html")).toHaveAttribute("data-live", "");
  };
}

const query = "v=1&pods=400&cpu_m=50&mem_mib=64&type=m5.large&mode=prefix-delegation";

test("a number typed early is in the figures and in the address", async ({ page }) => {
  const goLive = await openHeldBack(page, `/?${query}`);
  await expect(fact(page, "Nodes")).toHaveText("12");
  await page.locator("#f-pods").fill("800");
  await goLive();
  await expect(page.locator("#f-pods")).toHaveValue("800");
  await expect(fact(page, "Nodes")).toHaveText("24"); // 800 / 34
  await expect(page).toHaveURL(/pods=800/);
  await page.goBack();
  await expect(page.locator("#f-pods")).toHaveValue("400");
  await expect(fact(page, "Nodes")).toHaveText("12");
});

test("choices, switches and sliders count as well", async ({ page }) => {
  const goLive = await openHeldBack(page, `/?${query}`);
  await openMore(page);
  await page.locator("#f-mode").selectOption("secondary-ip");
  await page.locator("#filters summary").click();
  await page.getByLabel("Burstable types").check();
  const slider = page.locator("[data-of=cpu_m]");
  await slider.evaluate((input: HTMLInputElement) => (input.value = input.max));
  await goLive();
  await expect(page).toHaveURL(/burstable=1/);
  await expect(page).not.toHaveURL(/mode=/);
  await expect(page.locator("#f-cpu_m")).not.toHaveValue("50");
  const typed = await page.locator("#f-cpu_m").inputValue();
  await expect(page).toHaveURL(new RegExp(`cpu_m=${typed}\\b`));
});

test("a wrong number typed early is told of beside its field, and the last right one stays in force", async ({ page }) => {
  const goLive = await openHeldBack(page, `/?${query}`);
  await page.locator("#f-pods").fill("0");
  await goLive();
  await expect(page.locator("#e-pods")).toContainText("a whole number from 1 to 150,000");
  await expect(fact(page, "Nodes")).toHaveText("12");
  await page.locator("#f-pods").fill("801");
  await expect(fact(page, "Nodes")).toHaveText("24");
});

test("typing goes on through the change without a loss", async ({ page }) => {
  const goLive = await openHeldBack(page, `/?${query}`);
  await page.locator("#f-pods").fill("");
  await page.locator("#f-pods").pressSequentially("12");
  await goLive();
  await page.locator("#f-pods").pressSequentially("34");
  await expect(page.locator("#f-pods")).toHaveValue("1234");
  await expect(page).toHaveURL(/pods=1234/);
});

test("what nobody touched stays as it was asked for", async ({ page }) => {
  const goLive = await openHeldBack(page, "/?v=1&pods=200000&mode=magic");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("pods");
  const before = await page.evaluate(() => history.length);
  await goLive();
  await expect(alert).toContainText("mode");
  await expect(page.locator("#f-pods")).toHaveValue("200000");
  expect(await page.evaluate(() => history.length)).toBe(before);
});
