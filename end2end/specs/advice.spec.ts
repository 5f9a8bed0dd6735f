// Which pod network: the questions answered in the page, with the keyboard, and without JavaScript.
import { expect, test, type Page } from "@playwright/test";
import { openLive } from "./support";

const headline = (page: Page) => page.locator("#headline");
const option = (page: Page, code: string) => page.locator(`[id="option-${code}"]`);

/** S2 of the golden scenarios: many small pods on m5.large. */
const smallPods = "v=1&pods=400&cpu_m=50&mem_mib=64&type=m5.large";

test("nothing answered gives a default and its ties", async ({ page }) => {
  await openLive(page, "/advice");
  await expect(headline(page)).toHaveText(/^VPC CNI, secondary IPs, by default. Equally good: VPC CNI, prefix delegation. As good by your answers, for \$[\d.]+ a month more: EKS Auto Mode.$/);
  await expect(page.locator(".verdict")).toContainText("not a recommendation");
  await expect(page.locator(".option")).toHaveCount(15);
});

test("answers change the advice without a request, and the address carries them", async ({ page }) => {
  await openLive(page, "/advice");
  const requests: string[] = [];
  page.on("request", (request) => request.url().endsWith("/favicon.svg") || requests.push(request.url()));
  await page.getByRole("group", { name: /Must pod traffic be encrypted/ }).getByText("yes, with keys we hold").click();
  await expect(headline(page)).toContainText("VPC CNI with Cilium chained");
  await expect(page.locator("#changes + p")).toContainText("Weave Net");
  await expect(page).toHaveURL(/q_encryption=tenant/);
  expect(requests).toEqual([]);
  await page.goBack();
  await expect(headline(page)).toContainText("by default");
  await expect(page.getByRole("group", { name: /Must pod traffic be encrypted/ }).getByRole("radio", { name: "not sure" })).toBeChecked();
});

test("the figures beat the answer, and both are shown", async ({ page }) => {
  await openLive(page, `/advice?${smallPods}&q_density=no`);
  await expect(headline(page)).toHaveText("VPC CNI, prefix delegation.");
  const evidence = page.locator(".evidence li.differs");
  await expect(evidence).toHaveCount(1);
  await expect(evidence).toContainText("You answered “no”");
  await expect(evidence).toContainText("secondary IPs allow 25 pods where CPU would allow 34: 16 nodes instead of 12");
  await page.goto(`/?${smallPods}&q_density=no`);
  await expect(page.locator(".strip")).toContainText("the figures say otherwise");
});

test("an option says why, why not and what would make it win", async ({ page }) => {
  await openLive(page, "/advice");
  await option(page, "antrea").locator("summary").click();
  await expect(option(page, "antrea")).toContainText("Why not");
  await expect(option(page, "antrea")).toContainText("It would be first if");
  await expect(option(page, "antrea")).toContainText("2.7.0");
  // What is unfolded stays so while figures change.
  await page.locator("#f-pods").fill("900");
  await expect(option(page, "antrea")).toHaveAttribute("open", "");
  await option(page, "eks-auto").locator("summary").click();
  await expect(option(page, "eks-auto")).toContainText("“Who runs the cluster” were “EKS Auto Mode”");
});

test("subnets can be listed, and what they cannot hold falls away", async ({ page }) => {
  await openLive(page, "/advice?v=1&pods=1200&cpu_m=186&type=m5.xlarge&q_cidr=yes&q_ipv6=no");
  await page.locator("#subnets summary").click();
  for (const zone of ["a", "b", "c"]) {
    const place = page.getByLabel("Zone or name of a new subnet");
    await place.fill(zone);
    await place.press("Tab");
    const free = page.getByLabel(`Free addresses of subnet ${["a", "b", "c"].indexOf(zone) + 1}`);
    await free.fill("251");
    await free.press("Tab");
  }
  await expect(headline(page)).toHaveText("VPC CNI, custom networking.");
  await expect(page.locator(".evidence")).toContainText("Secondary IPs: 2,700 addresses needed, 3,510 with 30 % surge, 753 free: too few, a is full at 15 nodes in all."); // 251 / 50 are 5 nodes a zone
  await option(page, "vpc-pd").locator("summary").click();
  await expect(option(page, "vpc-pd")).toContainText("do not fit the subnets listed");
  await expect(page).toHaveURL(/subnet=c&subnet_free=251/);
});

test("impossible answers are explained with the ways out", async ({ page }) => {
  await openLive(page, "/advice?v=1&q_multicast=pods&q_routable=yes");
  await expect(headline(page)).toHaveText("No pod network meets every answer.");
  await expect(page.locator(".verdict li")).toHaveCount(2);
  await expect(page.locator("#conflicts + ul")).toContainText("Run the multicast pods on the host network");
});

test("the article's era gives its five verdicts and one headline", async ({ page }) => {
  await openLive(page, "/advice?v=1&era=article&q_vpc=yes&q_perf=yes&q_density=yes&q_addresses=yes&q_encryption=no&q_multicast=no");
  await expect(headline(page)).toContainText("The article gives no answer");
  const verdicts = page.locator(".verdicts > li");
  await expect(verdicts).toHaveCount(5);
  await expect(verdicts.nth(1)).toContainText("VPC CNI (firm)");
  await expect(verdicts.nth(2)).toContainText("an overlay (“look at”)");
  await page.getByRole("link", { name: "By today’s rules" }).click();
  await expect(headline(page)).not.toContainText("silent");
});

test("every question can be answered with the keyboard alone", async ({ page }) => {
  await openLive(page, "/advice");
  const first = page.getByRole("group", { name: /Have you built much/ }).getByRole("radio", { name: "not sure" });
  await first.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/q_vpc=no/);
  await page.locator("#more-questions summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const select = page.getByLabel("Who runs the cluster");
  await expect(select).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(headline(page)).toHaveText("EKS Auto Mode.");
});

test("the views of a scenario carry it along", async ({ page }) => {
  await openLive(page, `/?${smallPods}`);
  await page.getByRole("link", { name: "Pod network", exact: true }).click();
  await expect(headline(page)).toHaveText("VPC CNI, prefix delegation.");
  await page.getByRole("link", { name: "Plan with VPC CNI, prefix delegation" }).first().click();
  await expect(page).toHaveURL(/mode=prefix-delegation/);
  await expect(page.locator(".card .price")).toContainText("us-east-1");
  await expect(page.locator(".card")).toContainText("$840.96");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the questions submit and the advice follows", async ({ page }) => {
    await page.goto("/advice");
    await page.getByRole("group", { name: /Do pods send or receive multicast/ }).getByText("yes, ordinary pods").click();
    await page.getByRole("button", { name: "Calculate" }).click();
    await expect(page).toHaveURL(/\/advice\?.*q_multicast=pods/);
    await expect(headline(page)).toHaveText("Antrea.");
    await expect(page.locator(".verdict")).toContainText("Beta");
    await option(page, "vpc-sec").locator("summary").click();
    await expect(option(page, "vpc-sec")).toContainText("it carries no multicast for ordinary pods");
  });

  test("a shared link shows the same advice", async ({ page }) => {
    await page.goto("/advice?v=1&q_encryption=tenant&q_cni=weave&q_portable=some");
    await expect(headline(page)).toHaveText("Antrea.");
    await expect(page.locator(".verdict")).toContainText("Weave Net has to go");
  });
});
