// The page: filters choose notices, every section shows the chosen ones.
const STATES = ["done", "partly", "open", "unstated"];
const SPENT = new Set(["allocated", "invested", "paid_out"]);
const chosenNotices = () => core.notices.filter((notice) => notice.chosen);
function options(id, values, name = (value) => value) {
  const kept = at(id).value;
  at(id).replaceChildren(make("option", { value: "" }, say("all")), ...values.map((value) => make("option", { value }, name(value))));
  at(id).value = values.map(String).includes(kept) ? kept : "";
}
function distinct(values) { return [...new Set(values.filter((value) => value !== null && value !== ""))].sort(); }
function choose() {
  const [province, city, year, kind] = ["province", "city", "year", "kind"].map((id) => at(id).value);
  for (const notice of core.notices) {
    notice.chosen = (!province || notice.province === province) && (!city || notice.city === city) && (!year || String(notice.year) === year) && (!kind || notice.kind === kind);
  }
  at("chosen").textContent = say("chosen", { chosen: number(chosenNotices().length), all: number(core.notices.length) });
  showAll();
}
function place(notice) { return notice.city || notice.province || say("nowhere"); }
function summed(key, value) {
  const sums = new Map();
  for (const notice of chosenNotices()) for (const [name, amount] of value(notice)) sums.set(key(notice, name), (sums.get(key(notice, name)) || 0) + amount);
  return sums;
}
function showCoverage() {
  const chosen = chosenNotices();
  const years = distinct(chosen.map((notice) => notice.year)), undated = chosen.some((notice) => notice.year === null);
  const columns = undated ? [...years, null] : years;
  const counts = summed((notice) => `${place(notice)}|${notice.year}`, () => [["", 1]]);
  const most = Math.max(1, ...counts.values());
  const rows = distinct(chosen.map(place)).map((name) => [name, ...columns.map((year) => {
    const count = counts.get(`${name}|${year}`) || 0;
    const cell = make("span", { className: "heat" }, count ? number(count) : "·");
    cell.style.cssText = count ? `font-weight:${400 + Math.round((300 * count) / most)}` : "color:var(--quiet)";
    return cell;
  })]);
  table("coverage-table", ["", ...columns.map((year) => (year === null ? say("undated") : String(year)))], rows);
  const shown = chosen.slice(0, 200);
  table("notices-table", [say("body"), say("city"), say("year"), say("kind"), say("items_count"), say("page")],
    shown.map((notice) => [notice.body, place(notice), String(notice.year ?? ""), notice.kind || "", notice.items, make("a", { href: notice.url, rel: "noopener noreferrer" }, say("page"))]));
  at("notices-more").textContent = chosen.length > shown.length ? `… ${number(chosen.length - shown.length)}` : "";
}
function showStatus() {
  at("status-legend").replaceChildren(...STATES.map((state) => make("span", {}, Object.assign(make("i"), { style: `background:var(--${state})` }), say(state))));
  const chosen = chosenNotices();
  const one = chosen.length <= 40 ? (notice) => notice.body : place;
  const groups = new Map();
  for (const notice of chosen) {
    const sums = groups.get(one(notice)) || STATES.map(() => 0);
    notice.states.forEach((count, at) => { sums[at] += count; });
    groups.set(one(notice), sums);
  }
  table("status-table", ["", "", ...STATES.map(say)], [...groups].map(([name, sums]) => [name, bar(sums.map((value, at) => ({ value, kind: STATES[at], name: say(STATES[at]) }))), ...sums]));
}
function showMoney() {
  const sums = [...summed((_, name) => name, (notice) => notice.money)].sort((one, other) => other[1] - one[1]);
  // Each group has a scale of its own: a park of 20 billion would hide all that came back.
  const rows = [false, true].flatMap((spent) => {
    const group = sums.filter(([name]) => SPENT.has(name) === spent);
    const most = Math.max(1, ...group.map(([, value]) => value));
    const head = [make("strong", {}, say(spent ? "spent" : "recovery")), make("td", { className: "bar" }), ""];
    return group.length ? [head, ...group.map(([name, value]) => [say(name), bar([{ value, name: say(name) }], most), yuan(value)])] : [];
  });
  table("money-table", ["", "", say("amount")], rows);
  const direct = async function* () {
    const rows = [];
    for await (const row of rowsOf("money")) rows.push(row());
    for (const row of rows.sort((one, other) => other.yuan - one.yuan)) yield () => row;
  };
  whenNear("money", () => list("money", direct(), (row) => opening([tag(say(row.direction))], [row.words.slice(row.at[0], row.at[1]) + " · " + row.words.replace(/\s+/g, " ").slice(0, 60), tag(say(row.state))],
    () => [marked(row.words, [row.at]), sourceLink(core.notices[row.n])])));
}
function showDiscipline() {
  const persons = summed((_, name) => name, (notice) => notice.discipline.map(([kind, count]) => [kind, count]));
  const cases = summed((_, name) => name, (notice) => notice.discipline.map(([kind, , count]) => [kind, count]));
  const most = Math.max(1, ...persons.values());
  const rows = [...persons].sort((one, other) => other[1] - one[1]).map(([kind, count]) => [say(kind), bar([{ value: count, name: say(kind) }], most), count, cases.get(kind) || 0]);
  table("discipline-table", ["", "", say("persons"), say("cases")], rows);
}
function showItems() {
  const words = at("words").value.trim().split(/\s+/).filter(Boolean), status = at("item-status").value;
  const hits = rowsOf("items", words, (columns, row) => !status || columns.status[row] === status);
  const spans = (row) => words.length ? words.map((word) => [row.words.indexOf(word), row.words.indexOf(word) + word.length]).concat(row.at).sort((one, other) => one[0] - other[0]) : row.at;
  list("item", hits, (row) => opening([tag(say(row.status))], [row.words.slice(0, 90), make("span", { className: "quiet" }, core.notices[row.n].body)],
    () => [marked(row.words, spans(row)), sourceLink(core.notices[row.n])]),
    (found, ended) => { at("found").textContent = say(ended ? "found" : "searching", { found: number(found) }); });
}
async function* each(rows) { for (const row of rows) yield () => row; }
function showChanges() {
  const rows = core.changes.filter((row) => core.notices[row.n].chosen);
  list("change", each(rows), (row) => opening([tag(row.on)], [language ? row.en : row.zh, make("span", { className: "quiet" }, core.notices[row.n].body)], () => [
    row.before === null ? null : make("blockquote", {}, make("del", {}, row.before)), row.after === null ? null : make("blockquote", {}, make("ins", {}, row.after)), sourceLink(core.notices[row.n])].filter(Boolean)));
}
function showQuality() {
  const outcomes = ["pass", "fail", "not_checkable"];
  const checks = new Map();
  for (const notice of chosenNotices()) for (const [name, outcome, count] of notice.checks) {
    const sums = checks.get(name) || [0, 0, 0];
    sums[outcomes.indexOf(outcome)] += count;
    checks.set(name, sums);
  }
  table("quality-table", [say("check"), ...outcomes.map(say)], [...checks].sort().map(([name, sums]) => [say(name), ...sums]));
  list("failed", each(core.failed.filter((row) => core.notices[row.n].chosen)), (row) => opening([tag(say(row.check))], [row.detail, make("span", { className: "quiet" }, core.notices[row.n].body)],
    () => [marked(row.words, row.at), sourceLink(core.notices[row.n])]));
}
function showDownloads() {
  const links = (files) => make("span", {}, ...files.flatMap((file, place) => [place ? " · " : "", make("a", { href: file.path, download: "" }, `${file.path.split("/").pop()} (${number(Math.ceil(file.bytes / 1000))} kB)`)]));
  const beside = core.beside.map((path) => ["", path, "", make("a", { href: path, download: "" }, path)]);
  table("files-table", [say("table"), "", say("rows"), say("files")], [...core.tables.map((one) => [one.name, one.label, one.rows, links(one.files)]), ...beside]);
  at("dictionary").replaceChildren(...core.tables.map((one) => {
    const details = make("details", {}, make("summary", {}, `${one.name} ${one.label}`), make("p", { className: "quiet" }, one.about));
    details.addEventListener("toggle", () => {
      if (!details.open || details.children.length > 2) return;
      const grid = make("table", { id: `columns-${one.name}` });
      details.append(make("div", { className: "scroll", tabIndex: 0 }, grid));
      table(grid.id, [say("column"), "", say("meaning"), say("unit")], one.columns.map(([name, label, about, unit]) => [name, label, about, unit || ""]));
    });
    return details;
  }));
}
function showAll() { for (const show of [showCoverage, showStatus, showMoney, showDiscipline, showChanges, showQuality]) show(); whenNear("items", showItems); }
function speak() {
  document.documentElement.lang = language ? "en" : "zh-CN";
  document.querySelectorAll("[data-say]").forEach((node) => { node.textContent = say(node.dataset.say); });
  Object.assign(at("language"), { textContent: language ? "中文" : "English", lang: language ? "zh-CN" : "en" });
  at("release").textContent = say("release", { release: core.release, date: core.date, notices: number(core.notices.length) });
  options("province", distinct(core.notices.map((notice) => notice.province)));
  options("city", distinct(core.notices.filter((notice) => !at("province").value || notice.province === at("province").value).map((notice) => notice.city)));
  options("year", distinct(core.notices.map((notice) => notice.year)).reverse());
  options("kind", distinct(core.notices.map((notice) => notice.kind)));
  options("item-status", core.statuses, say);
  showDownloads();
  choose();
}
async function start() {
  core = await unpacked(at("core"));
  at("language").addEventListener("click", () => { language = 1 - language; speak(); });
  at("filters").addEventListener("change", () => { speak(); });
  at("filters").addEventListener("reset", () => setTimeout(speak));
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("search").addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  at("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(showItems, 120); });
  language = navigator.language.startsWith("zh") ? 0 : 1;
  speak();
  document.body.dataset.ready = "yes";
}
// The chunks stand below: the page is drawn before they have all been read.
document.addEventListener("DOMContentLoaded", start);
