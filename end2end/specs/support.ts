// What the specs share.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";

/** Opens an address and waits until the browser half has taken over. */
export async function openLive(page: Page, address = "/") {
  await page.goto(address);
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  await openMore(page);
}

/** Unfolds the settings behind the first ones, where the page has them. */
export async function openMore(page: Page) {
  if ((page.viewportSize()?.width ?? 1280) < 832) await page.locator("#edit:not([open]) > summary").click();
  const more = page.locator("#more:not([open]) > summary");
  if (await more.count()) await more.click();
}

/** The card's figure behind a label, such as "Nodes". */
export function fact(page: Page, label: string) {
  return page.locator(".card .fact").filter({ has: page.locator(`dt:text-is("${label}")`) }).locator("dd");
}

/** Names of the types in the rows of the table, in order. */
export async function names(page: Page) {
  return page.locator(".types tbody th").allInnerTexts();
}

/** Waits until the browser has told everybody who asked which elements are in view: those who asked first come first. */
export async function inViewIsKnown(page: Page) {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const observer = new IntersectionObserver(() => {
          observer.disconnect();
          done();
        });
        observer.observe(document.body);
      }),
  );
}

/** Both read the same, as soon as neither changes any more. */
export async function expectSameText(one: Locator, other: Locator) {
  await expect(async () => expect(await one.innerText()).toBe(await other.innerText())).toPass();
}

/** Fails on anything that the page or the browser complains of. */
export function collectComplaints(page: Page) {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  return complaints;
}

/** No accessibility violation on the page as it is; of some rules only, where they are named. */
export async function expectAccessible(page: Page, rules: string[] = []) {
  await endTransitions(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
  const said = violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
  expect(said).toEqual([]);
}

/**
 * Takes every transition to its end. A colour on its way from light to dark has neither scheme's contrast, and how far
 * it has come by the time somebody measures is the machine's affair.
 */
export async function endTransitions(page: Page) {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish();
    }
  });
}

/** What can be wrong in one colour scheme and right in another. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** The same in light, in dark and with the few colours that a system allows. Rules that know no colour are asked once. */
export async function expectAccessibleInEveryColour(page: Page) {
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "none" });
  await expectAccessible(page, RULES_OF_COLOUR);
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active" });
  await expectAccessible(page, RULES_OF_COLOUR);
}
