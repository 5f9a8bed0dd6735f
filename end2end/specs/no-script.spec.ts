// Without JavaScript: the form submits, the server renders the same figures.
import { expect, test } from "@playwright/test";
import { fact, openMore } from "./support";

test.use({ javaScriptEnabled: false });

test("the form submits and the answer follows", async ({ page }) => {
  await page.goto("/");
  await page.locator("#f-pods").fill("400");
  await page.locator("#f-cpu_m").fill("50");
  await page.locator("#f-mem_mib").fill("64");
  await openMore(page);
  await page.locator("#f-mode").selectOption("prefix-delegation");
  await page.locator("#filters summary").click();
  await page.locator("#f-families").fill("m5");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(page).toHaveURL(/pods=400/);
  await expect(page.locator("#f-pods")).toHaveValue("400");
  await expect(page.locator("#f-mode")).toHaveValue("prefix-delegation");
  await page.locator(".types tbody button", { hasText: /^m5\.large$/ }).click();
  await expect(page.locator(".card h3")).toHaveText("m5.large");
  await expect(fact(page, "All nodes, a month")).toHaveText("$860.16"); // 12 × 0.096 × 730, and 12 disks of 20 GiB at $0.08
});

test("switches can be turned off and on", async ({ page }) => {
  await page.goto("/?v=1&burstable=1");
  await openMore(page);
  await page.locator("#filters summary").click();
  await expect(page.getByLabel("Burstable types")).toBeChecked();
  await page.getByLabel("Burstable types").uncheck();
  await page.getByRole("button", { name: "Calculate" }).click();
  await openMore(page);
  await page.locator("#filters summary").click();
  await expect(page.getByLabel("Burstable types")).not.toBeChecked();
  await expect(page.getByLabel("Estimated prices")).toBeChecked();
});

test("sorting, filtering and all rows work by submitting", async ({ page }) => {
  await page.goto("/");
  await page.locator(".types thead th.vcpu button").click();
  await expect(page.locator(".types thead th.vcpu")).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("button", { name: "Show every row" }).click();
  // Until it is loaded the page has some of its rows only.
  await page.waitForURL(/rows=all/);
  const all = Number(await page.locator(".types").getAttribute("aria-rowcount")) - 1;
  await expect(page.locator(".types tbody tr")).toHaveCount(all);
});

test("a daemonset can be added and emptied", async ({ page }) => {
  await page.goto("/");
  await openMore(page);
  await page.locator("#daemonsets summary").click();
  await page.getByLabel("Name of a new daemonset").fill("falco");
  await page.getByLabel("Name of daemonset 1").fill("");
  await page.getByRole("button", { name: "Calculate" }).click();
  await openMore(page);
  await page.locator("#daemonsets summary").click();
  await expect(page.getByLabel("Name of daemonset 4")).toHaveValue("falco");
  await expect(page.getByLabel("Name of daemonset 1")).toHaveValue("kube-proxy");
});

test("what was typed wrongly is kept, with the reason", async ({ page }) => {
  await page.goto("/?v=1&pods=200000");
  await expect(page.locator("#f-pods")).toHaveValue("200000");
  await expect(page.locator("#e-pods")).toContainText("a whole number from 1 to 150,000");
  await expect(page.getByRole("alert")).toContainText("pods");
});

test("a title is kept while the form is sent, and is the saved page's", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("Title").fill("Checkout in October");
  await page.locator("#f-pods").fill("407");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(page.getByLabel("Title")).toHaveValue("Checkout in October");
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await expect(page).toHaveURL(/\/s\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checkout in October");
  await expect(page.getByRole("region", { name: "What was planned for" })).toContainText("web: 407 pods of 250m CPU, 512 MiB.");
});

test("an amount may have a suffix", async ({ page }) => {
  await page.goto("/");
  await page.locator("#f-mem_mib").fill("6Gi");
  await page.locator("#f-cpu_m").fill("250m");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(page.locator("#f-mem_mib")).toHaveValue("6144");
  await expect(page.locator("#f-cpu_m")).toHaveValue("250");
});

