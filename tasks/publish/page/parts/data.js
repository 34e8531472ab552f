// The data: notices are read at once, and chunks of their rows are unpacked when a list needs them.
async function unpacked(node) {
  const signs = atob(node.textContent), bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) bytes[at] = signs.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
let core = null, notices = [], spans = [];
async function readNotices() {
  core = await unpacked(at("core"));
  const parts = await Promise.all(core.spans.map(([name]) => unpacked(at(`notices_${name}`))));
  for (const [place, columns] of parts.entries()) {
    const [name, count, held] = core.spans[place];
    spans.push({ name, first: notices.length, count, held });
    for (let row = 0; row < count; row += 1) {
      const notice = { held, chosen: true };
      for (const key in columns) notice[key] = columns[key][row];
      notices.push(notice);
    }
  }
}
// Chunks stand below the script: the page is in use before they have all been read.
const whole = new Promise((go) => document.addEventListener("DOMContentLoaded", go));
const chunks = new Map();
function chunk(kind, span, no) {
  const id = `${kind}_${span.name}_${no}`;
  if (!chunks.has(id)) chunks.set(id, (async () => {
    // The block after it tells that it has been read to its end.
    if (!at(id)?.nextElementSibling) await whole;
    return new Chunk(kind, span, no, await unpacked(at(id)));
  })());
  return chunks.get(id);
}
// Rows as columns, the words of items one long string: a search runs through that, and only its hits become rows.
const BETWEEN = "\u0001";
class Chunk {
  constructor(kind, span, no, columns) {
    Object.assign(this, { kind, span, no, columns, length: columns.n.length });
    if (columns.words === undefined) return;
    this.starts = new Uint32Array(this.length + 1);
    for (let row = 0; row < this.length; row += 1) this.starts[row + 1] = columns.words.indexOf(BETWEEN, this.starts[row]) + 1;
  }
  notice(no) { return notices[this.span.first + this.columns.n[no]]; }
  row(no) {
    const { words, ...others } = this.columns, row = {};
    for (const name in others) row[name] = others[name][no];
    if (words !== undefined) row.words = words.slice(this.starts[no], this.starts[no + 1] - 1);
    return Object.assign(row, { notice: this.notice(no) });
  }
  // Numbers of the rows that hold every word, in order; all rows where no word is asked for.
  *holding(words) {
    if (!words.length) { for (let no = 0; no < this.length; no += 1) yield no; return; }
    const text = this.columns.words;
    let no = 0;
    for (let found = text.indexOf(words[0]); found >= 0; ) {
      while (this.starts[no + 1] <= found) no += 1;
      const end = this.starts[no + 1];
      if (words.length === 1 || words.every((word) => text.slice(this.starts[no], end).includes(word))) yield no;
      found = text.indexOf(words[0], end);
    }
  }
}
// Keystrokes and clicks come first: work that takes longer makes room for them every few frames.
let since = 0;
async function breathe() {
  if (performance.now() - since < 24) return;
  await new Promise((go) => setTimeout(go));
  since = performance.now();
}
// The chunks of a kind that hold a chosen notice, newest first; the others stay packed.
async function* chunksOf(kind, chosen = (notice) => notice.chosen) {
  const size = core.chunks[kind];
  for (const span of spans) if (span.held) for (let no = 0; no * size < span.count; no += 1) {
    const first = span.first + no * size, last = span.first + Math.min((no + 1) * size, span.count);
    let place = first;
    while (place < last && !chosen(notices[place])) place += 1;
    if (place === last) continue;
    yield await chunk(kind, span, no);
    await breathe();
  }
}
// Rows of chosen notices that fit, as functions that make one, in batches.
async function* rowsOf(kind, words = [], fits = () => true) {
  for await (const held of chunksOf(kind)) {
    const rows = [];
    for (const row of held.holding(words)) if (held.notice(row).chosen && fits(held.columns, row)) rows.push(() => held.row(row));
    yield rows;
  }
}
// All sums of money, the largest first: put in order once, then filtered.
let ranked = null;
async function* sumsOf() {
  ranked ||= (async () => {
    const sums = [];
    for await (const held of chunksOf("money", () => true)) for (let no = 0; no < held.length; no += 1) sums.push({ held, no, yuan: held.columns.yuan[no] });
    return sums.sort((one, other) => other.yuan - one.yuan);
  })();
  let rows = [];
  for (const { held, no } of await ranked) {
    if (!held.notice(no).chosen) continue;
    rows.push(() => Object.assign(held.row(no), { sentence: async () => (await chunk("said", held.span, held.no)).row(no) }));
    if (rows.length === AT_ONCE) { yield rows; rows = []; }
  }
  yield rows;
}
