// Building blocks: elements, tables, bars, rows that open.
function make(tag, given = {}, ...children) {
  const node = Object.assign(document.createElement(tag), given);
  node.append(...children.filter((child) => child !== null));
  return node;
}
function at(id) { return document.getElementById(id); }
function table(id, heads, rows) {
  const cell = (tag, value) => (value instanceof Node ? make(tag, {}, value) : make(tag, typeof value === "number" ? { className: "number" } : {}, typeof value === "number" ? number(value) : value ?? ""));
  const body = rows.map((row) => make("tr", {}, ...row.map((value, place) => (value instanceof HTMLTableCellElement ? value : place === 0 ? Object.assign(cell("th", value), { scope: "row" }) : cell("td", value)))));
  const head = make("tr", {}, ...heads.map((name, place) => make("th", { scope: "col", className: rows.some((row) => typeof row[place] === "number" || row[place]?.className === "number") ? "number" : "" }, name)));
  // Named, for who comes to it without seeing what it stands under; the box around it scrolls, and takes the focus.
  const name = at(id).closest("section").querySelector("h2").textContent;
  at(id).ariaLabel = name;
  Object.assign(at(id).parentElement, { role: "region", ariaLabel: name });
  at(id).replaceChildren(make("thead", {}, head), make("tbody", {}, ...body));
}
function bar(parts, most) {
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  const line = make("div", { role: "img", ariaLabel: parts.map((part) => `${part.name} ${number(part.value)}`).join(", ") });
  for (const part of parts) if (part.value) line.append(Object.assign(make("span", { className: part.kind || "", title: `${part.name} ${number(part.value)}` }), { style: `width:${(100 * part.value) / (most || whole || 1)}%` }));
  return make("td", { className: "bar" }, line);
}
// The words with the given spans marked; spans are [start, end] in the words, in order.
function marked(words, spans) {
  const node = make("blockquote");
  let from = 0;
  for (const [start, end] of spans) {
    if (start < from || end > words.length) continue;
    node.append(words.slice(from, start), make("mark", {}, words.slice(start, end)));
    from = end;
  }
  node.append(words.slice(from));
  return node;
}
// What a row opens to is made when it is opened: thousands stay quick.
function opening(tags, words, inside) {
  const details = make("details", {}, make("summary", {}, ...[tags, words].flat().map((part) => (part instanceof Node ? part : make("span", {}, part)))));
  details.addEventListener("toggle", () => { if (!details.open || details.children.length > 1) return;
    const place = make("div");
    details.append(place);
    Promise.resolve(inside()).then((nodes) => place.append(...nodes));
  });
  return make("li", {}, details);
}
function quiet(words) { return make("span", { className: "quiet" }, words); }
function hidden(words) { return make("span", { className: "hidden" }, words); }
function tag(words) { return make("span", { className: "tag" }, words); }
function sourceLink(notice) { return make("p", { className: "quiet" }, `${notice.body} · `, make("a", { href: notice.url, rel: "noopener noreferrer" }, say("source"))); }
// Work for a section that is far down waits until the reader comes near it.
const due = new Map();
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting && due.has(entry.target.id)) {
    const work = due.get(entry.target.id);
    due.delete(entry.target.id);
    work();
  }
}, { rootMargin: "600px" });
function whenNear(section, work) {
  due.set(section, work);
  watcher.unobserve(at(section));
  watcher.observe(at(section));
}
const AT_ONCE = 50;
// Shows a stream of batches of rows (functions that make one), so many at a time; a newer call ends an older one.
// It is read to its end where `told` wants the count, else as far as rows are asked for.
const turns = {};
async function list(name, batches, shown, told = null) {
  const turn = (turns[name] = (turns[name] || 0) + 1);
  const place = at(`${name}-list`), more = at(`${name}-more`);
  const found = [];
  let drawn = 0, wanted = AT_ONCE, ended = false;
  place.ariaBusy = "true";
  const draw = () => {
    const nodes = found.slice(drawn, wanted).map((row) => shown(row()));
    if (!drawn && (nodes.length || ended)) place.replaceChildren();
    place.append(...nodes);
    drawn += nodes.length;
    button.hidden = ended && drawn === found.length;
  };
  const read = async () => {
    while (!ended && (told || found.length <= wanted)) {
      const { value, done } = await batches.next();
      if (turns[name] !== turn) return;
      ended = done;
      if (value) for (const row of value) found.push(row);
      if (drawn < wanted) draw();
      if (told) told(found.length, ended);
    }
    if (drawn < wanted) draw();
    place.ariaBusy = "false";
    if (ended && !found.length) place.replaceChildren(make("li", { className: "quiet" }, say("none")));
  };
  const button = make("button", { type: "button", hidden: true, onclick: () => { wanted += AT_ONCE; draw(); read(); } }, say("more"));
  more.replaceChildren(button);
  await read();
}