test("the list of types is filtered by a form and sorted by links", async ({ page }) => {
  await page.goto("/instances?v=1&pods=407");
  const rows = page.locator(".list tbody tr");
  await expect(rows).toHaveCount(60);
  await expect(rows.first()).not.toContainText("a1.");
  await page.getByLabel("Find").fill("graviton");
  await page.getByLabel("vCPU to", { exact: true }).fill("2");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("link", { name: "US$/hour" }).click();
  await expect(page.locator("thead [aria-sort]")).toHaveText(/US\$\/hour/);
  await expect(rows.first()).toContainText("t4g.nano");
  await expect(page).toHaveURL(/pods=407/);
  await page.getByRole("link", { name: "Clear" }).click();
  await page.getByRole("link", { name: /^Show all 1,395/ }).click();
  await expect(rows).toHaveCount(1395);
});

test("the error that people paste leads to figures for their subnets", async ({ page }) => {
  await page.goto("/?v=1&pods=407");
  await page.getByRole("link", { name: "Failed to assign an IP address" }).click();
  await expect(page).toHaveTitle(/^Failed to assign an IP address to container/);
  await page.getByLabel("Zone").first().fill("us-east-1a");
  await page.getByRole("spinbutton", { name: "free addresses" }).first().fill("20");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(page.getByText("In us-east-1a fewer are left than one more node takes")).toBeVisible();
  await expect(page).toHaveURL(/pods=407/);
  await page.getByRole("link", { name: /^A smaller warm pool/ }).click();
  await expect(page.locator("#f-warm_ip")).toHaveValue("2");
});

test("two regions are pinned, and the dates of their prices compared", async ({ page }) => {
  await page.goto("/regions?v=1&pods=407");
  await expect(page.getByRole("note")).toContainText("by more than three months");
  await page.getByRole("link", { name: "Pin EU (Ireland)" }).click();
  await page.getByRole("link", { name: "Pin US East (N. Virginia)" }).click();
  const pinned = page.getByRole("region", { name: "Pinned" });
  await expect(pinned.locator("li")).toHaveCount(2);
  await expect(pinned).toContainText("EU (Ireland) costs");
  await expect(pinned).toContainText("more than three months apart");
  await expect(page).toHaveURL(/pods=407/);
  await pinned.getByRole("link", { name: "Unpin EU (Ireland)" }).click();
  await expect(pinned).toContainText("Pin a second region");
});

test("types and regions are readable", async ({ page }) => {
  await page.goto("/instances?find=m5.l");
  await page.getByRole("link", { name: "m5.large" }).click();
  await expect(page.locator("#max-pods output")).toHaveText("29 pods");
  await expect(page.locator("#max-pods .formula")).toContainText("* S * each + 2");
  await expect(page.locator("#allocatable-memory output")).toHaveText("7,046 MiB"); // 7,633 reported, 96 more and 9 less on AL2023, 574 and 100 kept
  await expect(page.locator("#max-pods .sources a").first()).toHaveAttribute("href", /docs\.aws\.amazon\.com/);
  await page.goto("/regions");
  await expect(page.locator(".list tbody tr")).toHaveCount(34); // those without any price are named below
});

test("each way that is one click away is a link, and so is the way back", async ({ page }) => {
  await page.goto("/?v=1&pods=300");
  const before = (await page.locator("#headline").textContent()) ?? "";
  await page.locator(".way", { hasText: "Survive" }).getByRole("link", { name: /^a zone/ }).click();
  await expect(page).toHaveURL(/survive=zone/);
  await expect(page.locator(".lead")).toContainText("Any one of 3 zones may be lost.");
  await expect(page.locator(".nodes-picture .zone")).toHaveCount(3);
  await page.locator(".way", { hasText: "Survive" }).getByRole("link", { name: /^nothing/ }).click();
  await expect(page.locator("#headline")).toHaveText(before);
});

test("settings behind the first ones are counted and reset by a link", async ({ page }) => {
  await page.goto("/?v=2&pods=300&mode=prefix-delegation&headroom=10");
  await expect(page.locator("#more > summary")).toHaveText("More settings: 2 changed");
  await openMore(page);
  await page.getByRole("link", { name: "Reset these" }).click();
  await expect(page.locator("#more > summary")).toHaveText("More settings");
  await expect(page.locator("#f-pods")).toHaveValue("300");
});
