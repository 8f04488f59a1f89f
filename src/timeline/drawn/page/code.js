// The code, and on which line each thread stands.

const NAMED = 3; // so many clients of one line have a chip and a colour
const GUTTER = 10; // as wide as so many characters: chips, number, edges

function showSources(data) {
  const lines = new Map();
  const code = document.getElementById("code");
  const columns = ["stage", "service"].map((part) => {
    const column = document.createElement("div");
    column.className = "column";
    let longest = 20;
    for (const source of data.sources.filter((s) => s.part === part)) {
      column.append(showFile(source, lines));
      longest = Math.max(longest, ...source.text.split("\n").map((l) => l.length));
    }
    column.characters = longest + GUTTER;
    column.style.flexGrow = column.characters; // room for who has long lines
    return column;
  }).filter((column) => column.hasChildNodes());
  code.append(...columns);
  // From this the style finds a font in which the longest lines fit.
  const characters = columns.reduce((sum, column) => sum + column.characters, 0);
  code.style.setProperty("--characters", characters);
  if (data.sources.length === 0) code.textContent = "This recording does not name a stage that we know.";
  return lines;
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function showFile(source, lines) {
  const file = element("section", "file");
  const title = element("h2", "", source.path);
  title.append(element("span", "", ` (the ${source.part})`));
  const list = element("ol");
  source.text.trimEnd().split("\n").forEach((text, n) => {
    const row = element("li");
    const comment = text.trimStart().startsWith("//") ? " comment" : "";
    row.letters = element("span", "letters");
    row.text = element("span", "text" + comment);
    row.text.append(element("code", "", text));
    row.who = element("span", "who");
    row.append(row.letters, element("span", "number", n + 1),
      row.text, row.who);
    row.dataset.spot = `${source.path}:${n + 1}`;
    lines.set(row.dataset.spot, row);
    list.append(row);
  });
  file.append(title, list);
  return file;
}

// Where each thread stands at `time`: { lane, bar, now }. `now` is false just
// after a call, before the thread begins its next one.
function standing(data, time) {
  const stands = [];
  for (const lane of data.lanes) {
    if (lane.kind !== "thread") continue;
    const begun = countUpTo(lane.bars, time, (bar) => bar.from);
    if (begun === 0) continue;
    const bar = lane.bars[begun - 1];
    const now = bar.to === null || time < bar.to;
    const goesOn = begun < lane.bars.length;
    if (now || goesOn) stands.push({ lane, bar, now });
  }
  return stands;
}

function chip(client) {
  const node = element("span", "chip", client ? client.letter : "–");
  if (client) node.style.background = client.colour;
  else node.classList.add("nobody");
  return node;
}

// Marks the lines; returns those that are marked, so that they can be cleared.
function markLines(data, lines, marked, stands) {
  const groups = new Map();
  for (const stand of stands) {
    for (const spot of new Set([stand.bar.at, stand.bar.stage_at])) {
      const row = lines.get(spot);
      if (row) groups.set(row, [...(groups.get(row) || []), stand]);
    }
  }
  for (const row of marked) {
    if (groups.has(row)) continue;
    row.classList.remove("here");
    row.removeAttribute("style");
    row.letters.replaceChildren();
    row.who.replaceChildren();
  }
  for (const [row, group] of groups) markLine(data, row, group);
  return new Set(groups.keys());
}

function markLine(data, row, group) {
  const clients = group.map(({ bar }) =>
    bar.client === null || IDLE.includes(bar.state) ? null : data.clients[bar.client]);
  row.classList.add("here");
  const colours = clients.slice(0, NAMED).map((c) => (c ? c.colour : "#777"));
  const light = colours.map((c) => `color-mix(in srgb, ${c} 25%, white)`);
  row.style.background = light.length === 1 ? light[0]
    : `linear-gradient(to right, ${light.join(", ")})`;
  row.style.borderLeftColor = colours[0];
  const chips = clients.slice(0, clients.length > NAMED ? NAMED - 1 : NAMED);
  row.letters.replaceChildren(...chips.map(chip));
  if (clients.length > NAMED) row.letters.append("…");
  row.who.style.background = light[light.length - 1];
  row.who.title = group.map((s) => s.lane.name).join(", ");
  nameThreads(row, group);
}

// `worker-2` after `worker-1` is just `2`.
function shorter(name, before) {
  const family = name.replace(/\d+$/, "");
  const same = family !== name && family === before.replace(/\d+$/, "");
  return same ? name.slice(family.length) : name;
}

// As many names as there is room for beside the code; the others counted.
function nameThreads(row, group) {
  const room = row.clientWidth - row.text.offsetLeft - row.text.firstChild.offsetWidth;
  const names = group.map((s, n) => {
    const before = n > 0 ? group[n - 1].lane.name : "";
    return element("span", s.now ? "" : "was", shorter(s.lane.name, before));
  });
  for (let most = Math.min(names.length, 8); ; most--) {
    const said = names.slice(0, most).flatMap((name, n) => (n ? [" · ", name] : [name]));
    const more = group.length - most;
    if (more > 0) said.push(element("span", "more", most ? ` +${more}` : `${more} threads`));
    row.who.replaceChildren(...said);
    if (most <= 1 - (group.length > 1) || row.who.offsetWidth <= room) return;
  }
}

// Scrolls a column, and nothing else, so that its marked lines can be seen.
function bringIntoView(marked, smooth) {
  for (const column of document.querySelectorAll(".column")) {
    const rows = [...marked].filter((row) => column.contains(row));
    if (rows.length === 0) continue;
    const box = column.getBoundingClientRect();
    const tops = rows.map((row) => row.getBoundingClientRect().top - box.top);
    const [high, low] = [Math.min(...tops), Math.max(...tops) + 50];
    if (high >= 25 && low <= box.height) continue;
    const top = column.scrollTop + (low - high < box.height
      ? (high + low - box.height) / 2 : high - 30);
    column.scrollTo({ top, behavior: smooth ? "smooth" : "auto" });
  }
}
