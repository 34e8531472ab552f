// The page: filters choose notices, every section shows the chosen ones.
const STATES = ["done", "partly", "open", "unstated"];
// What was claimed or named is neither money that came back nor money spent.
const GROUPS = { back: ["recovered", "returned", "deducted", "fined", "saved"], spent: ["allocated", "invested", "paid_out"], aside: ["involved", "sued_for", "to_be_recovered", "written_off"] };
const chosenNotices = () => notices.filter((notice) => notice.chosen);
function options(id, values, name = (value) => value) {
  const kept = at(id).value;
  at(id).replaceChildren(make("option", { value: "" }, say("all")), ...values.map((value) => make("option", { value }, name(value))));
  at(id).value = values.map(String).includes(kept) ? kept : "";
}
function distinct(values) { return [...new Set(values.filter((value) => value !== null && value !== ""))].sort(); }
function choose() {
  const [province, city, year, kind] = ["province", "city", "year", "kind"].map((id) => at(id).value);
  for (const notice of notices) {
    notice.chosen = (!province || notice.province === province) && (!city || notice.city === city) && (!year || String(notice.year) === year) && (!kind || notice.kind === kind);
  }
  at("chosen").textContent = say("chosen", { chosen: number(chosenNotices().length), all: number(notices.length) });
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
  table("coverage-table", [say("place"), ...columns.map((year) => (year === null ? say("undated") : String(year)))], rows);
  if (at("notices-list").open) showNotices();
}
// Drawn when it is opened: two hundred rows that a click on a filter need not wait for.
function showNotices() {
  const chosen = chosenNotices(), shown = chosen.slice(0, 200);
  table("notices-table", [say("body"), say("city"), say("year"), say("kind"), say("items_count"), say("page")],
    shown.map((notice) => [notice.body, place(notice), String(notice.year ?? ""), say(notice.kind), notice.items, make("a", { href: notice.url, rel: "noopener noreferrer" }, say("page"))]));
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
  table("status-table", [say(chosen.length <= 40 ? "body" : "place"), hidden(say("bar")), ...STATES.map(say)], [...groups].map(([name, sums]) => [name, bar(sums.map((value, at) => ({ value, kind: STATES[at], name: say(STATES[at]) }))), ...sums]));
}
function showMoney() {
  const sums = [...summed((_, name) => name, (notice) => notice.money)].sort((one, other) => other[1] - one[1]);
  // Each group has a scale of its own: a park of 20 billion would hide all that came back.
  const rows = Object.entries(GROUPS).flatMap(([name, directions]) => {
    const group = sums.filter(([direction]) => directions.includes(direction));
    const most = Math.max(1, ...group.map(([, value]) => value));
    const head = [make("strong", {}, say(name)), make("td", { className: "bar" }), ""];
    return group.length ? [head, ...group.map(([direction, value]) => [say(direction), bar([{ value, name: say(direction) }], most), make("td", { className: "number" }, yuan(value))])] : [];
  });
  table("money-table", [say("direction"), hidden(say("bar")), say("amount")], rows);
  whenNear("money", () => list("money", sumsOf(), (row) => opening([tag(say(row.direction))], [row.raw, quiet(row.notice.body), tag(say(row.state))],
    async () => { const { said, at: spans } = await row.sentence(); return [marked(said, spans), sourceLink(row.notice)]; })));
}
function showDiscipline() {
  const persons = summed((_, name) => name, (notice) => notice.discipline.map(([kind, count]) => [kind, count]));
  const cases = summed((_, name) => name, (notice) => notice.discipline.map(([kind, , count]) => [kind, count]));
  const most = Math.max(1, ...persons.values());
  const rows = [...persons].sort((one, other) => other[1] - one[1]).map(([kind, count]) => [say(kind), bar([{ value: count, name: say(kind) }], most), count || "", cases.get(kind) || ""]);
  table("discipline-table", [say("handling"), hidden(say("bar")), say("persons"), say("cases")], rows);
}
function showItems() {
  const words = at("words").value.trim().split(/\s+/).filter(Boolean), status = at("item-status").value;
  const spans = (row) => words.length ? words.map((word) => [row.words.indexOf(word), row.words.indexOf(word) + word.length]).concat(row.at).sort((one, other) => one[0] - other[0]) : row.at;
  const told = (found, ended) => { at("found").textContent = say(ended ? "found" : "searching", { found: number(found) }); };
  const asked = words.length || status;
  // Without a question, every row is found: none need be unpacked to count them.
  if (!asked) told(notices.reduce((sum, notice) => sum + (notice.chosen && notice.held ? notice.rows : 0), 0), true);
  list("item", rowsOf("items", words, (columns, row) => !status || columns.status[row] === status), (row) => opening([tag(say(row.status))], [row.words.length > 90 ? `${row.words.slice(0, 90)}…` : row.words, quiet(row.notice.body)],
    () => [marked(row.words, spans(row)), sourceLink(row.notice)]), asked ? told : null);
}
async function* once(rows) { yield rows; }
function showChanges() {
  const rows = core.changes.filter((row) => notices[row.n].chosen).map((row) => () => row);
  list("change", once(rows), (row) => opening([tag(row.on)], [language ? row.en : row.zh, quiet(notices[row.n].body)], () => [
    row.before === null ? null : make("blockquote", {}, make("del", {}, row.before)), row.after === null ? null : make("blockquote", {}, make("ins", {}, row.after)), sourceLink(notices[row.n])].filter(Boolean)));
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
  whenNear("quality", () => list("failed", rowsOf("failed"), (row) => opening([tag(say(row.check))], [language ? row.detail : row.said.slice(0, 60) || row.detail, quiet(row.notice.body)],
    () => [make("p", {}, row.detail), marked(row.said, row.at), sourceLink(row.notice)])));
}
// A file a span: many are listed when asked for.
const FEW = 4;
function fileLinks(files) {
  const link = ([path, bytes]) => make("a", { href: path, download: "" }, `${path.split("/").pop()} (${size(bytes)})`);
  const links = () => files.flatMap((file, place) => [place ? " · " : "", link(file)]);
  if (files.length <= FEW) return make("span", {}, ...links());
  const details = make("details", {}, make("summary", {}, say("files_of", { files: number(files.length), size: size(files.reduce((sum, file) => sum + file[1], 0)) })));
  details.addEventListener("toggle", () => { if (details.children.length === 1) details.append(make("p", {}, ...links())); });
  return details;
}
function showDownloads() {
  const beside = core.beside.map((path) => ["", path, "", make("a", { href: path, download: "" }, path)]);
  table("files-table", [say("table"), say("label"), say("rows"), say("files")], [...core.tables.map((one) => [one.name, one.label, one.rows, fileLinks(one.files)]), ...beside]);
  at("dictionary").replaceChildren(...core.tables.map((one) => {
    const details = make("details", {}, make("summary", {}, `${one.name} ${one.label}`), make("p", { className: "quiet" }, one.about));
    details.addEventListener("toggle", () => {
      if (!details.open || details.children.length > 2) return;
      const grid = make("table", { id: `columns-${one.name}` });
      details.append(make("div", { className: "scroll", tabIndex: 0 }, grid));
      table(grid.id, [say("column"), say("label"), say("meaning"), say("unit")], one.columns.map(([name, label, about, unit]) => [name, label, about, unit || ""]));
    });
    return details;
  }));
}
function showAll() { for (const show of [showCoverage, showStatus, showMoney, showDiscipline, showChanges, showQuality]) show(); whenNear("items", showItems); }
function showCities() {
  const province = at("province").value;
  options("city", distinct(notices.filter((notice) => !province || notice.province === province).map((notice) => notice.city)));
}
function speak() {
  sayAll();
  Object.assign(at("language"), { textContent: language ? "中文" : "English", lang: language ? "zh-CN" : "en" });
  at("release").textContent = say("release", { release: core.release, date: core.date, notices: number(notices.length) });
  const held = notices.reduce((sum, notice) => sum + notice.held, 0);
  at("held").textContent = held < notices.length ? say("rows_held", { held: number(held), all: number(notices.length) }) : "";
  options("province", distinct(notices.map((notice) => notice.province)));
  showCities();
  options("year", distinct(notices.map((notice) => notice.year)).reverse());
  options("kind", distinct(notices.map((notice) => notice.kind)), say);
  options("item-status", core.statuses, say);
  showDownloads();
  choose();
}
async function start() {
  await readNotices();
  at("language").addEventListener("click", () => { language = 1 - language; speak(); });
  at("filters").addEventListener("change", (event) => { if (event.target.id === "province") showCities(); choose(); });
  at("filters").addEventListener("reset", () => setTimeout(() => { showCities(); choose(); }));
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("search").addEventListener("submit", (event) => event.preventDefault());
  at("search").addEventListener("input", showItems);
  // Who is about to type is about to search: unpacking begins meanwhile.
  at("words").addEventListener("focus", async () => { for await (const _ of chunksOf("items")); }, { once: true });
  at("notices-list").addEventListener("toggle", () => { if (at("notices-list").open) showNotices(); });
  speak();
  document.body.dataset.ready = "yes";
}
start();
