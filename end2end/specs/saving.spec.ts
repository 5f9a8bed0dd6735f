// Saved links: save, open elsewhere, edit a copy, see what changed since, take everything away, delete.
import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { collectComplaints, expectAccessible, fact, openLive } from "./support";

const smallPods = "v=1&pods=400&cpu_m=50&mem_mib=64&type=m5.large&mode=prefix-delegation&q_density=yes";

async function save(page: Page, query: string, title: string, note = "") {
  await openLive(page, `/?${query}`);
  await page.locator("#share summary").click();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Note").fill(note);
  await page.locator("#share").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  // The address bar is the link.
  await expect(page).toHaveURL(await page.locator("#short-link").inputValue());
  return { link: await page.locator("#short-link").inputValue(), token: await page.locator("#delete-token").inputValue() };
}

test("Enter in the title saves", async ({ page }) => {
  const title = `Quick ${Date.now()}`;
  await openLive(page, `/?${smallPods}`);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Title").press("Enter");
  await expect(page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
});

test("a saved link shows the same figures to somebody else", async ({ page, browser }) => {
  const complaints = collectComplaints(page);
  const title = `Shop <b>front</b> & co ${Date.now()}`;
  const { link, token } = await save(page, smallPods, title, "Decided on Monday.\nSecond line");
  expect(link).toMatch(/\/s\/[0-9A-Za-z]{11}$/);
  expect(token).toMatch(/^[0-9A-Za-z]{22}$/);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(other.locator(".note")).toHaveText("Decided on Monday.\nSecond line");
  await expect(fact(other, "All nodes, a month")).toHaveText("$840.96");
  await expect(other.locator(".changed")).toHaveCount(0);
  await expect(other.locator("#delete-token")).toHaveCount(0);
  await expectAccessible(other);
  await elsewhere.close();
  expect(complaints).toEqual([]);
});

test("a reload or a way back shows the link without the secret and sends nothing again", async ({ page, context }) => {
  const { link, token } = await save(page, smallPods, `Reload ${Date.now()}`);
  expect((await context.cookies(link)).map((cookie) => cookie.name)).toEqual([]);
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  const withoutSecret = async () => {
    await expect(page).toHaveURL(link);
    await expect(fact(page, "All nodes, a month")).toHaveText("$840.96");
    await expect(page.locator("#delete-token")).toHaveCount(0);
    expect(await page.content()).not.toContain(token);
  };
  await page.reload();
  await withoutSecret();
  await page.getByRole("link", { name: "Edit a copy" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  await page.goBack();
  await withoutSecret();
  expect(posts).toEqual([]);
  // The list of this browser keeps the secret for whoever saved.
  await page.goto("/links");
  await expect(page.locator("#links li").first()).toContainText(token);
});

test("saving the same scenario again gives the same link", async ({ page }) => {
  const title = `Twice ${Date.now()}`;
  const { link } = await save(page, smallPods, title);
  await openLive(page, `/?${smallPods}`);
  await page.locator("#share summary").click();
  await page.getByLabel("Title").fill(title);
  await page.locator("#share").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("#short-link")).toHaveValue(link);
  await expect(page.getByText("This scenario was saved before")).toBeVisible();
});

test("a copy is edited, saved, and remembers where it came from", async ({ page }) => {
  const { link } = await save(page, smallPods, `First ${Date.now()}`);
  await page.goto(link);
  await page.getByRole("link", { name: "Edit a copy" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  await expect(page.locator("#f-pods")).toHaveValue("400");
  await page.locator("#f-pods").fill("800");
  await page.locator("#share summary").click();
  await page.locator("#share").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("#short-link")).not.toHaveValue(link);
  const copy = await page.locator("#short-link").inputValue();
  await page.goto(copy);
  await expect(page.locator(".saved > header")).toContainText(new URL(link).pathname);
  await expect(fact(page, "Nodes")).toHaveText("24"); // 800 / 34
  await page.goto(link);
  await expect(fact(page, "Nodes")).toHaveText("12"); // the first is as it was
});

test("a decision under an older catalogue stays, and says what would be another figure", async ({ page }) => {
  const aged = process.env.AGED_LINK;
  test.skip(!aged, "server/tests/e2e.rs makes such a link");
  await page.goto(aged ?? "");
  // Saved at $0.096 an hour; the catalogue that came later asks twice as much.
  await expect(fact(page, "All nodes, a month")).toHaveText("$840.96");
  const changes = page.locator("table.changes");
  await expect(changes.locator("tr", { hasText: "m5.large: all nodes, a month" })).toContainText("$840.96");
  await expect(changes.locator("tr", { hasText: "m5.large: all nodes, a month" })).toContainText("$1,681.92");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Plan again with today" }).click();
  await expect(fact(page, "All nodes, a month")).toHaveText("$1,681.92");
});

const threeWorkloads =
  "v=2&profile=web&pods=120&cpu_m=500&mem_mib=512&profile=cache&pods=12&cpu_m=250&mem_mib=14000&profile=jobs&pods=30&cpu_m=1800&mem_mib=3000";

test("a fleet is saved as it was decided, with its own files and picture", async ({ page, browser }) => {
  const { link } = await save(page, threeWorkloads, `Fleet ${Date.now()}`);
  const decided = page.getByRole("region", { name: "As a fleet of several types" });
  await expect(decided).toContainText(/^As a fleet of several types\s*\d+ nodes for \$[\d,]+\.\d\d a month: .*No fleet costs less than \$/);
  const said = await decided.locator("p").first().innerText();
  const cost = /\$[\d,]+\.\d\d/.exec(said)?.[0] ?? "?";
  await expectAccessible(page);
  // Somebody else sees the same, without JavaScript as well.
  const elsewhere = await browser.newContext({ javaScriptEnabled: false });
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByRole("region", { name: "As a fleet of several types" }).locator("p").first()).toHaveText(said);
  await expect(other.locator(".changed")).toHaveCount(0);
  // The view of today knows the same fleet: nothing has changed.
  await other.goto(`/fleet?${threeWorkloads}`);
  const nowhereCheaper = await other.locator(".fleet-answer .big b").innerText();
  expect(Number(cost.replace(/[^\d]/g, ""))).toBeLessThanOrEqual(Number(nowhereCheaper.replace(/[^\d]/g, "")));
  await elsewhere.close();
  // Its files are another set than those of one type, and each says which it is.
  await page.goto(link);
  await decided.getByRole("link", { name: "Its configuration and tables" }).click();
  await expect(page.getByText(/^For a fleet of several types: /).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "A fleet of several types" })).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "placements.csv" }).click()]);
  expect(file.suggestedFilename()).toBe("placements.csv");
  const rows = (await readFile(await file.path(), "utf8")).trim().split(/\r?\n/).slice(1).map((row) => row.split(","));
  for (const [name, pods] of [["web", 120], ["cache", 12], ["jobs", 30]] as const) {
    const placed = rows.filter((row) => row[4] === name).reduce((sum, row) => sum + Number(row[5]), 0);
    expect(placed, name).toBeGreaterThanOrEqual(pods);
  }
  const record = await page.request.get(`${link}/take-away/fleet/decision.md`);
  expect(await record.text()).toContain(cost);
  await page.getByRole("link", { name: "One type throughout" }).click();
  await expect(page.getByText(/^For nodes of one type throughout: /).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "placements.csv" })).toHaveCount(0);
  const picture = await page.request.get(`${link}/preview.png`);
  expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/png"]);
});

