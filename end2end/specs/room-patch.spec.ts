// How a room's page takes a newer view in: only what differs is touched, and what a person is doing stays.
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";

const patch = readFileSync("../app/src/rooms/patch.js", "utf8");

async function page(page: Page, html: string) {
  await page.goto("about:blank");
  await page.setContent(`<div id="room">${html}</div>`);
  await page.addScriptTag({ content: patch });
}

/** Makes the page equal to this markup. */
async function patched(page: Page, html: string) {
  await page.evaluate((html) => {
    const next = new DOMParser().parseFromString(`<div id="room">${html}</div>`, "text/html");
    // @ts-expect-error: the script's own name
    patch(document.getElementById("room"), next.getElementById("room"));
  }, html);
}

const inner = (page: Page) => page.locator("#room").evaluate((room) => room.innerHTML);

test("what is typed, selected, focused and unfolded stays", async ({ page: p }) => {
  const form = (version: number, extra = "") =>
    `<p>${version}</p>${extra}<form id="f"><input type="hidden" name="against" value="${version}"><input id="why" value="">` +
    `<textarea id="note"></textarea><input type="radio" name="value" id="a" checked><input type="radio" name="value" id="b">` +
    `<select id="s"><option>one</option><option selected>two</option></select></form><details id="d"><summary>More</summary>x</details>`;
  await page(p, form(1));
  await p.locator("#why").pressSequentially("because of");
  await p.locator("#note").fill("two\nlines");
  await p.locator("#b").check();
  await p.locator("#s").selectOption("one");
  await p.locator("#d summary").click();
  await p.locator("#why").focus();
  await p.locator("#why").evaluate((field: HTMLInputElement) => field.setSelectionRange(2, 5));
  await patched(p, form(2, "<ul id=news><li>New</li></ul>"));
  await expect(p.locator("#room p")).toHaveText("2");
  await expect(p.locator("input[type=hidden]")).toHaveValue("2");
  await expect(p.locator("#why")).toHaveValue("because of");
  await expect(p.locator("#why")).toBeFocused();
  expect(await p.locator("#why").evaluate((f: HTMLInputElement) => [f.selectionStart, f.selectionEnd])).toEqual([2, 5]);
  await expect(p.locator("#note")).toHaveValue("two\nlines");
  await expect(p.locator("#b")).toBeChecked();
  await expect(p.locator("#s")).toHaveValue("one");
  expect(await p.locator("#d").evaluate((d: HTMLDetailsElement) => d.open)).toBe(true);
});

test("what nobody has touched follows the server", async ({ page: p }) => {
  const form = (text: string, chosen: string) =>
    `<input id="t" value="${text}"><textarea id="n">${text}</textarea><input type="checkbox" id="c" ${chosen === "b" ? "checked" : ""}>` +
    `<select id="s"><option ${chosen === "a" ? "selected" : ""}>a</option><option ${chosen === "b" ? "selected" : ""}>b</option></select>`;
  await page(p, form("one", "a"));
  // touched and set back is untouched
  await p.locator("#t").fill("mine");
  await p.locator("#t").fill("one");
  await patched(p, form("two", "b"));
  await expect(p.locator("#t")).toHaveValue("two");
  await expect(p.locator("#n")).toHaveValue("two");
  await expect(p.locator("#c")).toBeChecked();
  await expect(p.locator("#s")).toHaveValue("b");
});

test("an element with an id is the same element wherever it has moved", async ({ page: p }) => {
  await page(p, `<ul><li id="a">A</li><li id="b"><input id="i"></li><li id="c">C</li></ul>`);
  await p.locator("#i").focus();
  await p.locator("#a").evaluate((node) => ((node as HTMLElement & { mark?: string }).mark = "same"));
  await patched(p, `<ul><li id="z">Z</li><li id="b"><input id="i"></li><li id="c">C</li><li id="a">A</li></ul>`);
  await expect(p.locator("#i")).toBeFocused();
  await patched(p, `<ul><li id="c">C</li><li id="a">A2</li></ul>`);
  expect(await p.locator("#a").evaluate((node) => (node as HTMLElement & { mark?: string }).mark)).toBe("same");
  expect(await inner(p)).toBe(`<ul><li id="c">C</li><li id="a">A2</li></ul>`);
});

test("a patched tree equals the new one, whatever the two were", async ({ page: p }) => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const tree = (depth: number, ids: string[]): string => {
    const parts = Array.from({ length: random(5) }, () => {
      if (random(3) === 0) return `t${random(4)}`;
      const id = random(2) && ids.length ? ` id="${ids.splice(random(ids.length), 1)[0]}"` : "";
      const name = ["p", "b", "i"][random(3)];
      const attribute = random(2) ? ` class="c${random(3)}"` : "";
      // a paragraph may hold no other
      return `<${name === "p" ? "div" : name}${id}${attribute}>${depth ? tree(depth - 1, ids) : ""}</${name === "p" ? "div" : name}>`;
    });
    return parts.join("");
  };
  const ids = () => ["u", "v", "w", "x", "y", "z"];
  await page(p, tree(3, ids()));
  for (let i = 0; i < 300; i++) {
    const next = tree(3, ids());
    await patched(p, next);
    const wanted = await p.evaluate((html) => new DOMParser().parseFromString(`<div>${html}</div>`, "text/html").body.firstElementChild?.innerHTML, next);
    expect(await inner(p)).toBe(wanted);
  }
});
