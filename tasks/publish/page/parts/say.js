// What the page says, in both languages. Words of the data (kinds, states) come from words.tsv.
const SAID = {
  skip: ["跳到整改事项", "Skip to the items"],
  title: ["巡视巡察整改通报数据", "How inspection findings are rectified"],
  release: ["第 {release} 次发布，{date}；{notices} 份通报", "Release {release}, {date}; {notices} notices"],
  province: ["省份", "Province"], city: ["城市", "City"], year: ["年份", "Year"], kind: ["类别", "Kind"], all: ["全部", "all"], clear: ["清除", "Clear"],
  chosen: ["{chosen} / {all} 份通报", "{chosen} of {all} notices"],
  coverage: ["覆盖", "Coverage"], coverage_about: ["各地各年收录的通报数。", "Notices held, by place and year."],
  notices_list: ["通报清单", "List of notices"], body: ["被巡视巡察党组织", "Inspected body"], items_count: ["事项", "items"], page: ["原文", "source"], source: ["原文网页", "source page"],
  status: ["整改状态", "Rectification"], status_about: ["按通报自身的表述：已完成、部分完成、未结、未说明。", "As the notices themselves say: done, partly, open, not said."],
  money: ["资金", "Money"], money_about: ["只计已完成的款项；其中项和重复陈述不重复计算。单位：元。", "Sums that are done, each once: no parts, no repeats. In yuan."],
  back: ["追回与核减", "Came back or cut"], spent: ["投入与支出", "Spent"], aside: ["涉及、起诉、核销等", "Involved, sued for, written off"], amount: ["金额（元）", "Sum (yuan)"],
  money_rows: ["逐笔款项（金额从大到小）", "Sum by sum, largest first"],
  discipline: ["问责", "Discipline"], discipline_about: ["按处理方式统计的人次和件次；其中项和重复陈述不重复计算。各类可能互相包含，不可跨类相加。不含姓名。", "Persons and cases by kind of handling, each once. A kind may hold another: do not add over kinds. No names."], persons: ["人", "persons"], cases: ["件", "cases"],
  items: ["整改事项", "Items"], search: ["搜索全部整改事项", "Search all items"], item_status: ["状态", "Status"],
  found: ["找到 {found} 条", "{found} found"], searching: ["正在搜索…已找到 {found} 条", "searching… {found} found"], more: ["更多", "more"], measure: ["措施", "measure"], item: ["第 {no} 项", "item {no}"],
  changes: ["变化", "What changed"], changes_about: ["来源网页修改通报时的逐条变化。", "Edits of the source pages, change by change."], before: ["原文", "before"], after: ["新文", "after"], none: ["无", "none"],
  quality: ["数据质量", "Data quality"], quality_about: ["通报自身的数字互相核对：声明与正文、部分与整体、比例。不符之处照录，不作取舍。", "Each notice held against itself: declared against parsed, parts against wholes, ratios. What does not hold is shown, not settled."], check: ["核对", "check"],
  downloads: ["下载", "Downloads"], downloads_about: ["与本页同一文件夹的 Parquet 文件；tongbao.duckdb 含全部表和视图。", "Parquet files in the folder of this page; tongbao.duckdb holds all tables and views."], table: ["表", "table"], rows: ["行", "rows"], files: ["文件", "files"], files_of: ["{files} 个文件，{size}", "{files} files, {size}"],
  dictionary: ["数据字典", "Data dictionary"], column: ["列", "column"], meaning: ["含义", "meaning"], unit: ["单位", "unit"],
  footer: ["数据取自各级党组织公开的通报，每行均指明原文。公开版隐去姓名与联系方式。", "Read from notices that Party committees made public; every row points to its words. The public edition masks names and contacts."],
  rows_held: ["本页含最近 {held} 份通报的语句（共 {all} 份）；全部语句见 tongbao.duckdb。", "This page holds the sentences of the newest {held} of {all} notices; tongbao.duckdb holds them all."],
  巡视: ["巡视", "巡视 inspection"], 巡察: ["巡察", "巡察 local inspection"], place: ["地区", "Place"], bar: ["图示", "bar"], direction: ["去向", "Direction"], handling: ["处理方式", "Handling"], label: ["中文名", "Chinese name"],
  sections: ["章节", "Sections"], filters: ["筛选", "Filters"],
  undated: ["未注明", "undated"], nowhere: ["未定", "unplaced"],
};
const WORDS = JSON.parse(document.getElementById("words-data").textContent);
let language = navigator.language.startsWith("zh") ? 0 : 1;

function say(key, values = {}) {
  const said = (SAID[key] || WORDS[key] || [key, key])[language];
  return said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
function number(value) { return value.toLocaleString(language ? "en" : "zh-CN", { maximumFractionDigits: 2 }); }
function size(bytes) { return bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`; }
function yuan(value) {
  if (language) return number(value);
  return value >= 1e8 ? `${number(value / 1e8)} 亿` : value >= 1e4 ? `${number(value / 1e4)} 万` : number(value);
}
function sayAll() {
  document.documentElement.lang = language ? "en" : "zh-CN";
  document.querySelectorAll("[data-say]").forEach((node) => { node.textContent = say(node.dataset.say); });
  document.querySelectorAll("[data-name]").forEach((node) => { node.ariaLabel = say(node.dataset.name); });
}
// Before any data is read: the page stands there at once.
sayAll();