test("a fleet decided under an older catalogue stays, and says what would be another figure", async ({ page }) => {
  const aged = process.env.AGED_FLEET_LINK;
  test.skip(!aged, "server/tests/e2e.rs makes such a link");
  await page.goto(aged ?? "");
  const decided = page.getByRole("region", { name: "As a fleet, which is of one type" }).locator("p").first();
  const row = page.locator("table.changes tr", { hasText: "Fleet: all nodes, a month" });
  const [then, now] = await row.locator("td").allTextContents();
  await expect(decided).toContainText(`for ${then} a month`);
  await expect(decided).not.toContainText(now ?? "?");
  await expectAccessible(page);
  await page.getByRole("link", { name: "The fleet by today" }).click();
  await expect(page.locator("#headline")).toContainText(now ?? "?");
});

test("the record, the configuration and the tables can be taken away", async ({ page }) => {
  const { link } = await save(page, smallPods, `Away ${Date.now()}`);
  await page.goto(`${link}/take-away`);
  await expectAccessible(page);
  const download = async (name: string | RegExp) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).first().click()]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  await page.locator("details.file summary").evaluateAll((all) => all.forEach((s) => ((s.parentElement as HTMLDetailsElement).open = true)));
  const cluster = await download("Download cluster.yaml");
  expect(cluster.name).toBe("cluster.yaml");
  expect(cluster.text).toContain("instanceType: m5.large");
  expect(cluster.text).toContain(link);
  const record = await download("Markdown");
  expect(record.text).toContain("$840.96");
  const csv = await download("CSV");
  expect(csv.text.split("\r\n")[1] ?? csv.text.split("\n")[1]).toContain("c6a");
  const json = await download("JSON");
  expect(JSON.parse(json.text).candidates[0].pods_per_node).toBeGreaterThan(30);
  for (const picture of ["cost-per-pod", "cost-by-mode"]) {
    for (const [ending, type] of [["svg", "image/svg+xml"], ["png", "image/png"]]) {
      const response = await page.request.get(`/charts/${picture}.${ending}?${smallPods}`);
      expect(response.status(), `${picture}.${ending}`).toBe(200);
      expect(response.headers()["content-type"]).toContain(type);
    }
  }
  await expect(page.locator("#embed")).toHaveValue(/<iframe src="http[^"]*\/embed\/s\//);
});

