// The data: a core that is read at once, and chunks of whole notices that are unpacked when a list needs them.
async function unpacked(node) {
  const bytes = Uint8Array.from(atob(node.textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
const chunks = new Map();
function chunk(id) {
  if (!chunks.has(id)) chunks.set(id, unpacked(document.getElementById(id)).then((columns) => new Chunk(columns)));
  return chunks.get(id);
}
// Rows as columns, their words one long string: a search runs through that, and only its hits become rows.
const BETWEEN = "\u0001";
class Chunk {
  constructor(columns) {
    this.columns = columns;
    this.starts = new Uint32Array(columns.n.length);
    let start = 0;
    for (let row = 0; row < columns.n.length; row += 1) {
      this.starts[row] = start;
      start = columns.words.indexOf(BETWEEN, start) + 1;
    }
  }
  row(no) {
    const { words, ...others } = this.columns;
    const end = no + 1 < this.starts.length ? this.starts[no + 1] - 1 : words.length - 1;
    const row = { words: words.slice(this.starts[no], end) };
    for (const name in others) row[name] = others[name][no];
    return row;
  }
  // Numbers of the rows that hold every word, in order; all rows where no word is asked for.
  *holding(words) {
    if (!words.length) { yield* this.starts.keys(); return; }
    const text = this.columns.words;
    let no = 0;
    for (let found = text.indexOf(words[0]); found >= 0; ) {
      while (no + 1 < this.starts.length && this.starts[no + 1] <= found) no += 1;
      const end = no + 1 < this.starts.length ? this.starts[no + 1] : text.length;
      if (words.length === 1 || words.every((word) => text.slice(this.starts[no], end).includes(word))) yield no;
      found = text.indexOf(words[0], end);
    }
  }
}
// Rows of the wanted kind that fit, chunk by chunk; a chunk none of whose notices is chosen is left packed.
async function* rowsOf(kind, words = [], fits = () => true) {
  const { count, notices } = core.chunks[kind];
  for (let no = 0; no < count; no += 1) {
    if (!core.notices.slice(no * notices, (no + 1) * notices).some((notice) => notice.chosen)) continue;
    const held = await chunk(`${kind}-${no}`);
    for (const row of held.holding(words)) if (core.notices[held.columns.n[row]].chosen && fits(held.columns, row)) yield () => held.row(row);
  }
}
let core = null;
