// A newcomer with a dump: pasted, planned as a fleet, the saving read, kept in a link. Nothing of the dump leaves the browser.
import { expect, test, type Page } from "@playwright/test";
import { dump } from "./dump";
import { collectComplaints, expectAccessible, openMore } from "./support";

/** Pastes a dump at /import and waits until it is understood. The list that it gives holds what was asked of the network. */
async function pasted(page: Page, text: string) {
  await page.goto("/import");
  await expect(page.locator("html")).toHaveAttribute("data-ready", "", { timeout: 150_000 });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.locator("#typed").focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
  await expect(page.locator("#understood-title")).toBeVisible();
  return requests;
}

const saving = (page: Page) => page.locator(".fleet-answer .saving");
/** Dollars and cents of a text, in cents. */
const cents = (text: string) => Number(text.replace(/[^\d]/g, ""));

// 40 nodes of m5.2xlarge in Ireland at $0.428 for 730 hours, and their disks
const SAVING = /^Your cluster today: 40 nodes, (\$12,5\d\d\.\d\d) a month\. This fleet saves (\$[\d,]+\.\d\d) a month \((\d+\.\d)\s%\)\. Losses are not looked at\.$/;

test("from a dump to the saving in under a minute, and the network hears nothing of the dump", async ({ page }) => {
  const complaints = collectComplaints(page);
  const requests = await pasted(page, dump(40, 480));
  expect(requests).toEqual([]);
  const begin = Date.now();
  await page.locator("#plan-fleet").click();
  await expect(saving(page)).toHaveText(SAVING);
  expect(Date.now() - begin).toBeLessThan(30_000);
  // the worker goes on from the same scenario, and says the same of today
  await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
  await expect(saving(page)).toHaveText(SAVING);
  const [, today, saved, share] = SAVING.exec(await saving(page).innerText()) ?? [];
  const fleet = cents(await page.locator(".fleet-answer .big b").innerText());
  // each is rounded to cents
  expect(Math.abs(cents(today) - fleet - cents(saved))).toBeLessThanOrEqual(1);
  expect(Math.floor((cents(saved) * 1_000) / cents(today)) / 10).toBe(Number(share));
  const first = page.locator(".fleet-beside li").nth(1);
  await expect(first).toContainText("Your nodes today");
  await expect(first).toContainText("40 nodes: 40 × m5.2xlarge");
  // the address holds how many nodes there are and what they report, and nothing else of the dump
  const address = decodeURIComponent(page.url());
  expect(address).toContain("today=m5.2xlarge:40");
  expect(address).toContain("seen_mib=m5.2xlarge:31648");
  expect(address).not.toContain("own_sg");
  expect(address).not.toMatch(/s3cret|ip-10-0|registry/);
  expect(complaints).toEqual([]);
});

test("a dump leads to the addresses of the nodes that there are, each with its own pods", async ({ page }) => {
  await pasted(page, dump(40, 480));
  await page.locator("#see-addresses").click();
  await expect(page).toHaveURL(/&nodes=present&pods_on=m5\.2xlarge/);
  await expect(page.locator("#addresses[data-over]")).toBeAttached({ timeout: 30_000 });
  const answer = page.locator(".addresses-answer");
  await expect(answer).toContainText("on 40 nodes of m5.2xlarge");
  await expect(answer).toContainText("each with the pods that were on it");
  expect(decodeURIComponent(page.url())).not.toMatch(/s3cret|ip-10-0|registry/);
});

test("what is changed in the form is compared with the same nodes, and saved with them", async ({ page, browser }) => {
  await pasted(page, dump(40, 480));
  await page.locator("#plan-fleet").click();
  await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
  const before = await saving(page).innerText();
  await page.locator("#f-max_types").fill("1");
  await expect(saving(page)).not.toHaveText(before);
  await expect(saving(page)).toHaveText(/^Your cluster today: 40 nodes, /);
  await expect(page).toHaveURL(/max_types=1/);
  await page.locator("#share > summary").click();
  await page.getByLabel("Title").fill(`From a dump ${Date.now()}`);
  await page.locator("#share").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  const link = await page.locator("#short-link").inputValue();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  const decided = other.locator("section", { has: other.locator("#decided-fleet") });
  await expect(decided).toContainText(/The cluster then: 40 nodes, \$12,5\d\d\.\d\d a month\. This fleet saves \$/);
  await decided.getByRole("link", { name: /node by node/ }).click();
  await expect(saving(other)).toHaveText(/^Your cluster today: 40 nodes, /);
  await elsewhere.close();
});

test("what the nodes report is in the form, and a slip in it gets a sentence", async ({ page }) => {
  await pasted(page, dump(3, 60));
  await page.locator("#plan-fleet").click();
  await expect(page.locator("#f-today")).toHaveValue("m5.2xlarge:3");
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  await openMore(page);
  await page.locator("#reserves > summary").click();
  await expect(page.locator("#f-seen_mib")).toHaveValue("m5.2xlarge:31648");
  // what is typed as text is read when it is complete
  const type = async (text: string) => {
    await page.locator("#f-today").fill(text);
    await page.keyboard.press("Tab");
  };
  await type("m5.2xlarge:3 m5.large");
  await expect(page.locator("#e-today")).toContainText("types such as m5.large:1");
  await type("m5.2xlarge:30");
  await expect(page.locator("#e-today")).toHaveText("");
  await expect(saving(page)).toHaveText(/^Your cluster today: 30 nodes, /);
  await type("");
  await expect(saving(page)).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a link compares with the nodes of today", async ({ page }) => {
    await page.goto("/fleet?v=2&profile=web&pods=40&cpu_m=500&mem_mib=512&today=m5.2xlarge:9&today_spot=m5.large:2,z9x.large:1");
    await expect(saving(page)).toHaveText(/^Your cluster today: 12 nodes, \$[\d,.]+ a month without 1 of unknown price\. Zones and losses are not looked at\.$/);
    await expect(page.locator("#f-today")).toHaveValue("m5.2xlarge:9");
  });
});

for (const width of [1280, 390]) {
  test(`accessible and not too wide at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto("/fleet?v=2&profile=web&pods=40&cpu_m=500&mem_mib=512&today=m5.2xlarge:9&seen_mib=m5.2xlarge:31648");
    await expect(saving(page)).toBeVisible();
    await expectAccessible(page);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });
}
