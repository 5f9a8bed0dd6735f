// Pictures of a scenario, and the card that other sites may frame.
import { expect, test, type Page } from "@playwright/test";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { collectComplaints, expectAccessibleInEveryColour } from "./support";

const scenario = "v=1&pods=400&cpu_m=50&mem_mib=64";

/** A site of somebody else: its one page frames whatever its query says. */
let other: Server;

test.beforeAll(async () => {
  other = createServer((request, response) => {
    const framed = decodeURIComponent(request.url?.split("?")[1] ?? "").replaceAll("&", "&amp;");
    response.setHeader("content-type", "text/html");
    response.end(`<!DOCTYPE html><html lang="en"><title>A wiki</title><link rel="icon" href="data:,"><main><h1>A wiki</h1>
      <iframe src="${framed}" title="Berth" width="640" height="720"></iframe></main></html>`);
  });
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
});

test.afterAll(() => other.close());

/** Opens the other site's page with an address of ours in its frame. */
async function openOutside(page: Page, baseURL: string | undefined, address: string) {
  const { port } = other.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?${encodeURIComponent(new URL(address, baseURL).href)}`);
  return page.frameLocator("iframe");
}

test("another site may frame the card", async ({ page, baseURL }) => {
  const complaints = collectComplaints(page);
  const card = await openOutside(page, baseURL, `/embed?${scenario}`);
  await expect(card.getByRole("heading", { level: 1 })).toContainText("limits a node to 74 pods");
  await expect(card.locator(".card .fact")).toHaveCount(4);
  await expect(card.locator("svg.chart")).toBeVisible();
  // Its style sheet came along.
  await expect(card.locator(".card")).toHaveCSS("display", "grid");
  const overflow = await card.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});

test("a link in the framed card opens the whole scenario in the framing page's place", async ({ page, baseURL }) => {
  const card = await openOutside(page, baseURL, `/embed?${scenario}`);
  await card.getByRole("link", { name: "The whole scenario" }).click();
  await expect(page).toHaveURL(`${baseURL}/?v=1&profile=web&pods=400&cpu_m=50&mem_mib=64`);
  await page.goBack();
  await card.locator(".card h3 a").click();
  await expect(page).toHaveURL(/\/instances\//);
});

test("no other page may be framed", async ({ page, baseURL }) => {
  for (const address of [`/?${scenario}`, "/instances", "/nope", "/charts/cost-per-pod.svg"]) {
    const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
    await openOutside(page, baseURL, address);
    await refused;
    // The browser's own page stands there.
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  }
});

for (const width of [1280, 390]) {
  test(`the card is accessible in every colour at ${width} px`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    for (const query of [scenario, "volumes=128", "era=article", "pods=-5"]) {
      await page.goto(`/embed?${query}`);
      await expectAccessibleInEveryColour(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("the card needs no JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/embed?${scenario}`);
  await expect(page.locator(".card h3")).toBeVisible();
  await expect(page.locator("svg.chart")).toBeVisible();
  await context.close();
});

test("the picture that a page names is there", async ({ page }) => {
  await page.goto(`/?${scenario}`);
  const content = (key: string) => page.locator(`head meta[property="${key}"]`).getAttribute("content");
  const image = (await content("og:image")) ?? "";
  expect(new URL(image).pathname).toBe("/preview.png");
  const size = await page.evaluate(async (src) => {
    const picture = Object.assign(new Image(), { src });
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight];
  }, image);
  expect(size.map(String)).toEqual([await content("og:image:width"), await content("og:image:height")]);
  expect(await content("og:image:alt")).toContain((await content("og:description")) ?? "?");
});

test("a chart's file has the limits and colours of the page's", async ({ page }) => {
  await page.goto(`/?${scenario}`);
  const dots = (selector: string) => page.locator(selector).evaluateAll((all) => all.map((dots) => [dots.getAttribute("class"), getComputedStyle(dots).stroke]));
  const onPage = await dots("svg.chart .chart-point");
  expect(onPage.length).toBeGreaterThan(1);
  await page.goto(`/charts/cost-per-pod.svg?${scenario}`);
  expect(await dots(".chart-point")).toEqual(onPage);
  const outside = await page.evaluate(() => {
    const frame = document.documentElement.getBoundingClientRect();
    const texts = [...document.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    return texts.filter((box) => box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom).length;
  });
  expect(outside).toBe(0);
});