test("the table is taken away as it is looked at", async ({ page }) => {
  await openLive(page, "/?v=1&sort=hourly&dir=desc&find=m5.");
  await expect(page.locator(".types tbody th").first()).toContainText("m5.");
  const seen = await page.locator(".types tbody th").allInnerTexts();
  const address = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const csv = await (await page.request.get(address ?? "")).text();
  const names = csv.trim().split(/\r?\n/).slice(1).filter((line) => /^\d/.test(line)).map((line) => line.split(",")[1]);
  expect(names.slice(0, seen.length)).toEqual(seen);
});

test("the record prints without what only a screen can use", async ({ page }) => {
  const title = `Print ${Date.now()}`;
  const { link } = await save(page, smallPods, title);
  await page.goto(`${link}/record`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  await expect(page.locator(".record")).toContainText("12 × m5.large");
  await expectAccessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("header.site")).toBeHidden();
  await expect(page.locator(".beside-print")).toBeHidden();
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
});

test("my links are found and removed, in this browser only", async ({ page, browser }) => {
  const title = `Mine ${Date.now()}`;
  const { link } = await save(page, smallPods, title);
  await save(page, smallPods + "&min_nodes=5", "Another one");
  await page.goto("/links");
  await expect(page.locator("#links li")).toHaveCount(2);
  await expect(page.locator("#no-links")).toBeHidden();
  for (const tick of await page.getByRole("checkbox").all()) await tick.check();
  await page.getByRole("button", { name: "Compare the ticked" }).click();
  await expect(page.locator(".comparison").first().locator("thead")).toContainText(title);
  await page.goBack();
  await page.getByLabel("Find").fill("mine");
  await expect(page.locator("#links li")).toHaveCount(1);
  await expect(page.getByRole("link", { name: title })).toHaveAttribute("href", new URL(link).pathname);
  await expectAccessible(page);
  await page.getByRole("button", { name: `Remove ${title} from this list` }).click();
  await page.getByLabel("Find").fill("");
  await expect(page.locator("#links li")).toHaveCount(1);
  expect((await page.request.get(link)).status()).toBe(200);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(new URL("/links", link).href);
  await expect(other.locator("#links-count")).toHaveText("Nothing saved from this browser yet.");
  await expect(other.locator("#no-links").getByRole("link", { name: "Microservices" })).toBeVisible();
  await elsewhere.close();
});

test("what is ticked is compared, and how many are wanted is said", async ({ page }) => {
  const titles = [1, 2, 3].map((n) => `Tick ${n} ${Date.now()}`);
  for (const [index, title] of titles.entries()) await save(page, `${smallPods}&min_nodes=${index + 3}`, title);
  await page.goto("/links");
  const says = page.locator("#compare-says");
  const compare = page.getByRole("button", { name: "Compare the ticked" });
  await expect(says).toHaveText("Tick two to four of them.");
  await compare.click();
  await expect(page).toHaveURL(/\/links$/);
  await page.getByLabel(`Compare ${titles[0]}`).check();
  await expect(says).toHaveText("Tick one more.");
  // what is sought away stays ticked
  await page.getByLabel("Find").fill("tick 2");
  await page.getByLabel(`Compare ${titles[1]}`).check();
  await expect(says).toBeEmpty();
  await compare.click();
  for (const title of titles.slice(0, 2)) await expect(page.locator(".comparison thead").first()).toContainText(title);
  // the page itself offers those that it does not show
  const own = page.getByRole("group", { name: "Or tick some of my links" });
  await expect(own.getByRole("checkbox")).toHaveCount(1);
  await own.getByLabel(titles[2]).check();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.locator(".comparison thead").first().getByRole("columnheader")).toHaveCount(4);
  await expect(own).toBeHidden();
  await expectAccessible(page);
  // a form sent without any says what to do
  await page.goto("/compare?saved=&saved=");
  await expect(page.getByText("Two to four saved scenarios are compared: paste their links.")).toBeVisible();
});

