// What a reader's browser makes of a report: nothing but the page, for everyone, whatever the articles say.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { folder, make } from "./reports.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const NEWS = { fr: "Rapport", phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

let browser;
before(async () => {
  make();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser?.close());

/** Opens a page of target/browser, runs `look` on it, and fails on any message, request or dialog. */
async function open(path, look, options = {}) {
  const context = await browser.newContext({ viewport: NEWS.desk, reducedMotion: "reduce", ...options });
  const trouble = [];
  const own = pathToFileURL(folder).href;
  context.on("request", (request) => request.url().startsWith(own) || trouble.push(`request ${request.url()}`));
  context.on("requestfailed", (request) => trouble.push(`failed ${request.url()}`));
  context.on("console", (message) => trouble.push(`console ${message.text()}`));
  context.on("weberror", (error) => trouble.push(`error ${error.error()}`));
  context.on("dialog", (dialog) => (trouble.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  try {
    const page = await context.newPage();
    const [file, rest] = path.split(/(?=[?#])/, 2);
    await page.goto(pathToFileURL(join(folder, file)).href + (path.slice(file.length) || rest || ""));
    await look(page);
    assert.deepEqual(trouble, [], path);
  } finally {
    await context.close();
  }
}

const shot = (page, name, fullPage = false) => page.screenshot({ path: join(folder, `${name}.png`), fullPage });

/** Every page below a folder of the report. */
const pages = (report, kind) => readdirSync(join(folder, report, kind)).filter((name) => name.endsWith(".html")).map((name) => `${report}/${kind}/${name}`);

/** The event page of the corpus that most outlets share. */
const event = (report) => `${report}/` + readFileSync(join(folder, report, "index.html"), "utf8").match(/href="(events\/vestnik-20170209-[^"#]*\.html)"/)[1];

/** axe-core, by the browser's debugger: the policy of the page forbids any script of ours. */
async function accessible(page, path) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false }), WCAG);
  const told = violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  assert.deepEqual(told, [], path);
}

for (const colorScheme of ["light", "dark"]) {
  test(`no one is shut out, ${colorScheme}`, async () => {
    for (const path of ["fr/index.html", "fr/outlets.html", event("fr"), ...pages("fr", "articles").slice(0, 4), "en/index.html", event("en"), event("en").replace(".html", "-side-by-side.html"), event("redacted"), pages("redacted", "articles")[0], "hostile/index.html", "compare.html", "many/index.html"]) {
      await open(path, (page) => accessible(page, path), { colorScheme });
    }
  });
}

test("every page of a report opens without a word on the console or a request", async () => {
  for (const path of [...pages("fr", "events"), ...pages("fr", "articles")]) await open(path, async () => {});
});

test("pictures for people", async () => {
  const views = {
    index: "en/index.html",
    event: event("en"),
    outlets: "en/outlets.html",
    beside: `${event("en").replace(".html", "-side-by-side.html")}?a=1&b=3#c1-s5`,
    redacted: event("redacted"),
    article: pages("en", "articles").find((path) => path.includes("ill-20170210")),
    arabic: pages("en", "articles").find((path) => path.includes("mina-2024")),
    compare: "compare.html",
    index_fr: "fr/index.html",
    hostile: "hostile/index.html",
  };
  for (const [name, path] of Object.entries(views)) {
    await open(path, (page) => shot(page, name, true));
    await open(path, (page) => shot(page, `${name}-dark`), { colorScheme: "dark" });
    await open(path, (page) => shot(page, `${name}-phone`), { viewport: NEWS.phone, deviceScaleFactor: 2 });
  }
});

test("nothing scrolls sideways on a phone but tables in their frames", async () => {
  for (const path of ["fr/index.html", event("fr"), "fr/outlets.html", "compare.html", event("fr").replace(".html", "-side-by-side.html"), event("redacted"), "hostile/index.html", ...pages("fr", "articles").slice(0, 6), ...pages("hostile", "articles")]) {
    await open(
      path,
      async (page) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(wide, 0, `${path} is ${wide} pixels too wide`);
      },
      { viewport: NEWS.phone },
    );
  }
});

test("without script everything is there to be read", async () => {
  await open(
    event("fr"),
    async (page) => {
      for (const id of ["who", "choices", "agreement", "differs", "omits", "order", "reuse", "common", "timeline"]) assert.ok(await page.locator(`#${id}`).isVisible(), id);
      await page.locator("#differs ~ section details summary").first().click();
      assert.ok(await page.locator("details[open] .evidence").first().isVisible());
      await shot(page, "event-without-script");
    },
    { javaScriptEnabled: false },
  );
  await open("fr/index.html", async (page) => assert.ok((await page.locator("#events ~ div tbody tr").count()) > 10), { javaScriptEnabled: false });
});

test("the filter finds by words without accents, and sorting turns", async () => {
  await open("fr/index.html", async (page) => {
    const rows = page.locator("#events ~ div tbody tr:visible");
    const all = await rows.count();
    await page.getByRole("searchbox").fill("seisme");
    const found = await rows.count();
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    await page.getByRole("searchbox").fill("xyzzy");
    assert.equal(await rows.count(), 0);
    assert.match(await page.getByRole("status").first().innerText(), /Aucun/);
    await page.getByRole("searchbox").fill("");
    const day = page.getByRole("columnheader", { name: "Jour" });
    await day.getByRole("button").click();
    assert.equal(await day.getAttribute("aria-sort"), "ascending");
    const first = await rows.first().innerText();
    await day.getByRole("button").click();
    assert.notEqual(await rows.first().innerText(), first);
  });
});

test("the keyboard reaches everything, and what has the focus is seen", async () => {
  await open("fr/index.html", async (page) => {
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
    await shot(page, "keyboard");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    const wanted = new Set(["searchbox", "sort", "row", "outlets"]);
    for (let step = 0; step < 120 && wanted.size > 0; step += 1) {
      await page.keyboard.press("Tab");
      const kind = await page.evaluate(() => {
        const on = document.activeElement;
        if (getComputedStyle(on).outlineStyle === "none") return `unseen: ${on.outerHTML.slice(0, 120)}`;
        if (on.matches("input[type=search]")) return "searchbox";
        if (on.matches("thead button")) return "sort";
        if (on.matches("tbody a")) return "row";
        return on.matches("#outlets a") ? "outlets" : "";
      });
      assert.ok(!kind.startsWith("unseen"), kind);
      wanted.delete(kind);
    }
    assert.deepEqual([...wanted], []);
  });
});

test("two articles stand face to face, and a sentence leads to its like", async () => {
  const beside = event("fr").replace(".html", "-side-by-side.html");
  await open(event("fr"), async (page) => {
    await page.locator("#common ~ div a").filter({ hasText: "%" }).first().click();
    assert.match(page.url(), /-side-by-side\.html\?a=\d+&b=\d+#c\d+$/);
    assert.equal(await page.locator(".column:visible").count(), 2);
    await page.getByLabel("À gauche").selectOption({ index: 0 });
    await page.getByLabel("À droite").selectOption({ index: 2 });
    const shown = page.locator(".column:visible");
    assert.equal(await shown.count(), 2);
    const link = shown.first().locator("a.ref:visible").first();
    const fact = await link.getAttribute("data-s");
    await link.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.s), fact);
    assert.ok((await page.locator(".lit").count()) >= 2);
    assert.ok((await page.locator(".both").count()) > 0);
  });
  await open(beside, async (page) => {
    assert.ok((await page.locator(".column:visible").count()) > 2);
    assert.ok(!(await page.getByText("dit par les deux").isVisible()));
  }, { javaScriptEnabled: false });
});

test("the search finds events of every page", async () => {
  await open("many/index.html", async (page) => {
    const wanted = await page.evaluate(() => document.querySelector("#events ~ details li:last-child a, #events ~ div tbody a").textContent);
    await page.getByRole("searchbox").fill("9997 cas");
    await page.locator(".found a").first().waitFor();
    assert.match(await page.locator(".found a").first().innerText(), /9997 cas/);
    await page.getByRole("searchbox").fill(wanted.split(" ")[0]);
    assert.ok((await page.locator(".found a").count()) > 0);
    await page.getByRole("searchbox").fill("xyzzy");
    assert.match(await page.getByRole("status").innerText(), /./);
    await page.getByRole("searchbox").fill("");
    assert.ok(await page.locator("#events ~ div tbody").isVisible());
  });
});

test("on paper nothing is cut and nothing asks to be clicked", async () => {
  await open(event("fr"), async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator(".masthead nav").isVisible()));
    const cut = await page.evaluate(() => [...document.querySelectorAll(".scroll")].filter((box) => getComputedStyle(box).overflowX !== "visible").length);
    assert.equal(cut, 0);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper, "rgb(255, 255, 255)");
    const tint = await page.locator(".t0").first().evaluate((node) => getComputedStyle(node).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(tint.every((part) => part > 200), `black words on ${tint}`);
    await page.pdf({ path: join(folder, "event.pdf"), format: "A4", printBackground: true });
    await page.setViewportSize({ width: 760, height: 1075 });
    await shot(page, "event-print", true);
  }, { colorScheme: "dark" });
});

