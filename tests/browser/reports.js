// The reports that the tests open, made by the binary from the corpus and from articles that mean harm.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const project = fileURLToPath(new URL("../..", import.meta.url));
export const corpus = join(project, "corpus");
/** Reports and screenshots; kept after the tests, for people. */
export const folder = join(project, "target", "browser");

const binary = process.env.RECOUPE ?? ["release", "debug"].map((kind) => join(project, "target", kind, "recoupe")).find(existsSync);
if (!binary) throw new Error("build recoupe first: cargo build --release");

export function recoupe(...args) {
  return execFileSync(binary, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
}

const bait = [
  `<script>document.title = "harmed"</script>`,
  `"><img src="http://harm.example/x.png" onerror="document.title = 'harmed'">`,
  `</title></style></textarea><svg onload=alert(1)>`,
  `javascript:alert(document.domain)`,
  `\u202e\u2066gnp.tfel-ot-thgir\u2069`,
  `{{7*7}} \${7*7} <%= 7 %> &lt;b&gt; \u0000\u001b[31m`,
];

function hostile() {
  const facts = (n) => `Le port de Brest a rouvert mardi 3 mai après trois semaines de travaux, a annoncé la préfecture. Près de ${n}00 navires attendaient au large, selon « ${bait[n % 6]} ». Les grutiers ont repris le travail à l'aube, après un accord signé dans la nuit.`;
  const articles = [1, 2, 3].map((n) => ({
    id: `../../${bait[n]}-${n}`,
    title: `${bait[n - 1]} ${bait[n]} : le port de Brest rouvre le 3 mai`,
    text: `${bait.join(" ")} ${facts(n)}`,
    source: `${bait[n]} Journal ${n}`,
    url: `javascript:document.title="harmed"//https://a.example/${n}`,
    date: `2022-05-0${n + 2}`,
    lang: `"><b>`,
  }));
  articles.push({
    id: "ten-megabytes",
    title: "Le port de Brest rouvre le 3 mai : dix mégaoctets",
    text: facts(4) + " " + "Une très longue suite, <b>sans fin</b> ni raison. ".repeat(210_000),
    source: "Le Bavard",
    date: "2022-05-03",
  });
  return articles;
}

/** Ten thousand articles that share nothing, so as many events; every fourth has a fellow that reports the same. */
function many() {
  const word = (n) => [...Array(4)].map((_, i) => "bdfgklmnprstvz"[(n >> (4 * i)) % 14] + "aeiou"[(n >> (2 * i)) % 5]).join("");
  const articles = [];
  for (let n = 0; n < 10_000; n += 1) {
    const place = word(n * 7919 + 13);
    const name = place[0].toUpperCase() + place.slice(1);
    const day = new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
    const body = [...Array(5)].map((_, s) => `À ${name}, ${word(n * 31 + s)} ${word(n * 37 + s)} a ${word(n * 41 + s)} ${n + s} ${word(n * 43 + s)}.`).join(" ");
    for (const source of n % 4 === 0 ? ["Le Matin", "Le Soir"] : ["Le Matin"]) {
      articles.push({ id: `${source.slice(3)}-${n}`, title: `${name} : ${word(n * 31)} et ${word(n * 41)}, ${n} cas`, text: body, source, date: day });
    }
  }
  return articles;
}

const lines = (articles) => articles.map((article) => JSON.stringify(article)).join("\n") + "\n";

/** Makes every report; gives nothing, for the paths are plain. */
export function make() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "hostile.jsonl"), lines(hostile()));
  writeFileSync(join(folder, "many.jsonl"), lines(many()));
  recoupe("report", corpus, "-o", "fr", "--ui-lang", "fr");
  recoupe("report", corpus, "-o", "en", "--ui-lang", "en");
  recoupe("report", corpus, "-o", "redacted", "--redact");
  recoupe("report", "hostile.jsonl", "-o", "hostile");
  recoupe("report", "many.jsonl", "-o", "many");
  const call = ["compare", "adp-20170209", "ponant-20170210", "vestnik-20170209", "--in", corpus, "--ui-lang", "fr"];
  recoupe(...call, "--format", "html", "-o", "compare.html");
}