test("a plan is saved, opened elsewhere, changed and compared by keys alone", async ({ page, browser }) => {
  const go = async (on: Page, name: string) => {
    await on.getByRole("link", { name }).focus();
    await on.keyboard.press("Enter");
  };
  const saveByKeys = async (on: Page, title: string) => {
    const field = on.getByLabel("Title");
    if (!(await field.isVisible())) {
      await on.locator("#share summary").focus();
      await on.keyboard.press("Enter");
    }
    await field.focus();
    await on.keyboard.press("Control+A");
    await on.keyboard.type(title);
    await on.keyboard.press("Enter");
    await expect(on.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
    return on.locator("#short-link").inputValue();
  };
  await openLive(page, `/?${smallPods}`);
  const first = await saveByKeys(page, `Mine ${Date.now()}`);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(first);
  await go(other, "Edit a copy");
  await expect(other.locator("html")).toHaveAttribute("data-live", "");
  await other.locator("#f-pods").focus();
  await other.keyboard.press("Control+A");
  await other.keyboard.type("800");
  const second = await saveByKeys(other, `Theirs ${Date.now()}`);
  expect(second).not.toBe(first);
  await go(other, "Compare with what it was made from");
  const pods = other.locator(".comparison").first().locator("tbody tr").filter({ hasText: /^Nodes/ });
  await expect(pods.getByRole("cell")).toHaveText(["12", "24"]);
  await expectAccessible(other);
  await elsewhere.close();
});

test("what is wrong is put right where it was refused, and nothing else is lost", async ({ page }) => {
  const title = `Repaired ${Date.now()}`;
  await page.goto("/links");
  const fields = { v: "2", profile: "web", pods: "many", cpu_m: "50", mem_mib: "64", mode: "prefix-delegation", title, note: "kept", parent: "" };
  await page.evaluate((fields) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: "/s" });
    for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(form);
    form.submit();
  }, fields);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not saved");
  const wrong = page.getByLabel("Pods");
  await expect(wrong).toHaveValue("many");
  await expect(wrong).toBeFocused();
  await expectAccessible(page);
  await wrong.fill("400");
  await page.getByRole("button", { name: "Save again" }).click();
  await expect(page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  await expect(page.locator(".planned-for")).toContainText("400 pods of 50m CPU, 64 MiB");
  await expect(page.locator(".note")).toHaveText("kept");
});

test("whoever has the secret deletes it, nobody else", async ({ page }) => {
  const { link, token } = await save(page, smallPods, `Gone ${Date.now()}`);
  const tryWith = async (secret: string) => {
    await page.goto(link);
    await page.getByText("Delete it").click();
    await page.getByLabel("The secret shown when it was saved").fill(secret);
    await page.getByRole("button", { name: "Delete for everyone" }).click();
  };
  await tryWith("x".repeat(22));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not deleted");
  await tryWith(token);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deleted");
  expect((await page.request.get(link)).status()).toBe(404);
});

test("what is too long is said, and nothing typed is lost", async ({ page }) => {
  await openLive(page, `/?${smallPods}`);
  await page.locator("#share summary").click();
  await page.getByLabel("Title").evaluate((input) => input.removeAttribute("maxlength"));
  await page.getByLabel("Title").fill("long ".repeat(40));
  await page.getByLabel("Note").fill("kept");
  await page.locator("#share").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not saved");
  await expect(page.getByRole("alert")).toContainText("100");
  await expect(page.getByLabel("Note")).toHaveValue("kept");
  await page.getByLabel("Title").fill(`Short ${Date.now()}`);
  await page.getByRole("button", { name: "Save again" }).click();
  await expect(page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  await expect(fact(page, "All nodes, a month")).toHaveText("$840.96");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("saving and opening work by submitting", async ({ page }) => {
    await page.goto(`/?${smallPods}`);
    await page.locator("#share summary").click();
    await page.getByLabel("Title").fill(`Plain ${Date.now()}`);
    await page.locator("#share").getByRole("button", { name: "Save", exact: true }).click();
    const link = await page.locator("#short-link").inputValue();
    await expect(page).toHaveURL(link);
    await expect(page.locator("#delete-token")).toHaveValue(/^[0-9A-Za-z]{22}$/);
    await page.reload();
    await expect(page.locator("#delete-token")).toHaveCount(0);
    await page.goto(link);
    await expect(fact(page, "All nodes, a month")).toHaveText("$840.96");
  });
});
