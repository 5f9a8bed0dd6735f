// Every page, wide and narrow, in light, dark and forced colours: no accessibility violation, nothing that runs off the side.
import { expect, test } from "@playwright/test";
import { isLive, pages } from "../pages";
import { collectComplaints, expectAccessibleInEveryColour } from "./support";

/** States that the list of pages does not have. */
const states = [
  "/?v=1&show=excluded",
  "/?v=1&find=zzz",
  "/advice?v=1&q_multicast=pods&q_routable=yes",
  "/instances?find=zzz",
  "/instances/t2.micro?v=1&mode=ipv6",
  "/instances/m5.metal?v=1&mode=prefix-delegation&buy=spot",
  "/compare?types=m5.large,m5.lrage",
  "/growth?v=1&pods=9000",
  "/growth?v=1&volumes=128",
];
const addresses = [...Object.values(pages), ...states].filter((address) => address !== pages["not-found"]);

for (const width of [1280, 390]) {
  for (const address of addresses) {
    test(`${address} at ${width} px`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, colorScheme: "light", viewport: { width, height: 800 } });
      const page = await context.newPage();
      const complaints = collectComplaints(page);
      await page.goto(address);
      if (isLive(address)) {
        await expect(page.locator("html")).toHaveAttribute("data-live", "");
        // Everything that folds is looked at too.
        await page.locator("details").evaluateAll((all) => all.forEach((d) => ((d as HTMLDetailsElement).open = true)));
      }
      await expectAccessibleInEveryColour(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await context.close();
    });
  }
}

test("an address that leads nowhere says so", async ({ page }) => {
  for (const address of ["/nope", "/instances/nope.large"]) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing at this address");
  }
});

test("the first page needs few requests and none from elsewhere", async ({ page, baseURL }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  expect(requests.filter((url) => !url.startsWith(baseURL ?? ""))).toEqual([]);
  expect(new Set(requests).size).toBeLessThanOrEqual(7);
});

test("only the page's own scripts may run", async ({ page }) => {
  const response = await page.goto("/?v=1&profile=%3Cscript%3Ealert(1)%3C/script%3E");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self'( 'sha256-[^']+')+ 'wasm-unsafe-eval'/);
  expect(policy).toContain("default-src 'none'");
  const blocked = await page.evaluate(async () => {
    const seen = new Promise((resolve) => document.addEventListener("securitypolicyviolation", () => resolve(true), { once: true }));
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.injected = true" }));
    return (await seen) && !("injected" in window);
  });
  expect(blocked).toBe(true);
});