test("a language that runs from right to left does so in its own text alone", async () => {
  await open(pages("en", "articles").find((path) => path.includes("mina-2024")), async (page) => {
    const direction = (selector) => page.locator(selector).first().evaluate((node) => getComputedStyle(node).direction);
    assert.equal(await direction("h1"), "rtl");
    assert.equal(await direction(".text p"), "rtl");
    assert.equal(await direction("main"), "ltr");
  });
});

test("articles that mean harm do none", async () => {
  for (const path of ["hostile/index.html", "hostile/outlets.html", ...pages("hostile", "events"), ...pages("hostile", "articles")]) {
    for (const javaScriptEnabled of [true, false]) {
      await open(path, async (page) => {
        assert.ok(!(await page.title()).startsWith("harmed"));
        const foreign = await page.locator("main :is(script, img, iframe, object, embed, form, base, meta, style, textarea)").count();
        assert.equal(foreign, 0, path);
        const links = await page.locator("a").evaluateAll((all) => all.map((a) => a.protocol));
        assert.ok(links.every((protocol) => ["file:", "http:", "https:"].includes(protocol)), `${path}: ${links}`);
      }, { javaScriptEnabled });
    }
    assert.ok(statSync(join(folder, path)).size < 1_000_000, path);
  }
});

test("the overview of ten thousand events opens at once, and every page is small", async () => {
  for (const name of readdirSync(join(folder, "many")).filter((name) => name.endsWith(".html"))) assert.ok(statSync(join(folder, "many", name)).size < 1_000_000, name);
  await open("many/index.html", async (page) => {
    const { duration } = await page.evaluate(() => performance.getEntriesByType("navigation")[0].toJSON());
    assert.ok(duration < 2_000, `${duration} ms`);
    await shot(page, "many");
  });
});
